//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, GetReport, GetReportError, GetStatus, GetStatusError, OldStatus,
    OldStatusError, SetStatus, SetStatusError, UploadReport, UploadReportError,
};
use crate::generated::models::GetReportResponse;
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn get_report(
        &self,
        _cx: Cx,
        _request: GetReport,
    ) -> Result<GetReportResponse, GetReportError> {
        Err(Unwritten::new("get_report", "src/handlers/default.rs").into())
    }

    async fn upload_report(
        &self,
        _cx: Cx,
        _request: UploadReport,
    ) -> Result<NoContent, UploadReportError> {
        Err(Unwritten::new("upload_report", "src/handlers/default.rs").into())
    }

    async fn get_status(
        &self,
        _cx: Cx,
        _request: GetStatus,
    ) -> Result<NoContent, GetStatusError> {
        Err(Unwritten::new("get_status", "src/handlers/default.rs").into())
    }

    async fn set_status(
        &self,
        _cx: Cx,
        _request: SetStatus,
    ) -> Result<NoContent, SetStatusError> {
        Err(Unwritten::new("set_status", "src/handlers/default.rs").into())
    }

    async fn old_status(
        &self,
        _cx: Cx,
        _request: OldStatus,
    ) -> Result<NoContent, OldStatusError> {
        Err(Unwritten::new("old_status", "src/handlers/default.rs").into())
    }
}
