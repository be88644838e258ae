//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, MakeThing, MakeThingError};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn make_thing(
        &self,
        _cx: Cx,
        _request: MakeThing,
    ) -> Result<NoContent, MakeThingError> {
        Err(Unwritten::new("make_thing", "src/handlers/default.rs").into())
    }
}
