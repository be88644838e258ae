//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Say, SayError};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn say(&self, _cx: Cx, _request: Say) -> Result<NoContent, SayError> {
        Err(Unwritten::new("say", "src/handlers/default.rs").into())
    }
}
