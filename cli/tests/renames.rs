//! What is called otherwise in the contract: handlers and data follow.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};
use zephyrix::Migration;
use zephyrix::db::{OutOfOrder, up};

/// What the user has made of the handlers of the book shop.
const MINE: &str = "//! The operations tagged `books`, and my own.

use crate::app::App;
use crate::generated::api::books::{
    AddBook, AddBookError, BooksApi, GetBook, GetBookError, ListBooks, ListBooksError, Recommend,
    RecommendError,
};
use crate::generated::models::Book;
use crate::generated::store::BooksQuery;
use zephyrix::Cx;

impl BooksApi for App {
    async fn list_books(&self, _cx: Cx, _request: ListBooks) -> Result<Vec<Book>, ListBooksError> {
        let query = BooksQuery { limit: 100, offset: 0, after: None };
        Ok(self.store.books.list(query).await?.items)   // as it was
    }

    async fn add_book(&self, _cx: Cx, AddBook { body }: AddBook) -> Result<Book, AddBookError> {
        Ok(self.store.books.insert(body).await?)
    }

    async fn get_book(&self, _cx: Cx, GetBook { id }: GetBook) -> Result<Book, GetBookError> {
        // GetBook is asked for often.
        self.store.books.find(id).await?.ok_or(GetBookError::NotFound)
    }

