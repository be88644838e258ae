//! The operations tagged `order_lines`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::order_lines::{
    CreateManyOrderLines, CreateManyOrderLinesError, CreateOrderLines,
    CreateOrderLinesError, DeleteOrderLines, DeleteOrderLinesError, GetOrderLines,
    GetOrderLinesError, ListOrderLines, ListOrderLinesError, OrderLinesApi,
    PatchOrderLines, PatchOrderLinesError, ReplaceOrderLines, ReplaceOrderLinesError,
};
use crate::generated::models::{OrderLines, OrderLinesList};
use crate::generated::store::OrderLinesQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl OrderLinesApi for App {
    async fn list_order_lines(
        &self,
        _cx: Cx,
        ListOrderLines {
            limit,
            cursor,
            sort,
            fields,
            include,
            id,
            order_id,
            product_id,
            quantity,
        }: ListOrderLines,
    ) -> Result<OrderLinesList, ListOrderLinesError> {
        let page = self
            .store
            .order_lines
            .list(OrderLinesQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                id,
                order_id,
                product_id,
                quantity,
            })
            .await?;
        Ok(OrderLinesList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_order_lines(
        &self,
        _cx: Cx,
        GetOrderLines { id }: GetOrderLines,
    ) -> Result<OrderLines, GetOrderLinesError> {
        Ok(self.store.order_lines.find(id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_order_lines(
        &self,
        _cx: Cx,
        CreateOrderLines { body }: CreateOrderLines,
    ) -> Result<Created<OrderLines>, CreateOrderLinesError> {
        let it = self.store.order_lines.insert(body).await?;
        Ok(Created::at(paths::get_order_lines(it.id), it))
    }

    async fn create_many_order_lines(
        &self,
        _cx: Cx,
        CreateManyOrderLines { body }: CreateManyOrderLines,
    ) -> Result<Vec<OrderLines>, CreateManyOrderLinesError> {
        Ok(self.store.order_lines.insert_many(body).await?)
    }

    async fn replace_order_lines(
        &self,
        _cx: Cx,
        ReplaceOrderLines { id, body }: ReplaceOrderLines,
    ) -> Result<OrderLines, ReplaceOrderLinesError> {
        Ok(self.store.order_lines.replace(id, body).await?)
    }

    async fn patch_order_lines(
        &self,
        _cx: Cx,
        PatchOrderLines { id, body }: PatchOrderLines,
    ) -> Result<OrderLines, PatchOrderLinesError> {
        Ok(self.store.order_lines.patch(id, body).await?)
    }

    async fn delete_order_lines(
        &self,
        _cx: Cx,
        DeleteOrderLines { id }: DeleteOrderLines,
    ) -> Result<NoContent, DeleteOrderLinesError> {
        self.store.order_lines.delete(id).await?;
        Ok(NoContent)
    }
}
