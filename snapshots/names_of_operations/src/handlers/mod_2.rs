//! The operations tagged `mod`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::mod_2::{Fmt, FmtError, ModApi, Router2, RouterError};
use zephyrix::{Cx, NoContent, Unwritten};

impl ModApi for App {
    async fn fmt(&self, _cx: Cx, _request: Fmt) -> Result<NoContent, FmtError> {
        Err(Unwritten::new("fmt", "src/handlers/mod_2.rs").into())
    }

    async fn router2(
        &self,
        _cx: Cx,
        _request: Router2,
    ) -> Result<NoContent, RouterError> {
        Err(Unwritten::new("router2", "src/handlers/mod_2.rs").into())
    }
}
