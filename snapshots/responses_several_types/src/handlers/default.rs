//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    Answer2, AnswerError, AnswerOk, DefaultApi, GetAny, GetAnyError, GetReport,
    GetReportError, GetReportOk, GetVendor, GetVendorError, ListNames, ListNamesError,
    Peek, PeekError,
};
use crate::generated::models::Report;
use zephyrix::{Bytes, Cx, Unwritten};

impl DefaultApi for App {
    async fn get_report(
        &self,
        _cx: Cx,
        _request: GetReport,
    ) -> Result<GetReportOk, GetReportError> {
        Err(Unwritten::new("get_report", "src/handlers/default.rs").into())
    }

    async fn list_names(
        &self,
        _cx: Cx,
        _request: ListNames,
    ) -> Result<Vec<String>, ListNamesError> {
        Err(Unwritten::new("list_names", "src/handlers/default.rs").into())
    }

    async fn get_vendor(
        &self,
        _cx: Cx,
        _request: GetVendor,
    ) -> Result<Report, GetVendorError> {
        Err(Unwritten::new("get_vendor", "src/handlers/default.rs").into())
    }

    async fn answer(&self, _cx: Cx, _request: Answer2) -> Result<AnswerOk, AnswerError> {
        Err(Unwritten::new("answer", "src/handlers/default.rs").into())
    }

    async fn peek(&self, _cx: Cx, _request: Peek) -> Result<Report, PeekError> {
        Err(Unwritten::new("peek", "src/handlers/default.rs").into())
    }

    async fn get_any(
        &self,
        _cx: Cx,
        _request: GetAny,
    ) -> Result<Bytes<200>, GetAnyError> {
        Err(Unwritten::new("get_any", "src/handlers/default.rs").into())
    }
}
