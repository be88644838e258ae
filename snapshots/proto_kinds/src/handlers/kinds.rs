//! The operations tagged `Kinds`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::kinds::KindsApi;
use crate::generated::models::All;
use zephyrix::{rpc, Cx};

impl KindsApi for App {
    async fn echo(&self, _cx: Cx, _request: All) -> Result<All, rpc::Status> {
        Err(rpc::Status::unimplemented("Echo is for src/handlers/kinds.rs to say."))
    }
}
