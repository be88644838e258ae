//! The operations tagged `customer`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::customer::{
    CreateCustomer, CreateCustomerError, CreateManyCustomer, CreateManyCustomerError,
    CustomerApi, DeleteCustomer, DeleteCustomerError, GetCustomer, GetCustomerError,
    ListCustomer, ListCustomerError, PatchCustomer, PatchCustomerError, ReplaceCustomer,
    ReplaceCustomerError,
};
use crate::generated::models::{Customer, CustomerList};
use crate::generated::store::CustomerQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl CustomerApi for App {
    async fn list_customer(
        &self,
        _cx: Cx,
        ListCustomer {
            limit,
            cursor,
            sort,
            fields,
            include,
            customer_id,
            name,
            email,
            active,
            born,
            since,
        }: ListCustomer,
    ) -> Result<CustomerList, ListCustomerError> {
        let page = self
            .store
            .customer
            .list(CustomerQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                customer_id,
                name,
                email,
                active,
                born,
                since,
            })
            .await?;
        Ok(CustomerList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_customer(
        &self,
        _cx: Cx,
        GetCustomer { customer_id }: GetCustomer,
    ) -> Result<Customer, GetCustomerError> {
        Ok(self.store.customer.find(customer_id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_customer(
        &self,
        _cx: Cx,
        CreateCustomer { body }: CreateCustomer,
    ) -> Result<Created<Customer>, CreateCustomerError> {
        let it = self.store.customer.insert(body).await?;
        Ok(Created::at(paths::get_customer(it.customer_id), it))
    }

    async fn create_many_customer(
        &self,
        _cx: Cx,
        CreateManyCustomer { body }: CreateManyCustomer,
    ) -> Result<Vec<Customer>, CreateManyCustomerError> {
        Ok(self.store.customer.insert_many(body).await?)
    }

    async fn replace_customer(
        &self,
        _cx: Cx,
        ReplaceCustomer { customer_id, body }: ReplaceCustomer,
    ) -> Result<Customer, ReplaceCustomerError> {
        Ok(self.store.customer.replace(customer_id, body).await?)
    }

    async fn patch_customer(
        &self,
        _cx: Cx,
        PatchCustomer { customer_id, body }: PatchCustomer,
    ) -> Result<Customer, PatchCustomerError> {
        Ok(self.store.customer.patch(customer_id, body).await?)
    }

    async fn delete_customer(
        &self,
        _cx: Cx,
        DeleteCustomer { customer_id }: DeleteCustomer,
    ) -> Result<NoContent, DeleteCustomerError> {
        self.store.customer.delete(customer_id).await?;
        Ok(NoContent)
    }
}
