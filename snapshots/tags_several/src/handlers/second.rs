//! The operations tagged `second`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::second::{ReadA, ReadAError, SecondApi};
use zephyrix::{Cx, NoContent, Unwritten};

impl SecondApi for App {
    async fn read_a(&self, _cx: Cx, _request: ReadA) -> Result<NoContent, ReadAError> {
        Err(Unwritten::new("read_a", "src/handlers/second.rs").into())
    }
}
