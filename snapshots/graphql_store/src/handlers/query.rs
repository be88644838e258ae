//! The fields of `Query` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::query::QueryResolver;
use crate::generated::models::{
    Customer, CustomerConnection, CustomerEdge, Order, PageInfo, Product,
    QueryBestsellers, QueryCustomer, QueryCustomers, QueryOrder, QueryOrders,
    QueryProduct,
};
use crate::generated::store::{CustomersQuery, OrdersQuery, ProductsQuery};
use zephyrix::{graphql, Cx};

impl QueryResolver for App {
    async fn order(
        &self,
        _cx: &Cx,
        request: QueryOrder,
    ) -> graphql::Result<Option<Order>> {
        Ok(self.store.orders.find(&request.id).await?)
    }

    async fn orders(
        &self,
        _cx: &Cx,
        request: QueryOrders,
    ) -> graphql::Result<Vec<Order>> {
        let query = OrdersQuery {
            limit: graphql::limit(request.limit)?,
            offset: graphql::offset(request.offset.flatten())?,
            customer_id: request.customer_id.flatten(),
            ..OrdersQuery::default()
        };
        let page = self.store.orders.list(query).await?;
        Ok(page.items)
    }

    async fn customer(
        &self,
        _cx: &Cx,
        request: QueryCustomer,
    ) -> graphql::Result<Customer> {
        self.store.customers.find(&request.id).await?.ok_or_else(graphql::missing)
    }

    async fn customers(
        &self,
        _cx: &Cx,
        request: QueryCustomers,
    ) -> graphql::Result<CustomerConnection> {
        let window = graphql::Window::new(
            request.first.flatten(),
            request.after.flatten(),
            request.last.flatten(),
            request.before.flatten(),
        )?;
        let query = CustomersQuery {
            limit: window.limit,
            after: window.after.clone(),
            before: window.before.clone(),
            backward: window.backward,
            city: request.city.flatten(),
            ..CustomersQuery::default()
        };
        let total = self.store.customers.count(&query).await?;
        let found = self.store.customers.list(query).await?;
        let page = window.page(found, |it| it.id.clone());
        Ok(CustomerConnection {
            page_info: PageInfo {
                has_next_page: page.has_next,
                has_previous_page: page.has_previous,
                start_cursor: page.start(),
                end_cursor: page.end(),
            },
            total_count: i32::try_from(total).unwrap_or(i32::MAX),
            edges: page
                .items
                .clone()
                .into_iter()
                .map(|(cursor, node)| CustomerEdge { cursor, node })
                .collect(),
            nodes: Some(page.items.into_iter().map(|(_, node)| Some(node)).collect()),
        })
    }

    async fn product(
        &self,
        _cx: &Cx,
        request: QueryProduct,
    ) -> graphql::Result<Option<Product>> {
        Ok(self.store.products.find(&request.id).await?)
    }

    async fn products(&self, _cx: &Cx) -> graphql::Result<Option<Vec<Option<Product>>>> {
        let query = ProductsQuery {
            limit: graphql::ALL,
            ..ProductsQuery::default()
        };
        let page = self.store.products.list(query).await?;
        Ok(Some(page.items.into_iter().map(Some).collect()))
    }

    async fn bestsellers(
        &self,
        _cx: &Cx,
        _request: QueryBestsellers,
    ) -> graphql::Result<Vec<Product>> {
        Err(graphql::Error::unwritten("bestsellers", "src/handlers/query.rs"))
    }
}
