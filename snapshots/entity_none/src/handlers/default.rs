//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Sum, SumError, Things, ThingsError};
use crate::generated::models::ThingsResponseItem;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn sum(&self, _cx: Cx, _request: Sum) -> Result<f64, SumError> {
        Err(Unwritten::new("sum", "src/handlers/default.rs").into())
    }

    async fn things(
        &self,
        _cx: Cx,
        _request: Things,
    ) -> Result<Vec<ThingsResponseItem>, ThingsError> {
        Err(Unwritten::new("things", "src/handlers/default.rs").into())
    }
}
