//! The operations tagged `Second Tag!`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::second_tag_not::{ReadC, ReadCError, SecondTagNotApi};
use zephyrix::{Cx, NoContent, Unwritten};

impl SecondTagNotApi for App {
    async fn read_c(&self, _cx: Cx, _request: ReadC) -> Result<NoContent, ReadCError> {
        Err(Unwritten::new("read_c", "src/handlers/second_tag_not.rs").into())
    }
}
