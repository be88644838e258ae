//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    AddPet, AddPetError, DefaultApi, GetPet, GetPetError, ListPets, ListPetsError,
};
use crate::generated::models::Pet;
use crate::generated::store::PetsQuery;
use zephyrix::Cx;
use zephyrix::db::StoreError;

impl DefaultApi for App {
    async fn list_pets(
        &self,
        _cx: Cx,
        _request: ListPets,
    ) -> Result<Vec<Pet>, ListPetsError> {
        let query = PetsQuery {
            limit: 100,
            offset: 0,
            after: None,
        };
        let page = self.store.pets.list(query).await?;
        Ok(page.items)
    }

    async fn add_pet(
        &self,
        _cx: Cx,
        AddPet { body }: AddPet,
    ) -> Result<Pet, AddPetError> {
        Ok(self.store.pets.insert(body).await?)
    }

    async fn get_pet(&self, _cx: Cx, GetPet { id }: GetPet) -> Result<Pet, GetPetError> {
        Ok(self.store.pets.find(id).await?.ok_or(StoreError::Missing)?)
    }
}
