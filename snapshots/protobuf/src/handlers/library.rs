//! The operations tagged `Library`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::library::LibraryApi;
use crate::generated::models::{Book, Brought, Cover, GetBookRequest, UpdateBookRequest};
use zephyrix::{rpc, Cx};

impl LibraryApi for App {
    async fn get_book(
        &self,
        _cx: Cx,
        _request: GetBookRequest,
    ) -> Result<Book, rpc::Status> {
        Err(rpc::Status::unimplemented("GetBook is for src/handlers/library.rs to say."))
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

    async fn watch_books(
        &self,
        _cx: Cx,
        _request: GetBookRequest,
    ) -> Result<rpc::Messages<Book>, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "WatchBooks is for src/handlers/library.rs to say.",
        ))
    }

    async fn bring_books(
        &self,
        _cx: Cx,
        _request: rpc::Messages<Book>,
    ) -> Result<Brought, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "BringBooks is for src/handlers/library.rs to say.",
        ))
    }

    async fn show_covers(
        &self,
        _cx: Cx,
        _request: rpc::Messages<Book>,
    ) -> Result<rpc::Messages<Cover>, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "ShowCovers is for src/handlers/library.rs to say.",
        ))
    }
}
