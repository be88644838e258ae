//! The operations tagged `animals`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::animals::{
    AddAnimal, AddAnimalError, Adopt, AdoptError, AnimalsApi, FetchAnimal,
    FetchAnimalError, ListAnimals, ListAnimalsError,
};
use crate::generated::models::Animal;
use zephyrix::{Cx, NoContent, Unwritten};

impl AnimalsApi for App {
    async fn list_animals(
        &self,
        _cx: Cx,
        _request: ListAnimals,
    ) -> Result<Vec<Animal>, ListAnimalsError> {
        Err(Unwritten::new("list_animals", "src/handlers/animals.rs").into())
    }

    async fn add_animal(
        &self,
        _cx: Cx,
        AddAnimal { body }: AddAnimal,
    ) -> Result<Animal, AddAnimalError> {
        Ok(self.store.animals.insert(body).await?)
    }

    async fn fetch_animal(
        &self,
        _cx: Cx,
        FetchAnimal { id }: FetchAnimal,
    ) -> Result<Animal, FetchAnimalError> {
        self.store.animals.find(id).await?.ok_or(FetchAnimalError::NotFound)
    }

    async fn adopt(&self, _cx: Cx, _request: Adopt) -> Result<NoContent, AdoptError> {
        Err(Unwritten::new("adopt", "src/handlers/animals.rs").into())
    }
}
