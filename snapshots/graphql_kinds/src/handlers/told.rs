//! The fields of `Told` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::told::ToldResolver;
use crate::generated::models::{Order, ToldPaid};
use zephyrix::{graphql, Cx};

impl ToldResolver for App {
    async fn paid(
        &self,
        _cx: &Cx,
        _request: ToldPaid,
    ) -> graphql::Result<graphql::Stream<Order>> {
        Err(graphql::Error::unwritten("paid", "src/handlers/told.rs"))
    }
}
