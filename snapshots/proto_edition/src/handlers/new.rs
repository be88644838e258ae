//! The operations tagged `New`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::new::NewApi;
use crate::generated::models::Thing;
use zephyrix::{rpc, Cx};

impl NewApi for App {
    async fn echo(&self, _cx: Cx, _request: Thing) -> Result<Thing, rpc::Status> {
        Err(rpc::Status::unimplemented("Echo is for src/handlers/new.rs to say."))
    }
}
