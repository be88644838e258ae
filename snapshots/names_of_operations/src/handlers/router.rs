//! The operations tagged `router`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::router::{
    Clone2, CloneError, Option2, OptionError2, RouterApi,
};
use crate::generated::models::OptionError;
use zephyrix::{Cx, NoContent, Unwritten};

impl RouterApi for App {
    async fn option(
        &self,
        _cx: Cx,
        _request: Option2,
    ) -> Result<OptionError, OptionError2> {
        Err(Unwritten::new("option", "src/handlers/router.rs").into())
    }

    async fn clone2(&self, _cx: Cx, _request: Clone2) -> Result<NoContent, CloneError> {
        Err(Unwritten::new("clone2", "src/handlers/router.rs").into())
    }
}
