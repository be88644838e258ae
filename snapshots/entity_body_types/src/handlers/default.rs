//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    CreateNote, CreateNoteBody, CreateNoteError, DefaultApi, DeleteNote, DeleteNoteError,
    GetNote, GetNoteError, ListNotes, ListNotesError, ReplaceNote, ReplaceNoteBody,
    ReplaceNoteError,
};
use crate::generated::models::Note;
use crate::generated::store::NotesQuery;
use zephyrix::{Cx, NoContent, Unwritten};
use zephyrix::db::StoreError;

impl DefaultApi for App {
    async fn list_notes(
        &self,
        _cx: Cx,
        ListNotes { limit, offset }: ListNotes,
    ) -> Result<Vec<Note>, ListNotesError> {
        let query = NotesQuery {
            limit,
            offset: offset.map_or(0, i64::from),
            after: None,
        };
        let page = self.store.notes.list(query).await?;
        Ok(page.items)
    }

    async fn create_note(
        &self,
        _cx: Cx,
        CreateNote { body }: CreateNote,
    ) -> Result<Note, CreateNoteError> {
        let CreateNoteBody::Json(body) = body else {
            return Err(Unwritten::new("create_note", "src/handlers/default.rs").into());
        };
        Ok(self.store.notes.insert(body).await?)
    }

    async fn get_note(
        &self,
        _cx: Cx,
        GetNote { note_id }: GetNote,
    ) -> Result<Note, GetNoteError> {
        self.store.notes.find(note_id).await?.ok_or(GetNoteError::NotFound)
    }

    async fn replace_note(
        &self,
        _cx: Cx,
        ReplaceNote { note_id, body }: ReplaceNote,
    ) -> Result<Note, ReplaceNoteError> {
        let ReplaceNoteBody::Json(body) = body else {
            return Err(Unwritten::new("replace_note", "src/handlers/default.rs").into());
        };
        match self.store.notes.replace(note_id, body).await {
            Ok(it) => Ok(it),
            Err(StoreError::Missing) => Err(ReplaceNoteError::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    async fn delete_note(
        &self,
        _cx: Cx,
        DeleteNote { note_id }: DeleteNote,
    ) -> Result<NoContent, DeleteNoteError> {
        match self.store.notes.delete(note_id).await {
            Ok(()) => Ok(NoContent),
            Err(StoreError::Missing) => Err(DeleteNoteError::NotFound),
            Err(error) => Err(error.into()),
        }
    }
}
