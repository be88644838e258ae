//! The operations tagged `Bounds`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::bounds::BoundsApi;
use crate::generated::models::Range;
use zephyrix::{proto, rpc, Cx};

impl BoundsApi for App {
    async fn ask(&self, _cx: Cx, _request: Range) -> Result<Range, rpc::Status> {
        Err(rpc::Status::unimplemented("Ask is for src/handlers/bounds.rs to say."))
    }

    async fn wait(
        &self,
        _cx: Cx,
        _request: proto::Duration,
    ) -> Result<String, rpc::Status> {
        Err(rpc::Status::unimplemented("Wait is for src/handlers/bounds.rs to say."))
    }
}
