//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    Add, AddError, Ask, AskError, Change, ChangeError, DefaultApi, Follow, FollowError,
    Peek, PeekError, Read, ReadError, Remove, RemoveError, Write, WriteError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn read(&self, _cx: Cx, _request: Read) -> Result<NoContent, ReadError> {
        Err(Unwritten::new("read", "src/handlers/default.rs").into())
    }

    async fn write(&self, _cx: Cx, _request: Write) -> Result<NoContent, WriteError> {
        Err(Unwritten::new("write", "src/handlers/default.rs").into())
    }

    async fn add(&self, _cx: Cx, _request: Add) -> Result<NoContent, AddError> {
        Err(Unwritten::new("add", "src/handlers/default.rs").into())
    }

    async fn remove(&self, _cx: Cx, _request: Remove) -> Result<NoContent, RemoveError> {
        Err(Unwritten::new("remove", "src/handlers/default.rs").into())
    }

    async fn ask(&self, _cx: Cx, _request: Ask) -> Result<NoContent, AskError> {
        Err(Unwritten::new("ask", "src/handlers/default.rs").into())
    }

    async fn peek(&self, _cx: Cx, _request: Peek) -> Result<NoContent, PeekError> {
        Err(Unwritten::new("peek", "src/handlers/default.rs").into())
    }

    async fn change(&self, _cx: Cx, _request: Change) -> Result<NoContent, ChangeError> {
        Err(Unwritten::new("change", "src/handlers/default.rs").into())
    }

    async fn follow(&self, _cx: Cx, _request: Follow) -> Result<NoContent, FollowError> {
        Err(Unwritten::new("follow", "src/handlers/default.rs").into())
    }
}
