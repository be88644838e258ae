//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, GrößeSetzen, GrößeSetzenError};
use crate::generated::models::Größe;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn größe_setzen(
        &self,
        _cx: Cx,
        _request: GrößeSetzen,
    ) -> Result<Größe, GrößeSetzenError> {
        Err(Unwritten::new("größe_setzen", "src/handlers/default.rs").into())
    }
}
