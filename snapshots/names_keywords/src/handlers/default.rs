//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Type2, TypeError};
use crate::generated::models::Type;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn r#type(&self, _cx: Cx, _request: Type2) -> Result<Type, TypeError> {
        Err(Unwritten::new("r#type", "src/handlers/default.rs").into())
    }
}
