//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, GetOwner, GetOwnerError, GetPet, GetPetError, ListOwners,
    ListOwnersError, ListPets, ListPetsError,
};
use crate::generated::models::{Owner, Pet};
use crate::generated::store::{TPersonsQuery, TblPetsQuery};
use zephyrix::Cx;
use zephyrix::db::StoreError;

impl DefaultApi for App {
    async fn list_pets(
        &self,
        _cx: Cx,
        _request: ListPets,
    ) -> Result<Vec<Pet>, ListPetsError> {
        let query = TblPetsQuery {
            limit: 100,
            offset: 0,
            after: None,
        };
        let page = self.store.tbl_pets.list(query).await?;
        Ok(page.items)
    }

    async fn get_pet(&self, _cx: Cx, GetPet { id }: GetPet) -> Result<Pet, GetPetError> {
        Ok(self.store.tbl_pets.find(id).await?.ok_or(StoreError::Missing)?)
    }

    async fn list_owners(
        &self,
        _cx: Cx,
        _request: ListOwners,
    ) -> Result<Vec<Owner>, ListOwnersError> {
        let query = TPersonsQuery {
            limit: 100,
            offset: 0,
            after: None,
        };
        let page = self.store.t_persons.list(query).await?;
        Ok(page.items)
    }

    async fn get_owner(
        &self,
        _cx: Cx,
        GetOwner { id }: GetOwner,
    ) -> Result<Owner, GetOwnerError> {
        Ok(self.store.t_persons.find(id).await?.ok_or(StoreError::Missing)?)
    }
}
