//! The fields of `Subscription` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::subscription::SubscriptionResolver;
use crate::generated::models::Note;
use zephyrix::{graphql, Cx};

impl SubscriptionResolver for App {
    async fn noted(
        &self,
        _cx: &Cx,
        _principal: &Self::Principal,
    ) -> graphql::Result<graphql::Stream<Note>> {
        Err(graphql::Error::unwritten("noted", "src/handlers/subscription.rs"))
    }
}
