//! The operations tagged `rental`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::rental::{
    CreateManyRental, CreateManyRentalError, CreateRental, CreateRentalError,
    DeleteRental, DeleteRentalError, GetRental, GetRentalError, ListRental,
    ListRentalError, PatchRental, PatchRentalError, RentalApi, ReplaceRental,
    ReplaceRentalError,
};
use crate::generated::models::{Rental, RentalList};
use crate::generated::store::RentalQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl RentalApi for App {
    async fn list_rental(
        &self,
        _cx: Cx,
        ListRental {
            limit,
            cursor,
            sort,
            fields,
            include,
            rental_id,
            film_id,
            customer_id,
            rented,
            returned,
        }: ListRental,
    ) -> Result<RentalList, ListRentalError> {
        let page = self
            .store
            .rental
            .list(RentalQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                rental_id,
                film_id,
                customer_id,
                rented,
                returned,
            })
            .await?;
        Ok(RentalList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_rental(
        &self,
        _cx: Cx,
        GetRental { rental_id }: GetRental,
    ) -> Result<Rental, GetRentalError> {
        Ok(self.store.rental.find(rental_id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_rental(
        &self,
        _cx: Cx,
        CreateRental { body }: CreateRental,
    ) -> Result<Created<Rental>, CreateRentalError> {
        let it = self.store.rental.insert(body).await?;
        Ok(Created::at(paths::get_rental(it.rental_id), it))
    }

    async fn create_many_rental(
        &self,
        _cx: Cx,
        CreateManyRental { body }: CreateManyRental,
    ) -> Result<Vec<Rental>, CreateManyRentalError> {
        Ok(self.store.rental.insert_many(body).await?)
    }

    async fn replace_rental(
        &self,
        _cx: Cx,
        ReplaceRental { rental_id, body }: ReplaceRental,
    ) -> Result<Rental, ReplaceRentalError> {
        Ok(self.store.rental.replace(rental_id, body).await?)
    }

    async fn patch_rental(
        &self,
        _cx: Cx,
        PatchRental { rental_id, body }: PatchRental,
    ) -> Result<Rental, PatchRentalError> {
        Ok(self.store.rental.patch(rental_id, body).await?)
    }

    async fn delete_rental(
        &self,
        _cx: Cx,
        DeleteRental { rental_id }: DeleteRental,
    ) -> Result<NoContent, DeleteRentalError> {
        self.store.rental.delete(rental_id).await?;
        Ok(NoContent)
    }
}
