//! The operations tagged `product`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::product::{
    CreateManyProduct, CreateManyProductError, CreateProduct, CreateProductError,
    DeleteProduct, DeleteProductError, GetProduct, GetProductError, ListProduct,
    ListProductError, PatchProduct, PatchProductError, ProductApi, ReplaceProduct,
    ReplaceProductError,
};
use crate::generated::models::{Product, ProductList};
use crate::generated::store::ProductQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl ProductApi for App {
    async fn list_product(
        &self,
        _cx: Cx,
        ListProduct {
            limit,
            cursor,
            sort,
            fields,
            include,
            code,
            title,
            price,
            weight,
            released,
            in_stock,
            seen,
        }: ListProduct,
    ) -> Result<ProductList, ListProductError> {
        let page = self
            .store
            .product
            .list(ProductQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                code,
                title,
                price,
                weight,
                released,
                in_stock,
                seen,
            })
            .await?;
        Ok(ProductList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_product(
        &self,
        _cx: Cx,
        GetProduct { code }: GetProduct,
    ) -> Result<Product, GetProductError> {
        Ok(self.store.product.find(&code).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_product(
        &self,
        _cx: Cx,
        CreateProduct { body }: CreateProduct,
    ) -> Result<Created<Product>, CreateProductError> {
        let it = self.store.product.insert(body).await?;
        Ok(Created::at(paths::get_product(&it.code), it))
    }

    async fn create_many_product(
        &self,
        _cx: Cx,
        CreateManyProduct { body }: CreateManyProduct,
    ) -> Result<Vec<Product>, CreateManyProductError> {
        Ok(self.store.product.insert_many(body).await?)
    }

    async fn replace_product(
        &self,
        _cx: Cx,
        ReplaceProduct { code, body }: ReplaceProduct,
    ) -> Result<Product, ReplaceProductError> {
        Ok(self.store.product.replace(&code, body).await?)
    }

    async fn patch_product(
        &self,
        _cx: Cx,
        PatchProduct { code, body }: PatchProduct,
    ) -> Result<Product, PatchProductError> {
        Ok(self.store.product.patch(&code, body).await?)
    }

    async fn delete_product(
        &self,
        _cx: Cx,
        DeleteProduct { code }: DeleteProduct,
    ) -> Result<NoContent, DeleteProductError> {
        self.store.product.delete(&code).await?;
        Ok(NoContent)
    }
}
