//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{AddItem, AddItemError, DefaultApi};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn add_item(
        &self,
        _cx: Cx,
        _request: AddItem,
    ) -> Result<NoContent, AddItemError> {
        Err(Unwritten::new("add_item", "src/handlers/default.rs").into())
    }
}