    async fn recommend(&self, cx: Cx, _request: Recommend) -> Result<Book, RecommendError> {
        let Book { title, .. } = self.get_book(cx, GetBook { id: 1 }).await.map_err(|_| RecommendError::Internal(\"none\".into()))?;
        Ok(Book { id: 1, title: format!(\"{title}, get_book\") })
    }
}
";

/// The same, by what the contract says now: one pair a change.
const CHANGES: &[(&str, &str)] = &[
    ("api::books::", "api::library::"),
    ("BooksApi", "LibraryApi"),
    ("get_book(&self", "fetch_volume(&self"),
    ("self.get_book(", "self.fetch_volume("),
    ("GetBook { id }:", "FetchVolume { id }:"),
    (": GetBook)", ": FetchVolume)"),
    ("GetBook { id: 1 }", "FetchVolume { id: 1 }"),
    ("GetBookError", "FetchVolumeError"),
    (" GetBook,", " FetchVolume,"),
    ("<Book", "<Volume"),
    ("models::Book;", "models::Volume;"),
    ("Book { title,", "Volume { name: title,"),
    ("Ok(Book { id: 1, title:", "Ok(Volume { id: 1, name:"),
    ("BooksQuery", "VolumesQuery"),
    ("store.books.", "store.volumes."),
];

/// The book shop with handlers of the user's, and a contract in which much is called otherwise.
fn renamed() -> Place {
    let place = Place::with_shop();
    place.write("shop/src/handlers/books.rs", MINE);
    place.ok(&["-C", "shop", "generate", "--check"]);
    for (from, to) in [
        ("operationId: getBook", "operationId: fetchVolume\n      x-zephyrix-renamed-from: getBook"),
        ("{ name: books }", "{ name: library, x-zephyrix-renamed-from: books }"),
        ("tags: [books]", "tags: [library]"),
        ("schemas/Book'", "schemas/Volume'"),
        ("    Book:\n", "    Volume:\n      x-zephyrix-renamed-from: Book\n"),
        ("title: { type: string,", "name: { x-zephyrix-renamed-from: title, type: string,"),
        ("title]", "name]"),
        ("/books", "/volumes"),
    ] {
        place.edit("shop/api.yaml", from, to);
    }
    place
}

#[test]
fn handlers_follow_and_all_else_stays_byte_for_byte() {
    let place = renamed();
    let stale = place.ends(&["-C", "shop", "generate", "--check"], 1);
    assert!(stale.out.contains("+    async fn fetch_volume(&self, _cx: Cx, FetchVolume { id }"), "{}", stale.out);
    let done = place.ok(&["-C", "shop", "generate"]);
    let expected = CHANGES.iter().fold(MINE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    assert_eq!(place.read("shop/src/handlers/library.rs"), expected);
    assert!(!place.path("shop/src/handlers/books.rs").exists());
    assert_eq!(place.read("shop/src/handlers/mod.rs"), "//! What the service does: one file a tag.\n\nmod library;\n");
    for line in [
        "renamed   src/handlers/library.rs: src/handlers/books.rs → src/handlers/library.rs\n",
        "renamed   src/handlers/library.rs: get_book → fetch_volume\n",
        "renamed   src/handlers/library.rs: title → name\n",
    ] {
        assert!(done.out.contains(line), "{line}: {}", done.out);
    }
    assert!(!done.out.contains("needs you") && done.err.is_empty(), "{done:#?}");
    assert_eq!(place.ok(&["-C", "shop", "generate", "--check"]).out, "up to date\n");
    assert!(place.ok(&["-C", "shop", "generate"]).out.ends_with(" unchanged\n"));
}

#[test]
fn a_handler_that_is_there_under_its_new_name_is_left_alone() {
    let place = Place::with_shop();
    let mine =
        place.read("shop/src/handlers/books.rs").replace("get_book", "fetch_book").replace("GetBook", "FetchBook");
    place.write("shop/src/handlers/books.rs", &mine);
    place.edit(
        "shop/api.yaml",
        "operationId: getBook",
        "operationId: fetchBook\n      x-zephyrix-renamed-from: [getBook]",
    );
    let done = place.ok(&["-C", "shop", "generate"]);
    assert!(!done.out.contains("renamed "), "{}", done.out);
    assert_eq!(place.read("shop/src/handlers/books.rs"), mine);
}

#[test]
fn what_is_not_said_is_asked() {
    let place = Place::with_shop();
    place.edit("shop/src/handlers/books.rs", "    async fn get_book(", "    // mine\n    async fn get_book(");
    place.edit("shop/api.yaml", "operationId: getBook", "operationId: fetchBook");
    let asked = place.ok(&["-C", "shop", "generate", "--dry-run"]);
    let question = "`get_book` may be `fetch_book` now: `GET /books/{id}` was the operation `getBook`";
    assert!(asked.err.contains(question), "{}", asked.err);
    place.edit(
        "shop/api.yaml",
        "operationId: fetchBook",
        "operationId: fetchBook\n      x-zephyrix-renamed-from: getBook",
    );
    let done = place.ok(&["-C", "shop", "generate"]);
    assert!(done.err.is_empty() && done.out.contains("get_book → fetch_book"), "{done:#?}");
}

#[test]
fn tables_and_columns_keep_their_rows() {
    let place = renamed();
    place.ok(&["-C", "shop", "generate"]);
    place.ok(&["-C", "shop", "migrate", "diff", "--name", "volumes"]);
    let text = place.read("shop/migrations/V2__volumes.sql");
    assert_eq!(text, "ALTER TABLE books RENAME TO volumes;\nALTER TABLE volumes RENAME COLUMN title TO name;\n");
    assert!(place.ok(&["-C", "shop", "migrate", "diff"]).out.contains("nothing to do"), "it is done once");
    let first = step(1, "init", &place.read("shop/migrations/V1__init.sql"));
    let row = step(2, "row", "INSERT INTO books (id, title) VALUES (7, 'Emma');");
    let renamed = step(3, "volumes", &text);
    let count = |many: usize| {
        let rows = "SELECT count(*) FROM volumes WHERE id = 7 AND name = 'Emma'";
        step(4, "count", &format!("CREATE TABLE seen (n INTEGER CHECK (n = {many})); INSERT INTO seen {rows};"))
    };
    let url = format!("sqlite://{}", place.path("live.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(up(&url, &[first, row, renamed], OutOfOrder::Refuse)).unwrap();
    runtime.block_on(up(&url, &[first, row, renamed, count(2)], OutOfOrder::Refuse)).unwrap_err();
    runtime.block_on(up(&url, &[first, row, renamed, count(1)], OutOfOrder::Refuse)).unwrap();
}

fn step(version: i64, name: &'static str, up: &str) -> Migration {
    Migration { version, name, up: Box::leak(up.to_owned().into_boxed_str()), down: None }
}

#[test]
fn versions_that_are_renamed_are_told_apart_from_broken_ones() {
    let place = renamed();
    place.write("old.yaml", &API.replace("/books", "/volumes"));
    let compared = place.ends(&["diff", "--changelog", "--quiet", "old.yaml", "shop/api.yaml"], 1).out;
    let changed = compared.split("### Changed").nth(1).unwrap();
    for line in [
        "- the operation `getBook` of `GET /volumes/{}` was renamed to `fetchVolume`: handlers follow, and clients find \
         it under both names.\n",
        "- the tag `books` was renamed to `library`: its handlers move along.\n",
        "- the type `Book` was renamed to `Volume`: handlers follow, and clients find it under both names.\n",
    ] {
        assert_eq!(changed.matches(line).count(), 1, "{line}: {compared}");
    }
    for line in [
        "- `title` of `NewBook` was renamed to `name`; requests may still say `title`.\n",
        "- `title` of `Book` was renamed to `name`; `title` is no longer answered.\n",
    ] {
        assert_eq!(compared.matches(line).count(), 1, "{line}: {compared}");
    }
    assert!(!compared.contains("is gone") && !compared.contains("is new"), "{compared}");
}

/// Makes a project of one version of a schema, and takes the other.
fn follows(file: &str, before: &str, now: &str) -> (Place, String) {
    let place = Place::empty();
    place.write(file, before);
    place.ok(&["new", "shop", "--from", file, "--runtime", "registry", "--no-client"]);
    // What nobody has touched follows anyway.
    for (path, bytes) in place.bytes("shop/src/handlers") {
        let text = String::from_utf8(bytes).unwrap();
        place.write(
            &format!("shop/src/handlers/{path}"),
            &format!("{}\n// mine\n", text.replace("async fn ", "async /* mine */ fn ")),
        );
    }
    place.write(&format!("shop/{file}"), now);
    let out = place.ok(&["-C", "shop", "generate"]).out;
    assert_eq!(place.ok(&["-C", "shop", "generate", "--check"]).out, "up to date\n");
    (place, out)
}

#[test]
fn protobuf_says_it_by_options() {
    let now = "syntax = \"proto3\";
package library.v1;
import \"zephyrix/renamed.proto\";
service Lending {
  option (zephyrix.service_renamed_from) = \"Library\";
  rpc FetchVolume(Asked) returns (Volume) { option (zephyrix.method_renamed_from) = \"GetBook\"; }
}
message Asked { string key = 1 [(zephyrix.renamed_from) = \"id\"]; }
message Volume { option (zephyrix.message_renamed_from) = \"Book\"; string key = 1; }
";
    let before = "syntax = \"proto3\";
package library.v1;
service Library { rpc GetBook(Asked) returns (Book); }
message Asked { string id = 1; }
message Book { string key = 1; }
";
    let (place, _) = follows("library.proto", before, now);
    let text = place.read("shop/src/handlers/lending.rs").replace("/* mine */ ", "");
    assert!(text.contains("use crate::generated::models::{Asked, Volume};"), "{text}");
    let method = "impl LendingApi for App {\n    async fn fetch_volume(&self, _cx: Cx, _request: Asked) -> Result<Volume, rpc::Status> {\n";
    assert!(text.contains(method), "{text}");
}

#[test]
fn graphql_says_it_by_a_directive() {
    let now = "type Query {
  customer(id: ID!): Customer @zephyrixRenamedFrom(names: [\"buyer\"])
}
type Customer @zephyrixRenamedFrom(names: [\"Buyer\"]) {
  id: ID!
  fullName: String! @zephyrixRenamedFrom(names: [\"name\"])
}
";
    let before = "type Query {\n  buyer(id: ID!): Buyer\n}\ntype Buyer {\n  id: ID!\n  name: String!\n}\n";
    let (place, _) = follows("shop.graphql", before, now);
    let text = place.read("shop/src/handlers/query.rs").replace("/* mine */ ", "");
    let method = "async fn customer(&self, _cx: &Cx, request: QueryCustomer) -> graphql::Result<Option<Customer>> {
        Ok(self.store.customers.find(&request.id).await?)
";
    assert!(text.contains(method), "{text}");
    let sql = place.ok(&["-C", "shop", "migrate", "diff", "--dry-run"]).out;
    let expected =
        "-- up\nALTER TABLE buyers RENAME TO customers;\nALTER TABLE customers RENAME COLUMN name TO full_name;\n";
    assert!(sql.starts_with(expected), "{sql}");
}

#[test]
fn tables_say_it_by_hints() {
    let now = "-- zephyrix: dialect=sqlite
-- zephyrix: renamed_from=product
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL -- zephyrix: renamed_from=name
);
CREATE INDEX by_title ON article (title);
";
    let before = "-- zephyrix: dialect=sqlite
CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
CREATE INDEX by_title ON product (name);
";
    let (place, _) = follows("shop.sql", before, now);
    let text = place.read("shop/src/handlers/article.rs").replace("/* mine */ ", "");
    assert!(!text.contains("roduct") || text.matches("roduct").count() == 1, "the comment on top stays: {text}");
    for part in ["title: name,\n", "paths::get_article(it.id)", "self.store.article.delete(id)"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let sql = place.ok(&["-C", "shop", "migrate", "diff", "--dry-run"]).out;
    assert!(sql.starts_with("-- up\nALTER TABLE product RENAME TO article;\n"), "{sql}");
}

#[test]
fn numbers_of_protobuf_stay() {
    let place = Place::with_shop();
    place.ok(&["-C", "shop", "generate", "--grpc"]);
    let before = place.read("shop/proto/numbers.toml");
    assert!(before.contains("[GetBookRequest]\n") && before.contains("title = \"2 string\""), "{before}");
    for (from, to) in [
        ("operationId: getBook", "operationId: fetchVolume\n      x-zephyrix-renamed-from: getBook"),
        ("schemas/Book'", "schemas/Volume'"),
        ("    Book:\n", "    Volume:\n      x-zephyrix-renamed-from: Book\n"),
        ("        id: { type: integer,", "        key: { type: integer, x-zephyrix-renamed-from: id,"),
        ("[id, title]", "[key, title]"),
    ] {
        place.edit("shop/api.yaml", from, to);
    }
    place.ok(&["-C", "shop", "generate"]);
    let after = place.read("shop/proto/numbers.toml");
    let numbers = |text: &str, message: &str| -> Vec<String> {
        let part = text.split(&format!("[{message}]\n")).nth(1).unwrap_or_else(|| panic!("{message}: {text}"));
        part.lines().take_while(|it| !it.is_empty()).map(|it| it.split(['"', ' ']).nth(3).unwrap().to_owned()).collect()
    };
    for (old, new) in [("GetBookRequest", "FetchVolumeRequest"), ("Book", "Volume")] {
        assert_eq!(numbers(&before, old), numbers(&after, new), "{after}");
        assert!(!after.contains(&format!("[{old}]")), "{after}");
    }
    assert!(!after.contains("gone"), "{after}");
}
