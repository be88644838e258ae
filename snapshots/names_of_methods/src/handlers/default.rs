//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    A3, AError, DefaultApi, Delete, DeleteError, E3, EError, Get, GetError, Into2,
    IntoError, Post, PostError, ToOwned2, ToOwnedError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn get(&self, _cx: Cx, _request: Get) -> Result<NoContent, GetError> {
        Err(Unwritten::new("get", "src/handlers/default.rs").into())
    }

    async fn post(&self, _cx: Cx, _request: Post) -> Result<NoContent, PostError> {
        Err(Unwritten::new("post", "src/handlers/default.rs").into())
    }

    async fn delete(&self, _cx: Cx, _request: Delete) -> Result<NoContent, DeleteError> {
        Err(Unwritten::new("delete", "src/handlers/default.rs").into())
    }

    async fn a(&self, _cx: Cx, _request: A3) -> Result<NoContent, AError> {
        Err(Unwritten::new("a", "src/handlers/default.rs").into())
    }

    async fn into2(&self, _cx: Cx, _request: Into2) -> Result<NoContent, IntoError> {
        Err(Unwritten::new("into2", "src/handlers/default.rs").into())
    }

    async fn to_owned2(
        &self,
        _cx: Cx,
        _request: ToOwned2,
    ) -> Result<NoContent, ToOwnedError> {
        Err(Unwritten::new("to_owned2", "src/handlers/default.rs").into())
    }

    async fn e(&self, _cx: Cx, _request: E3) -> Result<NoContent, EError> {
        Err(Unwritten::new("e", "src/handlers/default.rs").into())
    }
}
