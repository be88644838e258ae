//! The operations tagged `first`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::first::{FirstApi, ReadB, ReadBError};
use zephyrix::{Cx, NoContent, Unwritten};

impl FirstApi for App {
    async fn read_b(&self, _cx: Cx, _request: ReadB) -> Result<NoContent, ReadBError> {
        Err(Unwritten::new("read_b", "src/handlers/first.rs").into())
    }
}
