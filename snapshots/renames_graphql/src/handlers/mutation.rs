//! The fields of `Mutation` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::mutation::MutationResolver;
use crate::generated::models::{Customer, MutationCreateCustomer};
use zephyrix::{graphql, Cx};

impl MutationResolver for App {
    async fn create_customer(
        &self,
        _cx: &Cx,
        request: MutationCreateCustomer,
    ) -> graphql::Result<Customer> {
        Ok(self.store.customers.insert(request.input).await?)
    }
}
