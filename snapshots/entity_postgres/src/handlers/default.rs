//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    CreateBook, CreateBookError, DefaultApi, DeleteBook, DeleteBookError, GetBook,
    GetBookError, ListBooks, ListBooksError, ReplaceBook, ReplaceBookError,
};
use crate::generated::models::Book;
use crate::generated::store::BooksQuery;
use zephyrix::{Cx, NoContent};
use zephyrix::db::{after, StoreError};

impl DefaultApi for App {
    async fn list_books(
        &self,
        _cx: Cx,
        ListBooks { limit, cursor }: ListBooks,
    ) -> Result<Vec<Book>, ListBooksError> {
        let after = after(cursor.as_deref())?;
        let query = BooksQuery {
            limit,
            offset: 0,
            after,
        };
        let page = self.store.books.list(query).await?;
        Ok(page.items)
    }

    async fn create_book(
        &self,
        _cx: Cx,
        CreateBook { body }: CreateBook,
    ) -> Result<Book, CreateBookError> {
        Ok(self.store.books.insert(body).await?)
    }

    async fn get_book(
        &self,
        _cx: Cx,
        GetBook { id }: GetBook,
    ) -> Result<Book, GetBookError> {
        self.store.books.find(id).await?.ok_or(GetBookError::NotFound)
    }

    async fn replace_book(
        &self,
        _cx: Cx,
        ReplaceBook { id, body }: ReplaceBook,
    ) -> Result<Book, ReplaceBookError> {
        match self.store.books.replace(id, body).await {
            Ok(it) => Ok(it),
            Err(StoreError::Missing) => Err(ReplaceBookError::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    async fn delete_book(
        &self,
        _cx: Cx,
        DeleteBook { id }: DeleteBook,
    ) -> Result<NoContent, DeleteBookError> {
        match self.store.books.delete(id).await {
            Ok(()) => Ok(NoContent),
            Err(StoreError::Missing) => Err(DeleteBookError::NotFound),
            Err(error) => Err(error.into()),
        }
    }
}
