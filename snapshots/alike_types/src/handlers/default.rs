//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, ListOwners, ListOwnersError, ListPets, ListPetsError, MakePet,
    MakePetError,
};
use crate::generated::models::{ListPetsResponseItem, Owner};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn list_pets(
        &self,
        _cx: Cx,
        _request: ListPets,
    ) -> Result<Vec<ListPetsResponseItem>, ListPetsError> {
        Err(Unwritten::new("list_pets", "src/handlers/default.rs").into())
    }

    async fn list_owners(
        &self,
        _cx: Cx,
        _request: ListOwners,
    ) -> Result<Vec<Owner>, ListOwnersError> {
        Err(Unwritten::new("list_owners", "src/handlers/default.rs").into())
    }

    async fn make_pet(
        &self,
        _cx: Cx,
        _request: MakePet,
    ) -> Result<NoContent, MakePetError> {
        Err(Unwritten::new("make_pet", "src/handlers/default.rs").into())
    }
}
