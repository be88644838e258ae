//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, Find, FindError, FindListed, FindListedError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn find(&self, _cx: Cx, _request: Find) -> Result<NoContent, FindError> {
        Err(Unwritten::new("find", "src/handlers/default.rs").into())
    }

    async fn find_listed(
        &self,
        _cx: Cx,
        _request: FindListed,
    ) -> Result<NoContent, FindListedError> {
        Err(Unwritten::new("find_listed", "src/handlers/default.rs").into())
    }
}
