//! The operations tagged `product_tag`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::product_tag::{
    CreateManyProductTag, CreateManyProductTagError, CreateProductTag,
    CreateProductTagError, DeleteProductTag, DeleteProductTagError, GetProductTag,
    GetProductTagError, ListProductTag, ListProductTagError, ProductTagApi,
};
use crate::generated::models::{ProductTag, ProductTagList};
use crate::generated::store::ProductTagQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl ProductTagApi for App {
    async fn list_product_tag(
        &self,
        _cx: Cx,
        ListProductTag {
            limit,
            cursor,
            sort,
            fields,
            include,
            code,
            tag_id,
        }: ListProductTag,
    ) -> Result<ProductTagList, ListProductTagError> {
        let page = self
            .store
            .product_tag
            .list(ProductTagQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                code,
                tag_id,
            })
            .await?;
        Ok(ProductTagList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_product_tag(
        &self,
        _cx: Cx,
        GetProductTag { code, tag_id }: GetProductTag,
    ) -> Result<ProductTag, GetProductTagError> {
        Ok(self.store.product_tag.find(&code, tag_id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_product_tag(
        &self,
        _cx: Cx,
        CreateProductTag { body }: CreateProductTag,
    ) -> Result<Created<ProductTag>, CreateProductTagError> {
        let it = self.store.product_tag.insert(body).await?;
        Ok(Created::at(paths::get_product_tag(&it.code, it.tag_id), it))
    }

    async fn create_many_product_tag(
        &self,
        _cx: Cx,
        CreateManyProductTag { body }: CreateManyProductTag,
    ) -> Result<Vec<ProductTag>, CreateManyProductTagError> {
        Ok(self.store.product_tag.insert_many(body).await?)
    }

    async fn delete_product_tag(
        &self,
        _cx: Cx,
        DeleteProductTag { code, tag_id }: DeleteProductTag,
    ) -> Result<NoContent, DeleteProductTagError> {
        self.store.product_tag.delete(&code, tag_id).await?;
        Ok(NoContent)
    }
}
