//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, PatchFile, PatchFileError, PostFile, PostFileError, PutFile,
    PutFileError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn put_file(
        &self,
        _cx: Cx,
        _request: PutFile,
    ) -> Result<NoContent, PutFileError> {
        Err(Unwritten::new("put_file", "src/handlers/default.rs").into())
    }

    async fn patch_file(
        &self,
        _cx: Cx,
        _request: PatchFile,
    ) -> Result<NoContent, PatchFileError> {
        Err(Unwritten::new("patch_file", "src/handlers/default.rs").into())
    }

    async fn post_file(
        &self,
        _cx: Cx,
        _request: PostFile,
    ) -> Result<NoContent, PostFileError> {
        Err(Unwritten::new("post_file", "src/handlers/default.rs").into())
    }
}
