//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, One, OneError, Two, TwoError};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn one(&self, _cx: Cx, _request: One) -> Result<NoContent, OneError> {
        Err(Unwritten::new("one", "src/handlers/default.rs").into())
    }

    async fn two(&self, _cx: Cx, _request: Two) -> Result<NoContent, TwoError> {
        Err(Unwritten::new("two", "src/handlers/default.rs").into())
    }
}
