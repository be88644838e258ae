//! The operations tagged `product_tags`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::product_tags::{
    CreateManyProductTags, CreateManyProductTagsError, CreateProductTags,
    CreateProductTagsError, DeleteProductTags, DeleteProductTagsError, GetProductTags,
    GetProductTagsError, ListProductTags, ListProductTagsError, ProductTagsApi,
};
use crate::generated::models::{ProductTags, ProductTagsList};
use crate::generated::store::ProductTagsQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl ProductTagsApi for App {
    async fn list_product_tags(
        &self,
        _cx: Cx,
        ListProductTags {
            limit,
            cursor,
            sort,
            fields,
            include,
            product_id,
            tag_id,
        }: ListProductTags,
    ) -> Result<ProductTagsList, ListProductTagsError> {
        let page = self
            .store
            .product_tags
            .list(ProductTagsQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                product_id,
                tag_id,
            })
            .await?;
        Ok(ProductTagsList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_product_tags(
        &self,
        _cx: Cx,
        GetProductTags { product_id, tag_id }: GetProductTags,
    ) -> Result<ProductTags, GetProductTagsError> {
        Ok(
            self
                .store
                .product_tags
                .find(product_id, tag_id)
                .await?
                .ok_or(StoreError::Missing)?,
        )
    }

    async fn create_product_tags(
        &self,
        _cx: Cx,
        CreateProductTags { body }: CreateProductTags,
    ) -> Result<Created<ProductTags>, CreateProductTagsError> {
        let it = self.store.product_tags.insert(body).await?;
        Ok(Created::at(paths::get_product_tags(it.product_id, it.tag_id), it))
    }

    async fn create_many_product_tags(
        &self,
        _cx: Cx,
        CreateManyProductTags { body }: CreateManyProductTags,
    ) -> Result<Vec<ProductTags>, CreateManyProductTagsError> {
        Ok(self.store.product_tags.insert_many(body).await?)
    }

    async fn delete_product_tags(
        &self,
        _cx: Cx,
        DeleteProductTags { product_id, tag_id }: DeleteProductTags,
    ) -> Result<NoContent, DeleteProductTagsError> {
        self.store.product_tags.delete(product_id, tag_id).await?;
        Ok(NoContent)
    }
}
