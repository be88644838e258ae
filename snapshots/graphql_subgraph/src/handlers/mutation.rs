//! The fields of `Mutation` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::mutation::MutationResolver;
use crate::generated::models::{MutationAddReview, Review};
use zephyrix::{graphql, Cx};

impl MutationResolver for App {
    async fn add_review(
        &self,
        _cx: &Cx,
        request: MutationAddReview,
    ) -> graphql::Result<Review> {
        Ok(self.store.reviews.insert(request).await?)
    }
}
