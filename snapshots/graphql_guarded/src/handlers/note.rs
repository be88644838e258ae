//! The fields of `Note` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::note::NoteResolver;
use crate::generated::models::{Note, NoteWords};
use zephyrix::{graphql, Cx};

impl NoteResolver for App {
    async fn words(
        &self,
        _cx: &Cx,
        _of: Vec<&Note>,
        _request: NoteWords,
    ) -> graphql::Each<Vec<String>> {
        Err(graphql::Error::unwritten("words", "src/handlers/note.rs"))
    }
}
