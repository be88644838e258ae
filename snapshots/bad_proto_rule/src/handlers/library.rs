//! The operations tagged `Library`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::library::LibraryApi;
use crate::generated::models::{Book, GetBookRequest};
use zephyrix::{rpc, Cx};

impl LibraryApi for App {
    async fn get_book(
        &self,
        _cx: Cx,
        _request: GetBookRequest,
    ) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented("GetBook is for src/handlers/library.rs to say."))
    }

    async fn put_book(&self, _cx: Cx, _request: Book) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented("PutBook is for src/handlers/library.rs to say."))
    }

    async fn find_book(
        &self,
        _cx: Cx,
        _request: GetBookRequest,
    ) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "FindBook is for src/handlers/library.rs to say.",
        ))
    }

    async fn list_books(&self, _cx: Cx, _request: Book) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "ListBooks is for src/handlers/library.rs to say.",
        ))
    }
}
