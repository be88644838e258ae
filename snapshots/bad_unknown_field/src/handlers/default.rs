//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, GetA, GetAError};
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn get_a(&self, _cx: Cx, _request: GetA) -> Result<String, GetAError> {
        Err(Unwritten::new("get_a", "src/handlers/default.rs").into())
    }
}
