//! The fields of `Box` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::box_::BoxResolver;
use crate::generated::models::{Box2, Twin};
use zephyrix::{graphql, Cx};

impl BoxResolver for App {
    async fn twin(&self, _cx: &Cx, _of: Vec<&Box2>) -> graphql::Each<Twin> {
        Err(graphql::Error::unwritten("twin", "src/handlers/box_.rs"))
    }
}
