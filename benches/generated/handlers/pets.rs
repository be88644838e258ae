//! Handlers that remember nothing, so that what is measured is everything but them.

use crate::app::App;
use crate::generated::api::pets::{CreatePet, CreatePetError, GetPet, GetPetError, PetsApi};
use crate::generated::models::{Pet, Status};
use zephyrix::Cx;

impl PetsApi for App {
    async fn get_pet(&self, _cx: Cx, GetPet { pet_id }: GetPet) -> Result<Pet, GetPetError> {
        Ok(Pet {
            id: pet_id,
            name: "Rex".to_owned(),
            chip: Some("123456789012345".to_owned()),
            status: Status::Available,
            weight_kg: Some(12.5),
            tags: Some(vec!["good".to_owned(), "dog".to_owned()]),
        })
    }

    async fn create_pet(&self, _cx: Cx, CreatePet { body }: CreatePet) -> Result<Pet, CreatePetError> {
        Ok(Pet {
            id: 1,
            name: body.name,
            chip: body.chip,
            status: body.status,
            weight_kg: body.weight_kg,
            tags: body.tags,
        })
    }
}
