//! The operations tagged `Library`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::library::LibraryApi;
use crate::generated::models::{
    Book, CreateBookRequest, CreateShelfRequest, DeleteBookRequest, DeleteShelfRequest,
    Empty2, GetBookRequest, GetShelfRequest, ListBooksRequest, ListBooksResponse,
    ListShelvesRequest, ListShelvesResponse, MoveBookRequest, Shelf, UpdateBookRequest,
};
use crate::generated::store::{BooksQuery, ShelvesQuery};
use zephyrix::{rpc, Cx};
use zephyrix::db::after;
use zephyrix::rpc::resource;

impl LibraryApi for App {
    async fn get_shelf(
        &self,
        _cx: Cx,
        request: GetShelfRequest,
    ) -> Result<Shelf, rpc::Status> {
        let found = self
            .store
            .shelves
            .find(&request.name)
            .await?
            .ok_or_else(|| resource::missing(&request.name))?;
        Ok(found.value)
    }

    async fn list_shelves(
        &self,
        _cx: Cx,
        request: ListShelvesRequest,
    ) -> Result<ListShelvesResponse, rpc::Status> {
        let query = ShelvesQuery {
            limit: resource::page_size(request.page_size)?,
            offset: 0,
            after: after(resource::page_token(&request.page_token))?,
        };
        let total = self.store.shelves.count(&query).await?;
        let page = self.store.shelves.list(query).await?;
        Ok(ListShelvesResponse {
            shelves: page.items,
            next_page_token: page.next.unwrap_or_default(),
            total_size: i32::try_from(total).unwrap_or(i32::MAX),
        })
    }

    async fn create_shelf(
        &self,
        _cx: Cx,
        request: CreateShelfRequest,
    ) -> Result<Shelf, rpc::Status> {
        let name = resource::child("", &["shelves/{shelf}"], "")?;
        let made = Shelf {
            name,
            ..resource::required(request.shelf, "shelf")?
        };
        Ok(self.store.shelves.insert(made).await?.value)
    }

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
        request: ListBooksRequest,
    ) -> Result<ListBooksResponse, rpc::Status> {
        resource::unserved("filter", &request.filter)?;
        resource::unserved("order_by", &request.order_by)?;
        let query = BooksQuery {
            limit: resource::page_size(request.page_size)?,
            offset: 0,
            after: after(resource::page_token(&request.page_token))?,
            parent: resource::parent(&request.parent, &["shelves/{shelf}/books/{book}"])?,
        };
        let page = self.store.books.list(query).await?;
        Ok(ListBooksResponse {
            books: page.items,
            next_page_token: page.next.unwrap_or_default(),
        })
    }

    async fn create_book(
        &self,
        _cx: Cx,
        request: CreateBookRequest,
    ) -> Result<Book, rpc::Status> {
        let name = resource::child(
            &request.parent,
            &["shelves/{shelf}/books/{book}"],
            &request.book_id,
        )?;
        let made = Book {
            name,
            ..resource::required(request.book, "book")?
        };
        Ok(self.store.books.insert(made).await?.value)
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
            &["name", "uid", "create_time", "update_time"],
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
        request: DeleteBookRequest,
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

    async fn delete_shelf(
        &self,
        _cx: Cx,
        _request: DeleteShelfRequest,
    ) -> Result<Empty2, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "DeleteShelf is for src/handlers/library.rs to say.",
        ))
    }
}
