//! The fields of `Change` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::change::ChangeResolver;
use crate::generated::models::{ChangePay, Order};
use zephyrix::{graphql, Cx};

impl ChangeResolver for App {
    async fn pay(&self, _cx: &Cx, _request: ChangePay) -> graphql::Result<Order> {
        Err(graphql::Error::unwritten("pay", "src/handlers/change.rs"))
    }
}
