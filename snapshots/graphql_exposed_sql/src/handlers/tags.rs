//! The operations tagged `tags`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::tags::{
    CreateManyTags, CreateManyTagsError, CreateTags, CreateTagsError, DeleteTags,
    DeleteTagsError, GetTags, GetTagsError, ListTags, ListTagsError, PatchTags,
    PatchTagsError, ReplaceTags, ReplaceTagsError, TagsApi,
};
use crate::generated::models::{Tags, TagsList};
use crate::generated::store::TagsQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl TagsApi for App {
    async fn list_tags(
        &self,
        _cx: Cx,
        ListTags { limit, cursor, sort, fields, include, id, word }: ListTags,
    ) -> Result<TagsList, ListTagsError> {
        let page = self
            .store
            .tags
            .list(TagsQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                id,
                word,
            })
            .await?;
        Ok(TagsList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_tags(
        &self,
        _cx: Cx,
        GetTags { id }: GetTags,
    ) -> Result<Tags, GetTagsError> {
        Ok(self.store.tags.find(id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_tags(
        &self,
        _cx: Cx,
        CreateTags { body }: CreateTags,
    ) -> Result<Created<Tags>, CreateTagsError> {
        let it = self.store.tags.insert(body).await?;
        Ok(Created::at(paths::get_tags(it.id), it))
    }

    async fn create_many_tags(
        &self,
        _cx: Cx,
        CreateManyTags { body }: CreateManyTags,
    ) -> Result<Vec<Tags>, CreateManyTagsError> {
        Ok(self.store.tags.insert_many(body).await?)
    }

    async fn replace_tags(
        &self,
        _cx: Cx,
        ReplaceTags { id, body }: ReplaceTags,
    ) -> Result<Tags, ReplaceTagsError> {
        Ok(self.store.tags.replace(id, body).await?)
    }

    async fn patch_tags(
        &self,
        _cx: Cx,
        PatchTags { id, body }: PatchTags,
    ) -> Result<Tags, PatchTagsError> {
        Ok(self.store.tags.patch(id, body).await?)
    }

    async fn delete_tags(
        &self,
        _cx: Cx,
        DeleteTags { id }: DeleteTags,
    ) -> Result<NoContent, DeleteTagsError> {
        self.store.tags.delete(id).await?;
        Ok(NoContent)
    }
}
