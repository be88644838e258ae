//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, Ping, PingError, Subscribe, SubscribeError,
};
use crate::generated::models::Subscription;
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn ping(&self, _cx: Cx, _request: Ping) -> Result<NoContent, PingError> {
        Err(Unwritten::new("ping", "src/handlers/default.rs").into())
    }

    async fn subscribe(
        &self,
        _cx: Cx,
        _request: Subscribe,
    ) -> Result<Subscription, SubscribeError> {
        Err(Unwritten::new("subscribe", "src/handlers/default.rs").into())
    }
}
