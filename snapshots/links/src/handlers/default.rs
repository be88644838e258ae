//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    CreateOrder, CreateOrderError, DefaultApi, GetOrder, GetOrderError,
    PutOrdersByIdPayment, PutOrdersByIdPaymentError,
};
use crate::generated::models::CreateOrderResponse;
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn create_order(
        &self,
        _cx: Cx,
        _request: CreateOrder,
    ) -> Result<CreateOrderResponse, CreateOrderError> {
        Err(Unwritten::new("create_order", "src/handlers/default.rs").into())
    }

    async fn get_order(
        &self,
        _cx: Cx,
        _request: GetOrder,
    ) -> Result<NoContent, GetOrderError> {
        Err(Unwritten::new("get_order", "src/handlers/default.rs").into())
    }

    async fn put_orders_by_id_payment(
        &self,
        _cx: Cx,
        _request: PutOrdersByIdPayment,
    ) -> Result<NoContent, PutOrdersByIdPaymentError> {
        Err(Unwritten::new("put_orders_by_id_payment", "src/handlers/default.rs").into())
    }
}
