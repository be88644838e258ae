//! The operations tagged `products`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::products::{
    CreateManyProducts, CreateManyProductsError, CreateProducts, CreateProductsError,
    DeleteProducts, DeleteProductsError, GetProducts, GetProductsError, ListProducts,
    ListProductsError, PatchProducts, PatchProductsError, ProductsApi, ReplaceProducts,
    ReplaceProductsError,
};
use crate::generated::models::{Products, ProductsList};
use crate::generated::store::ProductsQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl ProductsApi for App {
    async fn list_products(
        &self,
        _cx: Cx,
        ListProducts {
            limit,
            cursor,
            sort,
            fields,
            include,
            id,
            name,
            price,
        }: ListProducts,
    ) -> Result<ProductsList, ListProductsError> {
        let page = self
            .store
            .products
            .list(ProductsQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                id,
                name,
                price,
            })
            .await?;
        Ok(ProductsList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_products(
        &self,
        _cx: Cx,
        GetProducts { id }: GetProducts,
    ) -> Result<Products, GetProductsError> {
        Ok(self.store.products.find(id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_products(
        &self,
        _cx: Cx,
        CreateProducts { body }: CreateProducts,
    ) -> Result<Created<Products>, CreateProductsError> {
        let it = self.store.products.insert(body).await?;
        Ok(Created::at(paths::get_products(it.id), it))
    }

    async fn create_many_products(
        &self,
        _cx: Cx,
        CreateManyProducts { body }: CreateManyProducts,
    ) -> Result<Vec<Products>, CreateManyProductsError> {
        Ok(self.store.products.insert_many(body).await?)
    }

    async fn replace_products(
        &self,
        _cx: Cx,
        ReplaceProducts { id, body }: ReplaceProducts,
    ) -> Result<Products, ReplaceProductsError> {
        Ok(self.store.products.replace(id, body).await?)
    }

    async fn patch_products(
        &self,
        _cx: Cx,
        PatchProducts { id, body }: PatchProducts,
    ) -> Result<Products, PatchProductsError> {
        Ok(self.store.products.patch(id, body).await?)
    }

    async fn delete_products(
        &self,
        _cx: Cx,
        DeleteProducts { id }: DeleteProducts,
    ) -> Result<NoContent, DeleteProductsError> {
        self.store.products.delete(id).await?;
        Ok(NoContent)
    }
}
