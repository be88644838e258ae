//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, Export, ExportError, ExportOk, GetPage, GetPageError, GetPageOk, Go,
    GoError, GoHeaders, ListPages, ListPagesError, ListPagesHeaders, LogIn, LogInError,
    LogInHeaders, PutPage, PutPageError, PutPageHeaders,
};
use crate::generated::models::Page2;
use zephyrix::{Cx, Empty, Headed, NoContent, Unwritten};
use zephyrix::db::StoreError;

impl DefaultApi for App {
    async fn list_pages(
        &self,
        _cx: Cx,
        _request: ListPages,
    ) -> Result<Headed<Vec<Page2>, ListPagesHeaders>, ListPagesError> {
        Err(Unwritten::new("list_pages", "src/handlers/default.rs").into())
    }

    async fn get_page(
        &self,
        _cx: Cx,
        GetPage { id }: GetPage,
    ) -> Result<GetPageOk, GetPageError> {
        let it = self.store.pages.find(id).await?.ok_or(StoreError::Missing)?;
        Ok(GetPageOk::Ok(it.into()))
    }

    async fn put_page(
        &self,
        _cx: Cx,
        _request: PutPage,
    ) -> Result<Headed<NoContent, PutPageHeaders>, PutPageError> {
        Err(Unwritten::new("put_page", "src/handlers/default.rs").into())
    }

    async fn log_in(
        &self,
        _cx: Cx,
        _request: LogIn,
    ) -> Result<Headed<NoContent, LogInHeaders>, LogInError> {
        Err(Unwritten::new("log_in", "src/handlers/default.rs").into())
    }

    async fn export(&self, _cx: Cx, _request: Export) -> Result<ExportOk, ExportError> {
        Err(Unwritten::new("export", "src/handlers/default.rs").into())
    }

    async fn go(
        &self,
        _cx: Cx,
        _request: Go,
    ) -> Result<Headed<Empty<307>, GoHeaders>, GoError> {
        Err(Unwritten::new("go", "src/handlers/default.rs").into())
    }
}
