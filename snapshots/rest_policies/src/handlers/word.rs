//! The operations tagged `word`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::word::{
    CreateManyWord, CreateManyWordError, CreateWord, CreateWordError, DeleteWord,
    DeleteWordError, GetWord, GetWordError, ListWord, ListWordError, PatchWord,
    PatchWordError, ReplaceWord, ReplaceWordError, WordApi,
};
use crate::generated::models::{Word, WordList};
use crate::generated::store::WordQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl WordApi for App {
    async fn list_word(
        &self,
        _cx: Cx,
        ListWord { limit, cursor, sort, fields, word_id, is_public }: ListWord,
    ) -> Result<WordList, ListWordError> {
        let page = self
            .store
            .word
            .list(WordQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                word_id,
                is_public,
            })
            .await?;
        Ok(WordList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_word(
        &self,
        _cx: Cx,
        GetWord { word_id }: GetWord,
    ) -> Result<Word, GetWordError> {
        Ok(self.store.word.find(word_id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_word(
        &self,
        _cx: Cx,
        CreateWord { body }: CreateWord,
    ) -> Result<Created<Word>, CreateWordError> {
        let it = self.store.word.insert(body).await?;
        Ok(Created::at(paths::get_word(it.word_id), it))
    }

    async fn create_many_word(
        &self,
        _cx: Cx,
        CreateManyWord { body }: CreateManyWord,
    ) -> Result<Vec<Word>, CreateManyWordError> {
        Ok(self.store.word.insert_many(body).await?)
    }

    async fn replace_word(
        &self,
        _cx: Cx,
        ReplaceWord { word_id, body }: ReplaceWord,
    ) -> Result<Word, ReplaceWordError> {
        Ok(self.store.word.replace(word_id, body).await?)
    }

    async fn patch_word(
        &self,
        _cx: Cx,
        PatchWord { word_id, body }: PatchWord,
    ) -> Result<Word, PatchWordError> {
        Ok(self.store.word.patch(word_id, body).await?)
    }

    async fn delete_word(
        &self,
        _cx: Cx,
        DeleteWord { word_id }: DeleteWord,
    ) -> Result<NoContent, DeleteWordError> {
        self.store.word.delete(word_id).await?;
        Ok(NoContent)
    }
}
