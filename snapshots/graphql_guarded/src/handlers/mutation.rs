//! The fields of `Mutation` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::mutation::MutationResolver;
use crate::generated::models::{MutationCreateNote, MutationDeleteNote, Note};
use zephyrix::{graphql, Cx};

impl MutationResolver for App {
    async fn create_note(
        &self,
        _cx: &Cx,
        _principal: &Self::Principal,
        request: MutationCreateNote,
    ) -> graphql::Result<Note> {
        Ok(self.store.notes.insert(request).await?)
    }

    async fn delete_note(
        &self,
        _cx: &Cx,
        _principal: &Self::Principal,
        request: MutationDeleteNote,
    ) -> graphql::Result<bool> {
        self.store.notes.delete(&request.id).await?;
        Ok(true)
    }
}
