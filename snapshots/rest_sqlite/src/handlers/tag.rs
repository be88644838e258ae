//! The operations tagged `tag`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::tag::{
    CreateManyTag, CreateManyTagError, CreateTag, CreateTagError, DeleteTag,
    DeleteTagError, GetTag, GetTagError, ListTag, ListTagError, PatchTag, PatchTagError,
    ReplaceTag, ReplaceTagError, TagApi,
};
use crate::generated::models::{Tag, TagList};
use crate::generated::store::TagQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl TagApi for App {
    async fn list_tag(
        &self,
        _cx: Cx,
        ListTag { limit, cursor, sort, fields, include, tag_id, word }: ListTag,
    ) -> Result<TagList, ListTagError> {
        let page = self
            .store
            .tag
            .list(TagQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                tag_id,
                word,
            })
            .await?;
        Ok(TagList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_tag(
        &self,
        _cx: Cx,
        GetTag { tag_id }: GetTag,
    ) -> Result<Tag, GetTagError> {
        Ok(self.store.tag.find(tag_id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_tag(
        &self,
        _cx: Cx,
        CreateTag { body }: CreateTag,
    ) -> Result<Created<Tag>, CreateTagError> {
        let it = self.store.tag.insert(body).await?;
        Ok(Created::at(paths::get_tag(it.tag_id), it))
    }

    async fn create_many_tag(
        &self,
        _cx: Cx,
        CreateManyTag { body }: CreateManyTag,
    ) -> Result<Vec<Tag>, CreateManyTagError> {
        Ok(self.store.tag.insert_many(body).await?)
    }

    async fn replace_tag(
        &self,
        _cx: Cx,
        ReplaceTag { tag_id, body }: ReplaceTag,
    ) -> Result<Tag, ReplaceTagError> {
        Ok(self.store.tag.replace(tag_id, body).await?)
    }

    async fn patch_tag(
        &self,
        _cx: Cx,
        PatchTag { tag_id, body }: PatchTag,
    ) -> Result<Tag, PatchTagError> {
        Ok(self.store.tag.patch(tag_id, body).await?)
    }

    async fn delete_tag(
        &self,
        _cx: Cx,
        DeleteTag { tag_id }: DeleteTag,
    ) -> Result<NoContent, DeleteTagError> {
        self.store.tag.delete(tag_id).await?;
        Ok(NoContent)
    }
}
