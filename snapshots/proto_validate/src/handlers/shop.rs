//! The operations tagged `Shop`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::shop::ShopApi;
use crate::generated::models::{OrderRequest, OrderResponse, Reminder};
use zephyrix::{rpc, Cx};

impl ShopApi for App {
    async fn order(
        &self,
        _cx: Cx,
        _request: OrderRequest,
    ) -> Result<OrderResponse, rpc::Status> {
        Err(rpc::Status::unimplemented("Order is for src/handlers/shop.rs to say."))
    }

    async fn remind(
        &self,
        _cx: Cx,
        _request: Reminder,
    ) -> Result<OrderResponse, rpc::Status> {
        Err(rpc::Status::unimplemented("Remind is for src/handlers/shop.rs to say."))
    }
}
