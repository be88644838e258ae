//! A library of as many books as one asks for.

use crate::app::{App, echo};
use crate::generated::api::library::LibraryApi;
use crate::generated::models::{
    Book, Brought, CountLeftRequest, Cover, GetBookRequest, NoSuchBook, UpdateBookRequest, WaitRequest, Waited,
    WatchBooksRequest,
};
use futures_util::StreamExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;
use zephyrix::types::Base64;
use zephyrix::{Cx, rpc};

fn book(name: &str) -> Book {
    Book {
        name: name.to_owned(),
        display_title: format!("The book {name}"),
        authors: vec!["A".to_owned(), "B".to_owned()],
        pages: 9_007_199_254_740_993,
        ..Book::default()
    }
}

/// Counts when it is dropped in time.
struct Waiting(Arc<AtomicI32>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl LibraryApi for App {
    async fn get_book(&self, cx: Cx, request: GetBookRequest) -> Result<Book, rpc::Status> {
        echo(&cx);
        match request.name.rsplit('/').next() {
            Some("0") => {
                let why = NoSuchBook { name: request.name.clone() };
                Err(rpc::Status::not_found("no such book: größer als alles").detail(&why))
            }
            Some("broken") => Err(std::io::Error::other("the password is 123").into()),
            Some("panic") => panic!("on purpose"),
            Some("large") => Ok(Book { scan: Base64(vec![7; 200_000]), ..book(&request.name) }),
            _ => Ok(book(&request.name)),
        }
    }

    async fn update_book(&self, _: Cx, request: UpdateBookRequest) -> Result<Book, rpc::Status> {
        request.book.ok_or_else(|| rpc::Status::invalid_argument("a book is missing"))
    }

    async fn watch_books(
        &self,
        cx: Cx,
        request: WatchBooksRequest,
    ) -> Result<rpc::Messages<Book>, rpc::Status> {
        echo(&cx);
        let name = request.name.clone();
        let books = (0..request.count).map(move |at| Ok(book(&format!("{name}/books/{at}"))));
        let end = (request.code != 0).then(|| {
            let why = NoSuchBook { name: request.name };
            Err(rpc::Status::new(rpc::Code::of(request.code), "no more").detail(&why))
        });
        Ok(rpc::Messages::new(futures_util::stream::iter(books.chain(end))))
    }

    async fn bring_books(&self, _: Cx, mut request: rpc::Messages<Book>) -> Result<Brought, rpc::Status> {
        let mut brought = Brought::default();
        while let Some(book) = request.next().await {
            brought.count += 1;
            brought.pages += book?.pages;
        }
        Ok(brought)
    }

    async fn show_covers(
        &self,
        _: Cx,
        request: rpc::Messages<Book>,
    ) -> Result<rpc::Messages<Cover>, rpc::Status> {
        let covers = request.map(|it| it.map(|it| Cover { url: format!("https://covers/{}", it.name), size: vec![1, 2] }));
        Ok(rpc::Messages::new(covers))
    }

    async fn wait(&self, _: Cx, request: WaitRequest) -> Result<Waited, rpc::Status> {
        let waiting = Waiting(self.left.clone());
        tokio::time::sleep(Duration::from_millis(request.milliseconds.max(0).unsigned_abs().into())).await;
        std::mem::forget(waiting);
        Ok(Waited { count: 1 })
    }

    async fn count_left(&self, _: Cx, _: CountLeftRequest) -> Result<Waited, rpc::Status> {
        Ok(Waited { count: self.left.load(Ordering::SeqCst) })
    }
}
