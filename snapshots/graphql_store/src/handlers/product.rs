//! The fields of `Product` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::product::ProductResolver;
use crate::generated::models::{Product, ProductPriceIn};
use zephyrix::{graphql, Cx};

impl ProductResolver for App {
    async fn price_in(
        &self,
        _cx: &Cx,
        _of: Vec<&Product>,
        _request: ProductPriceIn,
    ) -> graphql::Each<Option<f64>> {
        Err(graphql::Error::unwritten("price_in", "src/handlers/product.rs"))
    }
}
