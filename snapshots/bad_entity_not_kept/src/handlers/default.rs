//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, GetPet, GetPetError, ListPets, ListPetsError,
};
use crate::generated::models::Pet;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn list_pets(
        &self,
        _cx: Cx,
        _request: ListPets,
    ) -> Result<Vec<Pet>, ListPetsError> {
        Err(Unwritten::new("list_pets", "src/handlers/default.rs").into())
    }

    async fn get_pet(&self, _cx: Cx, _request: GetPet) -> Result<Pet, GetPetError> {
        Err(Unwritten::new("get_pet", "src/handlers/default.rs").into())
    }
}
