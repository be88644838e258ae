//! The fields of `Customer` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::customer::CustomerResolver;
use crate::generated::models::{Customer, Order};
use zephyrix::{graphql, Cx};

impl CustomerResolver for App {
    async fn orders(&self, _cx: &Cx, of: Vec<&Customer>) -> graphql::Each<Vec<Order>> {
        let keys: Vec<_> = of.iter().map(|it| Some(it.id.as_str())).collect();
        graphql::each(self.store.orders.each_by_customer_id(&keys).await?)
    }
}
