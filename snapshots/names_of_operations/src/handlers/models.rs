//! The operations tagged `models`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::models::{GetE, GetEError, ModelsApi};
use zephyrix::{Cx, NoContent, Unwritten};

impl ModelsApi for App {
    async fn get_e(&self, _cx: Cx, _request: GetE) -> Result<NoContent, GetEError> {
        Err(Unwritten::new("get_e", "src/handlers/models.rs").into())
    }
}
