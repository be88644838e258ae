//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    CreateOrder, CreateOrderError, DefaultApi, DeleteOrder, DeleteOrderError, GetOrder,
    GetOrderError, ListOrders, ListOrdersError,
};
use crate::generated::models::{Order, Orders};
use crate::generated::store::Orders2Query;
use zephyrix::{Cx, NoContent};
use zephyrix::db::StoreError;

impl DefaultApi for App {
    async fn list_orders(
        &self,
        _cx: Cx,
        ListOrders { limit, offset }: ListOrders,
    ) -> Result<Orders, ListOrdersError> {
        let query = Orders2Query {
            limit,
            offset: offset.map_or(0, i64::from),
            after: None,
        };
        let total = self.store.orders.count(&query).await?;
        let page = self.store.orders.list(query).await?;
        Ok(Orders { data: page.items, total })
    }

    async fn create_order(
        &self,
        _cx: Cx,
        CreateOrder { body }: CreateOrder,
    ) -> Result<Order, CreateOrderError> {
        Ok(self.store.orders.insert(body).await?)
    }

    async fn get_order(
        &self,
        _cx: Cx,
        GetOrder { id }: GetOrder,
    ) -> Result<Order, GetOrderError> {
        self.store.orders.find(id).await?.ok_or(GetOrderError::NotFound)
    }

    async fn delete_order(
        &self,
        _cx: Cx,
        DeleteOrder { id }: DeleteOrder,
    ) -> Result<NoContent, DeleteOrderError> {
        match self.store.orders.delete(id).await {
            Ok(()) => Ok(NoContent),
            Err(StoreError::Missing) => Err(DeleteOrderError::NotFound),
            Err(error) => Err(error.into()),
        }
    }
}
