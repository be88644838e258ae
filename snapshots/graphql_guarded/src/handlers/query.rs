//! The fields of `Query` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::query::QueryResolver;
use crate::generated::models::{Note, QueryNote, Secret};
use crate::generated::store::NotesQuery;
use zephyrix::{graphql, Cx};

impl QueryResolver for App {
    async fn note(&self, _cx: &Cx, request: QueryNote) -> graphql::Result<Option<Note>> {
        Ok(self.store.notes.find(&request.id).await?)
    }

    async fn notes(&self, _cx: &Cx) -> graphql::Result<Vec<Note>> {
        let query = NotesQuery {
            limit: graphql::ALL,
            ..NotesQuery::default()
        };
        let page = self.store.notes.list(query).await?;
        Ok(page.items)
    }

    async fn mine(
        &self,
        _cx: &Cx,
        _principal: &Self::Principal,
    ) -> graphql::Result<Vec<Note>> {
        let query = NotesQuery {
            limit: graphql::ALL,
            ..NotesQuery::default()
        };
        let page = self.store.notes.list(query).await?;
        Ok(page.items)
    }

    async fn secrets(
        &self,
        _cx: &Cx,
        _principal: &Self::Principal,
    ) -> graphql::Result<Vec<Secret>> {
        Err(graphql::Error::unwritten("secrets", "src/handlers/query.rs"))
    }
}
