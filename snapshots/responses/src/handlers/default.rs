//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, NoAnswers, NoAnswersError, OnlyDefault, OnlyDefaultError, OnlyErrors,
    OnlyErrorsError, Ranges, RangesError, StartJob, StartJobError, StartJobOk,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn start_job(
        &self,
        _cx: Cx,
        _request: StartJob,
    ) -> Result<StartJobOk, StartJobError> {
        Err(Unwritten::new("start_job", "src/handlers/default.rs").into())
    }

    async fn ranges(&self, _cx: Cx, _request: Ranges) -> Result<String, RangesError> {
        Err(Unwritten::new("ranges", "src/handlers/default.rs").into())
    }

    async fn only_default(
        &self,
        _cx: Cx,
        _request: OnlyDefault,
    ) -> Result<String, OnlyDefaultError> {
        Err(Unwritten::new("only_default", "src/handlers/default.rs").into())
    }

    async fn only_errors(
        &self,
        _cx: Cx,
        _request: OnlyErrors,
    ) -> Result<NoContent, OnlyErrorsError> {
        Err(Unwritten::new("only_errors", "src/handlers/default.rs").into())
    }

    async fn no_answers(
        &self,
        _cx: Cx,
        _request: NoAnswers,
    ) -> Result<NoContent, NoAnswersError> {
        Err(Unwritten::new("no_answers", "src/handlers/default.rs").into())
    }
}
