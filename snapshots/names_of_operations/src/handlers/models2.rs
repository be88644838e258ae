//! The operations tagged `Models`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::models2::{GetFByRequest, GetFByRequestError, ModelsApi2};
use zephyrix::{Cx, NoContent, Unwritten};

impl ModelsApi2 for App {
    async fn get_f_by_request(
        &self,
        _cx: Cx,
        _request: GetFByRequest,
    ) -> Result<NoContent, GetFByRequestError> {
        Err(Unwritten::new("get_f_by_request", "src/handlers/models2.rs").into())
    }
}
