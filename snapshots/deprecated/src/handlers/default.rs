//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Old2, OldError};
use crate::generated::models::Old;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn old(&self, _cx: Cx, _request: Old2) -> Result<Old, OldError> {
        Err(Unwritten::new("old", "src/handlers/default.rs").into())
    }
}
