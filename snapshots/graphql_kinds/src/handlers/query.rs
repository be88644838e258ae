//! The fields of `Query` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::query::QueryResolver;
use crate::generated::models::{Found, Node, Order, QueryNode, QueryOrder, QuerySearch};
use serde_json::Value;
use zephyrix::{graphql, Cx};

impl QueryResolver for App {
    async fn node(
        &self,
        _cx: &Cx,
        _request: QueryNode,
    ) -> graphql::Result<Option<Node>> {
        Err(graphql::Error::unwritten("node", "src/handlers/query.rs"))
    }

    async fn search(
        &self,
        _cx: &Cx,
        _request: QuerySearch,
    ) -> graphql::Result<Vec<Found>> {
        Err(graphql::Error::unwritten("search", "src/handlers/query.rs"))
    }

    async fn order(
        &self,
        _cx: &Cx,
        _request: QueryOrder,
    ) -> graphql::Result<Option<Order>> {
        Err(graphql::Error::unwritten("order", "src/handlers/query.rs"))
    }

    async fn nobody(&self, _cx: &Cx) -> graphql::Result<Option<Value>> {
        Err(graphql::Error::unwritten("nobody", "src/handlers/query.rs"))
    }
}
