//! The fields of `Review` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::review::ReviewResolver;
use crate::generated::models::{Product, Review};
use zephyrix::{graphql, Cx};

impl ReviewResolver for App {
    async fn product(&self, _cx: &Cx, of: Vec<&Review>) -> graphql::Each<Product> {
        graphql::each(
            of.iter().map(|it| Product { id: it.product_id.clone() }).collect(),
        )
    }
}
