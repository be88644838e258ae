//! The operations tagged `pets`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::pets::{ListPets, ListPetsError, PetsApi};
use crate::generated::models::Pet;
use zephyrix::{Cx, Unwritten};

impl PetsApi for App {
    async fn list_pets(
        &self,
        _cx: Cx,
        _request: ListPets,
    ) -> Result<Vec<Pet>, ListPetsError> {
        Err(Unwritten::new("list_pets", "src/handlers/pets.rs").into())
    }
}
