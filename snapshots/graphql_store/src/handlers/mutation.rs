//! The fields of `Mutation` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::mutation::MutationResolver;
use crate::generated::models::{
    CreateCustomerPayload, Customer, MutationAddOrderLine, MutationCreateCustomer,
    MutationCreateOrder, MutationCreateProduct, MutationDeleteCustomer,
    MutationDeleteOrder, MutationDeleteProduct, MutationUpdateCustomer,
    MutationUpdateProduct, Order, OrderLine, Product,
};
use zephyrix::{graphql, Cx};

impl MutationResolver for App {
    async fn create_customer(
        &self,
        _cx: &Cx,
        request: MutationCreateCustomer,
    ) -> graphql::Result<CreateCustomerPayload> {
        let client_mutation_id = request.input.client_mutation_id.clone().flatten();
        Ok(CreateCustomerPayload {
            customer: Some(self.store.customers.insert(request.input).await?),
            user_errors: Vec::new(),
            client_mutation_id,
        })
    }

    async fn create_product(
        &self,
        _cx: &Cx,
        request: MutationCreateProduct,
    ) -> graphql::Result<Product> {
        Ok(self.store.products.insert(request).await?)
    }

    async fn create_order(
        &self,
        _cx: &Cx,
        request: MutationCreateOrder,
    ) -> graphql::Result<Order> {
        Ok(self.store.orders.insert(request).await?)
    }

    async fn add_order_line(
        &self,
        _cx: &Cx,
        request: MutationAddOrderLine,
    ) -> graphql::Result<Option<OrderLine>> {
        Ok(Some(self.store.order_lines.insert(request.input).await?))
    }

    async fn update_product(
        &self,
        _cx: &Cx,
        request: MutationUpdateProduct,
    ) -> graphql::Result<Product> {
        let key = request.id.clone();
        Ok(self.store.products.patch(&key, request).await?)
    }

    async fn update_customer(
        &self,
        _cx: &Cx,
        request: MutationUpdateCustomer,
    ) -> graphql::Result<Customer> {
        Ok(self.store.customers.patch(&request.id, request.input).await?)
    }

    async fn delete_product(
        &self,
        _cx: &Cx,
        request: MutationDeleteProduct,
    ) -> graphql::Result<bool> {
        self.store.products.delete(&request.id).await?;
        Ok(true)
    }

    async fn delete_customer(
        &self,
        _cx: &Cx,
        request: MutationDeleteCustomer,
    ) -> graphql::Result<String> {
        self.store.customers.delete(&request.customer_id).await?;
        Ok(request.customer_id)
    }

    async fn delete_order(
        &self,
        _cx: &Cx,
        request: MutationDeleteOrder,
    ) -> graphql::Result<Option<Order>> {
        let found = self
            .store
            .orders
            .find(&request.id)
            .await?
            .ok_or_else(graphql::missing)?;
        self.store.orders.delete(&request.id).await?;
        Ok(Some(found))
    }
}
