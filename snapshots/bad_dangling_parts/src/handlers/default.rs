//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{A2, AError, DefaultApi};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn a(&self, _cx: Cx, _request: A2) -> Result<NoContent, AError> {
        Err(Unwritten::new("a", "src/handlers/default.rs").into())
    }
}
