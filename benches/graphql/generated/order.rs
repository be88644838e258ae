//! The customers and lines of orders, as `order.rs` of the generated service.

use crate::app::App;
use crate::data;
use crate::generated::graphql::order::OrderResolver;
use crate::generated::models::{Customer, Line, Order};
use std::collections::HashMap;
use zephyrix::{Cx, graphql};

impl OrderResolver for App {
    async fn customer(&self, _cx: &Cx, of: Vec<&Order>) -> graphql::Each<Customer> {
        let mut known: HashMap<&str, Customer> = HashMap::new();
        let mut found = Vec::with_capacity(of.len());
        for it in of {
            let customer = known.entry(&it.customer_id).or_insert_with_key(|id| {
                let (name, city) = data::customer(id);
                Customer { id: (*id).to_owned(), name, city }
            });
            found.push(customer.clone());
        }
        graphql::each(found)
    }

    async fn lines(&self, _cx: &Cx, of: Vec<&Order>) -> graphql::Each<Vec<Line>> {
        let line = |(id, quantity, product_id)| Line { id, quantity, product_id };
        graphql::each(of.iter().map(|it| data::lines(&it.id).map(line).collect()).collect())
    }
}
