//! The operations tagged `Lending`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::lending::LendingApi;
use crate::generated::models::{FetchVolumeRequest, Volume};
use zephyrix::{rpc, Cx};

impl LendingApi for App {
    async fn fetch_volume(
        &self,
        _cx: Cx,
        _request: FetchVolumeRequest,
    ) -> Result<Volume, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "FetchVolume is for src/handlers/lending.rs to say.",
        ))
    }
}
