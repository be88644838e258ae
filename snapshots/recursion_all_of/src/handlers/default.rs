//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Hire, HireError};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn hire(&self, _cx: Cx, _request: Hire) -> Result<NoContent, HireError> {
        Err(Unwritten::new("hire", "src/handlers/default.rs").into())
    }
}
