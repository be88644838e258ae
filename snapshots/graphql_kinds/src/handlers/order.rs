//! The fields of `Order` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::order::OrderResolver;
use crate::generated::models::{Customer, Line, Order, OrderLines};
use zephyrix::{graphql, Cx};

impl OrderResolver for App {
    async fn customer(&self, _cx: &Cx, _of: Vec<&Order>) -> graphql::Each<Customer> {
        Err(graphql::Error::unwritten("customer", "src/handlers/order.rs"))
    }

    async fn seller(
        &self,
        _cx: &Cx,
        _of: Vec<&Order>,
    ) -> graphql::Each<Option<Customer>> {
        Err(graphql::Error::unwritten("seller", "src/handlers/order.rs"))
    }

    async fn lines(
        &self,
        _cx: &Cx,
        _of: Vec<&Order>,
        _request: OrderLines,
    ) -> graphql::Each<Vec<Line>> {
        Err(graphql::Error::unwritten("lines", "src/handlers/order.rs"))
    }
}
