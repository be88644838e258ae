//! The operations tagged `Library`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::library::LibraryApi;
use crate::generated::models::{
    Book, CreateBookRequest, Empty2, GetBookRequest, ListBooksRequest, ListBooksResponse,
    MoveBookRequest, UpdateBookRequest,
};
use zephyrix::{rpc, Cx};

impl LibraryApi for App {
    async fn get_book(
        &self,
        _cx: Cx,
        _request: GetBookRequest,
    ) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented("GetBook is for src/handlers/library.rs to say."))
    }

    async fn list_books(
        &self,
        _cx: Cx,
        _request: ListBooksRequest,
    ) -> Result<ListBooksResponse, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "ListBooks is for src/handlers/library.rs to say.",
        ))
    }

    async fn create_book(
        &self,
        _cx: Cx,
        _request: CreateBookRequest,
    ) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "CreateBook is for src/handlers/library.rs to say.",
        ))
    }

    async fn update_book(
        &self,
        _cx: Cx,
        _request: UpdateBookRequest,
    ) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "UpdateBook is for src/handlers/library.rs to say.",
        ))
    }

    async fn delete_book(
        &self,
        _cx: Cx,
        _request: GetBookRequest,
    ) -> Result<Empty2, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "DeleteBook is for src/handlers/library.rs to say.",
        ))
    }

    async fn move_book(
        &self,
        _cx: Cx,
        _request: MoveBookRequest,
    ) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "MoveBook is for src/handlers/library.rs to say.",
        ))
    }

    async fn get_title(
        &self,
        _cx: Cx,
        _request: GetBookRequest,
    ) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "GetTitle is for src/handlers/library.rs to say.",
        ))
    }

    async fn count(
        &self,
        _cx: Cx,
        _request: ListBooksRequest,
    ) -> Result<ListBooksResponse, rpc::Status> {
        Err(rpc::Status::unimplemented("Count is for src/handlers/library.rs to say."))
    }
}
