//! The fields of `Query` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::SCHEMA;
use crate::generated::graphql::query::QueryResolver;
use crate::generated::models::{
    Entity, Product, QueryEntities, QueryReview, Review, Service2,
};
use zephyrix::{graphql, Cx};

impl QueryResolver for App {
    async fn review(
        &self,
        _cx: &Cx,
        request: QueryReview,
    ) -> graphql::Result<Option<Review>> {
        Ok(self.store.reviews.find(&request.id).await?)
    }

    async fn service(&self, _cx: &Cx) -> graphql::Result<Service2> {
        Ok(Service2 { sdl: Some(SCHEMA.sdl.to_owned()) })
    }

    async fn entities(
        &self,
        _cx: &Cx,
        request: QueryEntities,
    ) -> graphql::Result<Vec<Option<Entity>>> {
        let mut found = vec![None; request.representations.len()];
        let keys = graphql::keys::<String>(&request.representations, "Review", "id");
        let keys: Vec<_> = keys.iter().map(Option::as_deref).collect();
        let all = self.store.reviews.find_each(&keys).await?;
        graphql::fill(&mut found, all, Entity::Review);
        let keys = graphql::keys::<String>(&request.representations, "Product", "id");
        let all = keys.into_iter().map(|it| it.map(|id| Product { id })).collect();
        graphql::fill(&mut found, all, Entity::Product);
        Ok(found)
    }
}
