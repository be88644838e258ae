//! The operations tagged `Library`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::library::LibraryApi;
use crate::generated::models::{
    Book, CreateBookRequest, Empty2, GetBookRequest, ListBooksRequest, ListBooksResponse,
    MoveBookRequest, UpdateBookRequest,
};
use zephyrix::{rpc, Cx};
use zephyrix::rpc::resource;

impl LibraryApi for App {
    async fn get_book(
        &self,
        _cx: Cx,
        request: GetBookRequest,
    ) -> Result<Book, rpc::Status> {
        let found = self
            .store
            .books
            .find(&request.name)
            .await?
            .ok_or_else(|| resource::missing(&request.name))?;
        Ok(found.value)
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
        request: UpdateBookRequest,
    ) -> Result<Book, rpc::Status> {
        let changes = resource::required(request.book, "book")?;
        let found = self
            .store
            .books
            .find(&changes.name)
            .await?
            .ok_or_else(|| resource::missing(&changes.name))?;
        let changed = resource::update(
            &found.value,
            &changes,
            request.update_mask.as_ref(),
            &["name"],
        )?;
        Ok(
            self
                .store
                .books
                .replace(&changes.name, Some(&found.if_match()), changed)
                .await?
                .value,
        )
    }

    async fn delete_book(
        &self,
        _cx: Cx,
        request: GetBookRequest,
    ) -> Result<Empty2, rpc::Status> {
        self.store.books.delete(&request.name, None).await?;
        Ok(Empty2 {})
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
