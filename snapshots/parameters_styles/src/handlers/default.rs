//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, FillIn, FillInError, ReadLabels, ReadLabelsError, ReadMatrices,
    ReadMatricesError, ReadOthers, ReadOthersError, ReadQuery, ReadQueryError,
    ReadString, ReadStringError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn read_labels(
        &self,
        _cx: Cx,
        _request: ReadLabels,
    ) -> Result<NoContent, ReadLabelsError> {
        Err(Unwritten::new("read_labels", "src/handlers/default.rs").into())
    }

    async fn read_matrices(
        &self,
        _cx: Cx,
        _request: ReadMatrices,
    ) -> Result<NoContent, ReadMatricesError> {
        Err(Unwritten::new("read_matrices", "src/handlers/default.rs").into())
    }

    async fn read_query(
        &self,
        _cx: Cx,
        _request: ReadQuery,
    ) -> Result<NoContent, ReadQueryError> {
        Err(Unwritten::new("read_query", "src/handlers/default.rs").into())
    }

    async fn read_others(
        &self,
        _cx: Cx,
        _request: ReadOthers,
    ) -> Result<NoContent, ReadOthersError> {
        Err(Unwritten::new("read_others", "src/handlers/default.rs").into())
    }

    async fn read_string(
        &self,
        _cx: Cx,
        _request: ReadString,
    ) -> Result<NoContent, ReadStringError> {
        Err(Unwritten::new("read_string", "src/handlers/default.rs").into())
    }

    async fn fill_in(
        &self,
        _cx: Cx,
        _request: FillIn,
    ) -> Result<NoContent, FillInError> {
        Err(Unwritten::new("fill_in", "src/handlers/default.rs").into())
    }
}
