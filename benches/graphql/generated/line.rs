//! The products of lines, as `line.rs` of the generated service.

use crate::app::App;
use crate::data;
use crate::generated::graphql::line::LineResolver;
use crate::generated::models::{Line, Product};
use std::collections::HashMap;
use zephyrix::{Cx, graphql};

impl LineResolver for App {
    async fn product(&self, _cx: &Cx, of: Vec<&Line>) -> graphql::Each<Product> {
        let mut known: HashMap<&str, Product> = HashMap::new();
        let mut found = Vec::with_capacity(of.len());
        for it in of {
            let product = known.entry(&it.product_id).or_insert_with_key(|id| {
                let (name, price, in_stock) = data::product(id);
                Product { id: (*id).to_owned(), name, price, in_stock }
            });
            found.push(product.clone());
        }
        graphql::each(found)
    }
}
