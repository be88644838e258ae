//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{A2, AError, B, BError, DefaultApi};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn a(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: A2,
    ) -> Result<NoContent, AError> {
        Err(Unwritten::new("a", "src/handlers/default.rs").into())
    }

    async fn b(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: B,
    ) -> Result<NoContent, BError> {
        Err(Unwritten::new("b", "src/handlers/default.rs").into())
    }
}
