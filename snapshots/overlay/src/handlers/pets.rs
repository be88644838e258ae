//! The operations tagged `pets`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::pets::{AddPet, AddPetError, ListPets, ListPetsError, PetsApi};
use crate::generated::models::ListPetsResponseItem;
use zephyrix::{Cx, NoContent, Unwritten};

impl PetsApi for App {
    async fn list_pets(
        &self,
        _cx: Cx,
        _request: ListPets,
    ) -> Result<Vec<ListPetsResponseItem>, ListPetsError> {
        Err(Unwritten::new("list_pets", "src/handlers/pets.rs").into())
    }

    async fn add_pet(
        &self,
        _cx: Cx,
        _request: AddPet,
    ) -> Result<NoContent, AddPetError> {
        Err(Unwritten::new("add_pet", "src/handlers/pets.rs").into())
    }
}
