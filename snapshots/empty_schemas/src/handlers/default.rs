//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Post, PostError};
use crate::generated::models::Thing;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn post(&self, _cx: Cx, _request: Post) -> Result<Thing, PostError> {
        Err(Unwritten::new("post", "src/handlers/default.rs").into())
    }
}
