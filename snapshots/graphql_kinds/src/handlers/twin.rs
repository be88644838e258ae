//! The fields of `Twin` that somebody answers. Yours: written once; later only new ones are added at the end.

use crate::app::App;
use crate::generated::graphql::twin::TwinResolver;
use crate::generated::models::{Box2, Twin};
use zephyrix::{graphql, Cx};

impl TwinResolver for App {
    async fn r#box(&self, _cx: &Cx, _of: Vec<&Twin>) -> graphql::Each<Box2> {
        Err(graphql::Error::unwritten("r#box", "src/handlers/twin.rs"))
    }
}
