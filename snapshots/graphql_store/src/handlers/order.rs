//! The fields of `Order` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::order::OrderResolver;
use crate::generated::models::{Customer, Order, OrderLine};
use zephyrix::{graphql, Cx};

impl OrderResolver for App {
    async fn customer(&self, _cx: &Cx, of: Vec<&Order>) -> graphql::Each<Customer> {
        let keys: Vec<_> = of.iter().map(|it| Some(it.customer_id.as_str())).collect();
        graphql::present(self.store.customers.find_each(&keys).await?)
    }

    async fn lines(&self, _cx: &Cx, of: Vec<&Order>) -> graphql::Each<Vec<OrderLine>> {
        let keys: Vec<_> = of.iter().map(|it| Some(it.id.as_str())).collect();
        graphql::each(self.store.order_lines.each_by_order_id(&keys).await?)
    }
}
