//! The operations tagged `Payments`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::payments::PaymentsApi;
use crate::generated::models::{PayRequest, Receipt};
use zephyrix::{rpc, Cx};

impl PaymentsApi for App {
    async fn pay(&self, _cx: Cx, _request: PayRequest) -> Result<Receipt, rpc::Status> {
        Err(rpc::Status::unimplemented("Pay is for src/handlers/payments.rs to say."))
    }
}
