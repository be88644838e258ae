//! The operations tagged `orders`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::orders::{
    CreateManyOrders, CreateManyOrdersError, CreateOrders, CreateOrdersError,
    DeleteOrders, DeleteOrdersError, GetOrders, GetOrdersError, ListOrders,
    ListOrdersError, OrdersApi, PatchOrders, PatchOrdersError, ReplaceOrders,
    ReplaceOrdersError,
};
use crate::generated::models::{Orders, OrdersList};
use crate::generated::store::OrdersQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl OrdersApi for App {
    async fn list_orders(
        &self,
        _cx: Cx,
        ListOrders {
            limit,
            cursor,
            sort,
            fields,
            include,
            id,
            customer_id,
            note,
        }: ListOrders,
    ) -> Result<OrdersList, ListOrdersError> {
        let page = self
            .store
            .orders
            .list(OrdersQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                id,
                customer_id,
                note,
            })
            .await?;
        Ok(OrdersList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_orders(
        &self,
        _cx: Cx,
        GetOrders { id }: GetOrders,
    ) -> Result<Orders, GetOrdersError> {
        Ok(self.store.orders.find(id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_orders(
        &self,
        _cx: Cx,
        CreateOrders { body }: CreateOrders,
    ) -> Result<Created<Orders>, CreateOrdersError> {
        let it = self.store.orders.insert(body).await?;
        Ok(Created::at(paths::get_orders(it.id), it))
    }

    async fn create_many_orders(
        &self,
        _cx: Cx,
        CreateManyOrders { body }: CreateManyOrders,
    ) -> Result<Vec<Orders>, CreateManyOrdersError> {
        Ok(self.store.orders.insert_many(body).await?)
    }

    async fn replace_orders(
        &self,
        _cx: Cx,
        ReplaceOrders { id, body }: ReplaceOrders,
    ) -> Result<Orders, ReplaceOrdersError> {
        Ok(self.store.orders.replace(id, body).await?)
    }

    async fn patch_orders(
        &self,
        _cx: Cx,
        PatchOrders { id, body }: PatchOrders,
    ) -> Result<Orders, PatchOrdersError> {
        Ok(self.store.orders.patch(id, body).await?)
    }

    async fn delete_orders(
        &self,
        _cx: Cx,
        DeleteOrders { id }: DeleteOrders,
    ) -> Result<NoContent, DeleteOrdersError> {
        self.store.orders.delete(id).await?;
        Ok(NoContent)
    }
}
