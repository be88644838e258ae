//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, ReadD, ReadDError};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn read_d(&self, _cx: Cx, _request: ReadD) -> Result<NoContent, ReadDError> {
        Err(Unwritten::new("read_d", "src/handlers/default.rs").into())
    }
}
