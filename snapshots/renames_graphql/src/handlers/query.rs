//! The fields of `Query` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::query::QueryResolver;
use crate::generated::models::{
    Customer, CustomerConnection, PageInfo, QueryCustomer, QueryCustomers,
};
use crate::generated::store::CustomersQuery;
use zephyrix::{graphql, Cx};

impl QueryResolver for App {
    async fn customer(
        &self,
        _cx: &Cx,
        request: QueryCustomer,
    ) -> graphql::Result<Option<Customer>> {
        Ok(self.store.customers.find(&request.id).await?)
    }

    async fn customers(
        &self,
        _cx: &Cx,
        request: QueryCustomers,
    ) -> graphql::Result<CustomerConnection> {
        let window = graphql::Window::new(
            request.first.flatten(),
            request.after.flatten(),
            None,
            None,
        )?;
        let query = CustomersQuery {
            limit: window.limit,
            after: window.after.clone(),
            before: window.before.clone(),
            backward: window.backward,
            ..CustomersQuery::default()
        };
        let found = self.store.customers.list(query).await?;
        let page = window.page(found, |it| it.id.clone());
        Ok(CustomerConnection {
            page_info: PageInfo {
                has_next_page: page.has_next,
                has_previous_page: page.has_previous,
                start_cursor: page.start(),
                end_cursor: page.end(),
            },
            nodes: page.items.into_iter().map(|(_, node)| node).collect(),
        })
    }
}
