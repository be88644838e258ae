//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, Note, NoteError, NoteOk, Picture, PictureError, SetPicture,
    SetPictureError, WatchPets, WatchPetsError,
};
use crate::generated::models::Pet;
use zephyrix::{Bytes, Cx, Events, NoContent, Unwritten};

impl DefaultApi for App {
    async fn picture(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: Picture,
    ) -> Result<Bytes<200>, PictureError> {
        Err(Unwritten::new("picture", "src/handlers/default.rs").into())
    }

    async fn set_picture(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: SetPicture,
    ) -> Result<NoContent, SetPictureError> {
        Err(Unwritten::new("set_picture", "src/handlers/default.rs").into())
    }

    async fn watch_pets(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: WatchPets,
    ) -> Result<Events<200, Pet>, WatchPetsError> {
        Err(Unwritten::new("watch_pets", "src/handlers/default.rs").into())
    }

    async fn note(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: Note,
    ) -> Result<NoteOk, NoteError> {
        Err(Unwritten::new("note", "src/handlers/default.rs").into())
    }
}
