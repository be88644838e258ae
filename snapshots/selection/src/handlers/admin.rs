//! The operations tagged `admin`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::admin::{AdminApi, ReadLog, ReadLogError};
use zephyrix::{Cx, Text, Unwritten};

impl AdminApi for App {
    async fn read_log(
        &self,
        _cx: Cx,
        _request: ReadLog,
    ) -> Result<Text<200>, ReadLogError> {
        Err(Unwritten::new("read_log", "src/handlers/admin.rs").into())
    }
}
