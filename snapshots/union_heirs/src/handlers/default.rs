//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    AddEvent, AddEventError, AddPet, AddPetError, DefaultApi,
};
use crate::generated::models::{Event, Pet};
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn add_pet(&self, _cx: Cx, _request: AddPet) -> Result<Pet, AddPetError> {
        Err(Unwritten::new("add_pet", "src/handlers/default.rs").into())
    }

    async fn add_event(
        &self,
        _cx: Cx,
        _request: AddEvent,
    ) -> Result<Event, AddEventError> {
        Err(Unwritten::new("add_event", "src/handlers/default.rs").into())
    }
}
