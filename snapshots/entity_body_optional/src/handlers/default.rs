//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, GetPet, GetPetError, ListPets, ListPetsError, MakePet, MakePetError,
};
use crate::generated::models::Pet;
use crate::generated::store::PetsQuery;
use zephyrix::Cx;

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

    async fn make_pet(
        &self,
        _cx: Cx,
        MakePet { body }: MakePet,
    ) -> Result<Pet, MakePetError> {
        Ok(self.store.pets.insert(body).await?)
    }

    async fn get_pet(&self, _cx: Cx, GetPet { id }: GetPet) -> Result<Pet, GetPetError> {
        self.store.pets.find(id).await?.ok_or(GetPetError::NotFound)
    }
}
