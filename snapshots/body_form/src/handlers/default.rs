//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    Choose, ChooseError, DefaultApi, Order2, OrderError, SendEither, SendEitherError,
    SendFile, SendFileError, SendForm, SendFormError, SendNested, SendNestedError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn send_form(
        &self,
        _cx: Cx,
        _request: SendForm,
    ) -> Result<NoContent, SendFormError> {
        Err(Unwritten::new("send_form", "src/handlers/default.rs").into())
    }

    async fn order(&self, _cx: Cx, _request: Order2) -> Result<NoContent, OrderError> {
        Err(Unwritten::new("order", "src/handlers/default.rs").into())
    }

    async fn send_nested(
        &self,
        _cx: Cx,
        _request: SendNested,
    ) -> Result<NoContent, SendNestedError> {
        Err(Unwritten::new("send_nested", "src/handlers/default.rs").into())
    }

    async fn send_file(
        &self,
        _cx: Cx,
        _request: SendFile,
    ) -> Result<NoContent, SendFileError> {
        Err(Unwritten::new("send_file", "src/handlers/default.rs").into())
    }

    async fn send_either(
        &self,
        _cx: Cx,
        _request: SendEither,
    ) -> Result<NoContent, SendEitherError> {
        Err(Unwritten::new("send_either", "src/handlers/default.rs").into())
    }

    async fn choose(&self, _cx: Cx, _request: Choose) -> Result<NoContent, ChooseError> {
        Err(Unwritten::new("choose", "src/handlers/default.rs").into())
    }
}
