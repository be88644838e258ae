//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    AddForeign, AddForeignError, AddLoose, AddLooseError, AddNote, AddNoteError,
    AddPhoto, AddPhotoError, DefaultApi,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn add_photo(
        &self,
        _cx: Cx,
        _request: AddPhoto,
    ) -> Result<NoContent, AddPhotoError> {
        Err(Unwritten::new("add_photo", "src/handlers/default.rs").into())
    }

    async fn add_note(
        &self,
        _cx: Cx,
        _request: AddNote,
    ) -> Result<NoContent, AddNoteError> {
        Err(Unwritten::new("add_note", "src/handlers/default.rs").into())
    }

    async fn add_loose(
        &self,
        _cx: Cx,
        _request: AddLoose,
    ) -> Result<NoContent, AddLooseError> {
        Err(Unwritten::new("add_loose", "src/handlers/default.rs").into())
    }

    async fn add_foreign(
        &self,
        _cx: Cx,
        _request: AddForeign,
    ) -> Result<NoContent, AddForeignError> {
        Err(Unwritten::new("add_foreign", "src/handlers/default.rs").into())
    }
}
