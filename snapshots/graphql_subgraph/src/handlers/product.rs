//! The fields of `Product` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::product::ProductResolver;
use crate::generated::models::{Product, Review};
use zephyrix::{graphql, Cx};

impl ProductResolver for App {
    async fn reviews(&self, _cx: &Cx, of: Vec<&Product>) -> graphql::Each<Vec<Review>> {
        let keys: Vec<_> = of.iter().map(|it| Some(it.id.as_str())).collect();
        graphql::each(self.store.reviews.each_by_product_id(&keys).await?)
    }
}
