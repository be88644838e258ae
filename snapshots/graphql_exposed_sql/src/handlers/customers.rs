//! The operations tagged `customers`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::customers::{
    CreateCustomers, CreateCustomersError, CreateManyCustomers, CreateManyCustomersError,
    CustomersApi, DeleteCustomers, DeleteCustomersError, GetCustomers, GetCustomersError,
    ListCustomers, ListCustomersError, PatchCustomers, PatchCustomersError,
    ReplaceCustomers, ReplaceCustomersError,
};
use crate::generated::models::{Customers, CustomersList};
use crate::generated::store::CustomersQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl CustomersApi for App {
    async fn list_customers(
        &self,
        _cx: Cx,
        ListCustomers {
            limit,
            cursor,
            sort,
            fields,
            include,
            id,
            name,
            city,
            tier,
            balance,
            created_at,
        }: ListCustomers,
    ) -> Result<CustomersList, ListCustomersError> {
        let page = self
            .store
            .customers
            .list(CustomersQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                id,
                name,
                city,
                tier,
                balance,
                created_at,
            })
            .await?;
        Ok(CustomersList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_customers(
        &self,
        _cx: Cx,
        GetCustomers { id }: GetCustomers,
    ) -> Result<Customers, GetCustomersError> {
        Ok(self.store.customers.find(id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_customers(
        &self,
        _cx: Cx,
        CreateCustomers { body }: CreateCustomers,
    ) -> Result<Created<Customers>, CreateCustomersError> {
        let it = self.store.customers.insert(body).await?;
        Ok(Created::at(paths::get_customers(it.id), it))
    }

    async fn create_many_customers(
        &self,
        _cx: Cx,
        CreateManyCustomers { body }: CreateManyCustomers,
    ) -> Result<Vec<Customers>, CreateManyCustomersError> {
        Ok(self.store.customers.insert_many(body).await?)
    }

    async fn replace_customers(
        &self,
        _cx: Cx,
        ReplaceCustomers { id, body }: ReplaceCustomers,
    ) -> Result<Customers, ReplaceCustomersError> {
        Ok(self.store.customers.replace(id, body).await?)
    }

    async fn patch_customers(
        &self,
        _cx: Cx,
        PatchCustomers { id, body }: PatchCustomers,
    ) -> Result<Customers, PatchCustomersError> {
        Ok(self.store.customers.patch(id, body).await?)
    }

    async fn delete_customers(
        &self,
        _cx: Cx,
        DeleteCustomers { id }: DeleteCustomers,
    ) -> Result<NoContent, DeleteCustomersError> {
        self.store.customers.delete(id).await?;
        Ok(NoContent)
    }
}
