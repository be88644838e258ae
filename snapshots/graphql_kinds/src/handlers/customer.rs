//! The fields of `Customer` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::customer::CustomerResolver;
use crate::generated::models::{Customer, Order};
use zephyrix::{graphql, Cx};

impl CustomerResolver for App {
    async fn orders(&self, _cx: &Cx, _of: Vec<&Customer>) -> graphql::Each<Vec<Order>> {
        Err(graphql::Error::unwritten("orders", "src/handlers/customer.rs"))
    }

    async fn summary(&self, _cx: &Cx, _of: Vec<&Customer>) -> graphql::Each<String> {
        Err(graphql::Error::unwritten("summary", "src/handlers/customer.rs"))
    }
}
