//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{AddPet, AddPetError, DefaultApi};
use zephyrix::{Bytes, Cx, Unwritten};

impl DefaultApi for App {
    async fn add_pet(
        &self,
        _cx: Cx,
        _request: AddPet,
    ) -> Result<Bytes<200>, AddPetError> {
        Err(Unwritten::new("add_pet", "src/handlers/default.rs").into())
    }
}
