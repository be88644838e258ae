//! The operations tagged `日本`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::u65e5u672c::{日本Api, ReadE, ReadEError};
use zephyrix::{Cx, NoContent, Unwritten};

impl 日本Api for App {
    async fn read_e(&self, _cx: Cx, _request: ReadE) -> Result<NoContent, ReadEError> {
        Err(Unwritten::new("read_e", "src/handlers/u65e5u672c.rs").into())
    }
}
