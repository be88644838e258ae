//! The operations tagged `pets`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::pets::{
    AddPet, AddPetError, AddPetOk, GetPet, GetPetError, ListPets, ListPetsError, PetsApi,
    RemovePet, RemovePetError, Visit, VisitError,
};
use crate::generated::models::Pet;
use zephyrix::{Cx, NoContent, Text, Unwritten};

impl PetsApi for App {
    async fn list_pets(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: ListPets,
    ) -> Result<Vec<Pet>, ListPetsError> {
        Err(Unwritten::new("list_pets", "src/handlers/pets.rs").into())
    }

    async fn add_pet(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: AddPet,
    ) -> Result<AddPetOk, AddPetError> {
        Err(Unwritten::new("add_pet", "src/handlers/pets.rs").into())
    }

    async fn get_pet(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        GetPet { pet_id }: GetPet,
    ) -> Result<Pet, GetPetError> {
        self.store.pets.find(pet_id).await?.ok_or(GetPetError::NotFound)
    }

    async fn remove_pet(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        RemovePet { pet_id }: RemovePet,
    ) -> Result<NoContent, RemovePetError> {
        self.store.pets.delete(pet_id).await?;
        Ok(NoContent)
    }

    async fn visit(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: Visit,
    ) -> Result<Text<200>, VisitError> {
        Err(Unwritten::new("visit", "src/handlers/pets.rs").into())
    }
}
