//! The operations tagged `Bad`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::bad::BadApi;
use crate::generated::models::Range;
use zephyrix::{rpc, Cx};

impl BadApi for App {
    async fn ask(&self, _cx: Cx, _request: Range) -> Result<Range, rpc::Status> {
        Err(rpc::Status::unimplemented("Ask is for src/handlers/bad.rs to say."))
    }
}
