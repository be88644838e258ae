//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    Closed, ClosedError, DefaultApi, Either, EitherError, Open, OpenError, People,
    PeopleError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn open(&self, _cx: Cx, _request: Open) -> Result<NoContent, OpenError> {
        Err(Unwritten::new("open", "src/handlers/default.rs").into())
    }

    async fn closed(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: Closed,
    ) -> Result<NoContent, ClosedError> {
        Err(Unwritten::new("closed", "src/handlers/default.rs").into())
    }

    async fn either(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: Either,
    ) -> Result<NoContent, EitherError> {
        Err(Unwritten::new("either", "src/handlers/default.rs").into())
    }

    async fn people(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: People,
    ) -> Result<NoContent, PeopleError> {
        Err(Unwritten::new("people", "src/handlers/default.rs").into())
    }
}
