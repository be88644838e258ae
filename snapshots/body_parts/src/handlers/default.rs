//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    AddFiles, AddFilesError, AddLabels, AddLabelsError, AddStyled, AddStyledError,
    CreateEdit, CreateEditError, DefaultApi, PutNothing, PutNothingError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn create_edit(
        &self,
        _cx: Cx,
        _request: CreateEdit,
    ) -> Result<NoContent, CreateEditError> {
        Err(Unwritten::new("create_edit", "src/handlers/default.rs").into())
    }

    async fn add_labels(
        &self,
        _cx: Cx,
        _request: AddLabels,
    ) -> Result<NoContent, AddLabelsError> {
        Err(Unwritten::new("add_labels", "src/handlers/default.rs").into())
    }

    async fn add_files(
        &self,
        _cx: Cx,
        _request: AddFiles,
    ) -> Result<NoContent, AddFilesError> {
        Err(Unwritten::new("add_files", "src/handlers/default.rs").into())
    }

    async fn add_styled(
        &self,
        _cx: Cx,
        _request: AddStyled,
    ) -> Result<NoContent, AddStyledError> {
        Err(Unwritten::new("add_styled", "src/handlers/default.rs").into())
    }

    async fn put_nothing(
        &self,
        _cx: Cx,
        _request: PutNothing,
    ) -> Result<NoContent, PutNothingError> {
        Err(Unwritten::new("put_nothing", "src/handlers/default.rs").into())
    }
}
