//! The operations tagged `Old`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::old::OldApi;
use crate::generated::models::Old2;
use zephyrix::{rpc, Cx};

impl OldApi for App {
    async fn echo(&self, _cx: Cx, _request: Old2) -> Result<Old2, rpc::Status> {
        Err(rpc::Status::unimplemented("Echo is for src/handlers/old.rs to say."))
    }
}
