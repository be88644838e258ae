//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, GetAnimals, GetAnimalsError, GetPets, GetPetsError, ListAnimals,
    ListAnimalsError, ListPets, ListPetsError,
};
use crate::generated::models::Pet;
use crate::generated::store::PetsQuery;
use zephyrix::{Cx, Unwritten};
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

    async fn get_pets(
        &self,
        _cx: Cx,
        GetPets { id }: GetPets,
    ) -> Result<Pet, GetPetsError> {
        Ok(self.store.pets.find(id).await?.ok_or(StoreError::Missing)?)
    }

    async fn list_animals(
        &self,
        _cx: Cx,
        _request: ListAnimals,
    ) -> Result<Vec<Pet>, ListAnimalsError> {
        Err(Unwritten::new("list_animals", "src/handlers/default.rs").into())
    }

    async fn get_animals(
        &self,
        _cx: Cx,
        _request: GetAnimals,
    ) -> Result<Pet, GetAnimalsError> {
        Err(Unwritten::new("get_animals", "src/handlers/default.rs").into())
    }
}
