//! The operations tagged `books`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::books::{
    AddBook, AddBookError, BooksApi, GetBook, GetBookError, ListBooks, ListBooksError,
};
use crate::generated::models::Book;
use crate::generated::store::BooksQuery;
use zephyrix::Cx;

impl BooksApi for App {
    async fn list_books(
        &self,
        _cx: Cx,
        _request: ListBooks,
    ) -> Result<Vec<Book>, ListBooksError> {
        let query = BooksQuery {
            limit: 100,
            offset: 0,
            after: None,
        };
        let page = self.store.books.list(query).await?;
        Ok(page.items)
    }

    async fn add_book(
        &self,
        _cx: Cx,
        AddBook { body }: AddBook,
    ) -> Result<Book, AddBookError> {
        Ok(self.store.books.insert(body).await?)
    }

    async fn get_book(
        &self,
        _cx: Cx,
        GetBook { id }: GetBook,
    ) -> Result<Book, GetBookError> {
        self.store.books.find(id).await?.ok_or(GetBookError::NotFound)
    }
}
