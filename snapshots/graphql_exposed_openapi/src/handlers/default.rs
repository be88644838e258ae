//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    AddCustomer, AddCustomerError, ChangeCustomer, ChangeCustomerError, CreateOrder,
    CreateOrderError, CreateOrderLine, CreateOrderLineError, CreateProduct,
    CreateProductError, DefaultApi, GetBestsellers, GetBestsellersError, GetCustomer,
    GetCustomerError, GetOrder, GetOrderError, GetOrderLine, GetOrderLineError,
    GetProduct, GetProductError, GetReceipt, GetReceiptError, ListCustomers,
    ListCustomersError, ListOrderLines, ListOrderLinesError, ListOrders, ListOrdersError,
    ListProducts, ListProductsError, ListenToEvents, ListenToEventsError, Pay, PayError,
    PayOk, RemoveCustomer, RemoveCustomerError, ReplaceOrder, ReplaceOrderError,
    UploadPhoto, UploadPhotoError,
};
use crate::generated::models::{
    Customer, ListCustomersResponse, Order, OrderLine, Product,
};
use crate::generated::store::{
    CustomersQuery, OrderLinesQuery, OrdersQuery, ProductsQuery,
};
use zephyrix::{Cx, Events, NoContent, Text, Unwritten};
use zephyrix::db::{after, StoreError};

impl DefaultApi for App {
    async fn list_customers(
        &self,
        _cx: Cx,
        ListCustomers { limit, cursor, city }: ListCustomers,
    ) -> Result<ListCustomersResponse, ListCustomersError> {
        let after = after(cursor.as_deref())?;
        let query = CustomersQuery {
            limit: limit.into(),
            offset: 0,
            after,
            city,
        };
        let total = self.store.customers.count(&query).await?;
        let page = self.store.customers.list(query).await?;
        Ok(ListCustomersResponse {
            items: page.items,
            next_cursor: page.next,
            total: i32::try_from(total).unwrap_or(i32::MAX),
        })
    }

    async fn add_customer(
        &self,
        _cx: Cx,
        AddCustomer { body }: AddCustomer,
    ) -> Result<Customer, AddCustomerError> {
        Ok(self.store.customers.insert(body).await?)
    }

    async fn get_customer(
        &self,
        _cx: Cx,
        GetCustomer { id }: GetCustomer,
    ) -> Result<Customer, GetCustomerError> {
        self.store.customers.find(id).await?.ok_or(GetCustomerError::NotFound)
    }

    async fn change_customer(
        &self,
        _cx: Cx,
        ChangeCustomer { id, body }: ChangeCustomer,
    ) -> Result<Customer, ChangeCustomerError> {
        match self.store.customers.patch(id, body).await {
            Ok(it) => Ok(it),
            Err(StoreError::Missing) => Err(ChangeCustomerError::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    async fn remove_customer(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        RemoveCustomer { id }: RemoveCustomer,
    ) -> Result<NoContent, RemoveCustomerError> {
        match self.store.customers.delete(id).await {
            Ok(()) => Ok(NoContent),
            Err(StoreError::Missing) => Err(RemoveCustomerError::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    async fn upload_photo(
        &self,
        _cx: Cx,
        _request: UploadPhoto,
    ) -> Result<NoContent, UploadPhotoError> {
        Err(Unwritten::new("upload_photo", "src/handlers/default.rs").into())
    }

    async fn list_orders(
        &self,
        _cx: Cx,
        ListOrders { limit, offset, customer_id }: ListOrders,
    ) -> Result<Vec<Order>, ListOrdersError> {
        let query = OrdersQuery {
            limit: limit.map_or(100, i64::from),
            offset: offset.map_or(0, i64::from),
            after: None,
            customer_id,
        };
        let page = self.store.orders.list(query).await?;
        Ok(page.items)
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

    async fn replace_order(
        &self,
        _cx: Cx,
        ReplaceOrder { id, body }: ReplaceOrder,
    ) -> Result<Order, ReplaceOrderError> {
        match self.store.orders.replace(id, body).await {
            Ok(it) => Ok(it),
            Err(StoreError::Missing) => Err(ReplaceOrderError::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    async fn list_order_lines(
        &self,
        _cx: Cx,
        ListOrderLines { order_id }: ListOrderLines,
    ) -> Result<Vec<OrderLine>, ListOrderLinesError> {
        let query = OrderLinesQuery {
            limit: 100,
            offset: 0,
            after: None,
            order_id,
        };
        let page = self.store.order_lines.list(query).await?;
        Ok(page.items)
    }

    async fn create_order_line(
        &self,
        _cx: Cx,
        CreateOrderLine { body }: CreateOrderLine,
    ) -> Result<OrderLine, CreateOrderLineError> {
        Ok(self.store.order_lines.insert(body).await?)
    }

    async fn get_order_line(
        &self,
        _cx: Cx,
        GetOrderLine { id }: GetOrderLine,
    ) -> Result<OrderLine, GetOrderLineError> {
        self.store.order_lines.find(id).await?.ok_or(GetOrderLineError::NotFound)
    }

    async fn list_products(
        &self,
        _cx: Cx,
        _request: ListProducts,
    ) -> Result<Vec<Product>, ListProductsError> {
        let query = ProductsQuery {
            limit: 100,
            offset: 0,
            after: None,
        };
        let page = self.store.products.list(query).await?;
        Ok(page.items)
    }

    async fn create_product(
        &self,
        _cx: Cx,
        CreateProduct { body }: CreateProduct,
    ) -> Result<Product, CreateProductError> {
        Ok(self.store.products.insert(body).await?)
    }

    async fn get_product(
        &self,
        _cx: Cx,
        GetProduct { id }: GetProduct,
    ) -> Result<Product, GetProductError> {
        self.store.products.find(id).await?.ok_or(GetProductError::NotFound)
    }

    async fn get_bestsellers(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: GetBestsellers,
    ) -> Result<Vec<Product>, GetBestsellersError> {
        Err(Unwritten::new("get_bestsellers", "src/handlers/default.rs").into())
    }

    async fn pay(&self, _cx: Cx, _request: Pay) -> Result<PayOk, PayError> {
        Err(Unwritten::new("pay", "src/handlers/default.rs").into())
    }

    async fn get_receipt(
        &self,
        _cx: Cx,
        _request: GetReceipt,
    ) -> Result<Text<200>, GetReceiptError> {
        Err(Unwritten::new("get_receipt", "src/handlers/default.rs").into())
    }

    async fn listen_to_events(
        &self,
        _cx: Cx,
        _request: ListenToEvents,
    ) -> Result<Events<200, Order>, ListenToEventsError> {
        Err(Unwritten::new("listen_to_events", "src/handlers/default.rs").into())
    }
}
