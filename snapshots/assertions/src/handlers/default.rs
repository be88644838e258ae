//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Order2, OrderError};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn order(&self, _cx: Cx, _request: Order2) -> Result<NoContent, OrderError> {
        Err(Unwritten::new("order", "src/handlers/default.rs").into())
    }
}
