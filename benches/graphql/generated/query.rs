//! The first orders, as `query.rs` of the generated service; beside it `order.rs` and `line.rs`.

use crate::app::App;
use crate::data;
use crate::generated::graphql::query::QueryResolver;
use crate::generated::models::{Order, QueryOrders};
use zephyrix::{Cx, graphql};

impl QueryResolver for App {
    async fn orders(&self, _cx: &Cx, request: QueryOrders) -> graphql::Result<Vec<Order>> {
        let order = |(id, note, total, customer_id)| Order { id, note, total, customer_id };
        Ok(data::orders(request.first).map(order).collect())
    }
}
