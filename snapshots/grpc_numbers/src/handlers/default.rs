//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, GetNote, GetNoteError};
use crate::generated::models::Note;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn get_note(&self, _cx: Cx, _request: GetNote) -> Result<Note, GetNoteError> {
        Err(Unwritten::new("get_note", "src/handlers/default.rs").into())
    }
}
