//! The operations tagged `Old`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::old::OldApi;
use crate::generated::models::Old2;
use zephyrix::Cx;
use zephyrix::rpc::Status;

impl OldApi for App {
    async fn echo(&self, _cx: Cx, _request: Old2) -> Result<Old2, Status> {
        Err(Status::unimplemented("Echo is for src/handlers/old.rs to say."))
    }
}
