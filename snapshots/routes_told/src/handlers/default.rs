//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    CopyResponses, CopyResponsesError, CreateBetaResponse, CreateBetaResponseError,
    CreateResponse, CreateResponseError, DefaultApi, GetBetaResponse,
    GetBetaResponseError, GetCookies, GetCookiesError, GetTwice, GetTwiceError,
    ListTables, ListTablesError, StartJob, StartJobError, StopJob, StopJobError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn create_response(
        &self,
        _cx: Cx,
        _request: CreateResponse,
    ) -> Result<NoContent, CreateResponseError> {
        Err(Unwritten::new("create_response", "src/handlers/default.rs").into())
    }

    async fn copy_responses(
        &self,
        _cx: Cx,
        _request: CopyResponses,
    ) -> Result<NoContent, CopyResponsesError> {
        Err(Unwritten::new("copy_responses", "src/handlers/default.rs").into())
    }

    async fn create_beta_response(
        &self,
        _cx: Cx,
        _request: CreateBetaResponse,
    ) -> Result<NoContent, CreateBetaResponseError> {
        Err(Unwritten::new("create_beta_response", "src/handlers/default.rs").into())
    }

    async fn get_beta_response(
        &self,
        _cx: Cx,
        _request: GetBetaResponse,
    ) -> Result<NoContent, GetBetaResponseError> {
        Err(Unwritten::new("get_beta_response", "src/handlers/default.rs").into())
    }

    async fn get_twice(
        &self,
        _cx: Cx,
        _request: GetTwice,
    ) -> Result<NoContent, GetTwiceError> {
        Err(Unwritten::new("get_twice", "src/handlers/default.rs").into())
    }

    async fn start_job(
        &self,
        _cx: Cx,
        _request: StartJob,
    ) -> Result<NoContent, StartJobError> {
        Err(Unwritten::new("start_job", "src/handlers/default.rs").into())
    }

    async fn stop_job(
        &self,
        _cx: Cx,
        _request: StopJob,
    ) -> Result<NoContent, StopJobError> {
        Err(Unwritten::new("stop_job", "src/handlers/default.rs").into())
    }

    async fn list_tables(
        &self,
        _cx: Cx,
        _request: ListTables,
    ) -> Result<NoContent, ListTablesError> {
        Err(Unwritten::new("list_tables", "src/handlers/default.rs").into())
    }

    async fn get_cookies(
        &self,
        _cx: Cx,
        _request: GetCookies,
    ) -> Result<NoContent, GetCookiesError> {
        Err(Unwritten::new("get_cookies", "src/handlers/default.rs").into())
    }
}
