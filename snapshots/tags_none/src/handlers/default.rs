//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, GetB, GetBError, ReadA, ReadAError};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn read_a(&self, _cx: Cx, _request: ReadA) -> Result<NoContent, ReadAError> {
        Err(Unwritten::new("read_a", "src/handlers/default.rs").into())
    }

    async fn get_b(&self, _cx: Cx, _request: GetB) -> Result<NoContent, GetBError> {
        Err(Unwritten::new("get_b", "src/handlers/default.rs").into())
    }
}
