//! The fields of `OrderLine` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::order_line::OrderLineResolver;
use crate::generated::models::{Order, OrderLine, Product};
use zephyrix::{graphql, Cx};

impl OrderLineResolver for App {
    async fn order(&self, _cx: &Cx, of: Vec<&OrderLine>) -> graphql::Each<Order> {
        let keys: Vec<_> = of.iter().map(|it| Some(it.order_id.as_str())).collect();
        graphql::present(self.store.orders.find_each(&keys).await?)
    }

    async fn product(
        &self,
        _cx: &Cx,
        of: Vec<&OrderLine>,
    ) -> graphql::Each<Option<Product>> {
        let keys: Vec<_> = of.iter().map(|it| it.product_id.as_deref()).collect();
        graphql::each(self.store.products.find_each(&keys).await?)
    }
}
