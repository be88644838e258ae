//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    Batch, BatchError, DefaultApi, File, FileError, FileNamed, FileNamedError, Me,
    MeError, OpenFile, OpenFileError, Root, RootError, User, UserError, UserSlash,
    UserSlashError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn root(&self, _cx: Cx, _request: Root) -> Result<NoContent, RootError> {
        Err(Unwritten::new("root", "src/handlers/default.rs").into())
    }

    async fn me(&self, _cx: Cx, _request: Me) -> Result<NoContent, MeError> {
        Err(Unwritten::new("me", "src/handlers/default.rs").into())
    }

    async fn user(&self, _cx: Cx, _request: User) -> Result<NoContent, UserError> {
        Err(Unwritten::new("user", "src/handlers/default.rs").into())
    }

    async fn user_slash(
        &self,
        _cx: Cx,
        _request: UserSlash,
    ) -> Result<NoContent, UserSlashError> {
        Err(Unwritten::new("user_slash", "src/handlers/default.rs").into())
    }

    async fn file(&self, _cx: Cx, _request: File) -> Result<NoContent, FileError> {
        Err(Unwritten::new("file", "src/handlers/default.rs").into())
    }

    async fn batch(&self, _cx: Cx, _request: Batch) -> Result<NoContent, BatchError> {
        Err(Unwritten::new("batch", "src/handlers/default.rs").into())
    }

    async fn file_named(
        &self,
        _cx: Cx,
        _request: FileNamed,
    ) -> Result<NoContent, FileNamedError> {
        Err(Unwritten::new("file_named", "src/handlers/default.rs").into())
    }

    async fn open_file(
        &self,
        _cx: Cx,
        _request: OpenFile,
    ) -> Result<NoContent, OpenFileError> {
        Err(Unwritten::new("open_file", "src/handlers/default.rs").into())
    }
}
