//! Resources of protobuf as their callers meet them: standard methods that nobody wrote, against real databases.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use std::sync::OnceLock;
use zephyrix_generator::Database;
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::client::{Answer, Client};
use zephyrix_tests::served::{self, Service};
use zephyrix_tests::servers;

const CASE: &str = "proto_resources";

#[test]
fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    lives(Database::Sqlite, &format!("sqlite://{}", folder.path().join("library.db").display()));
}

#[test]
fn postgres() {
    let Some(server) = servers::postgres() else { return };
    lives(Database::Postgres, &server.url);
}

#[test]
fn mariadb() {
    let Some(server) = servers::mariadb() else { return };
    lives(Database::Mysql, &server.url);
}

fn lives(database: Database, url: &str) {
    let settings = [("APP__DATABASE__URL", url), ("APP__DATABASE__MIGRATE", "on_start")];
    let service = Service::start(&workspace().program(&served::named(CASE, database)), &settings);
    let client = Client::new(service.address.parse().unwrap());
    let shelf = client.json("POST", "/v1/shelves", &[], &json!({ "theme": "travel" })).expect(200).json();
    let shelf = shelf["name"].as_str().unwrap().to_owned();
    assert_eq!(shelf.len(), "shelves/".len() + 36, "{shelf}");
    assert_eq!(client.get("/v1/shelves").expect(200).json()["totalSize"], 1);
    let book = kept(&client, &shelf);
    changed(&client, &book);
    listed(&client, &shelf);
    assert_eq!(client.ask("DELETE", &format!("/v1/{book}"), &[]).expect(200).text, "{}");
    fails(&client.get(&format!("/v1/{book}")), 404, "NOT_FOUND");
    fails(&client.ask("DELETE", &format!("/v1/{book}"), &[]), 404, "NOT_FOUND");
    fails(&client.json("POST", &format!("/v1/{book}:move"), &[], &json!({})), 501, "UNIMPLEMENTED");
}

/// A book of which every field is kept as it is told.
fn kept(client: &Client, shelf: &str) -> String {
    let told = json!({
        "name": "ignored", "title": "A", "uid": "ignored", "createTime": "2000-01-01T00:00:00Z",
        "author": { "displayName": "Ann", "born": 1900 }, "tags": ["x", "y"], "copies": { "home": 2 },
        "genre": "NOVEL", "pages": "9007199254740993", "views": "18446744073709551615", "edition": 4_294_967_295_u32,
        "weight": 0.1, "rating": 1.5, "cover": "AP8=", "lent": true, "subtitle": "", "secondGenre": "ESSAY",
        "loan": "1.500s", "notes": { "a": [1, null] }, "price": "-5", "shown": "title,author.displayName",
        "extra": { "@type": "type.googleapis.com/library.v1.Shelf", "theme": "t" },
        "otherAuthor": { "born": 1 }, "version": 7, "genres": ["ESSAY", "NOVEL"], "known": false,
    });
    let name = format!("{shelf}/books/first");
    let made = client.json("POST", &format!("/v1/{shelf}/books?bookId=first"), &[], &told).expect(200).json();
    let read = client.get(&format!("/v1/{name}")).expect(200).json();
    assert_eq!(made, read);
    let mut rest = read.as_object().unwrap().clone();
    for generated in ["uid", "createTime", "updateTime"] {
        let value = rest.remove(generated).unwrap_or_else(|| panic!("{generated} is missing"));
        assert!(value != told[generated] && value.as_str().unwrap().len() > 19, "{generated}: {value}");
    }
    let mut expected = told.as_object().unwrap().clone();
    expected.retain(|name, _| !["uid", "createTime"].contains(&name.as_str()));
    expected.insert("name".to_owned(), name.clone().into());
    assert_eq!(Value::Object(rest), Value::Object(expected));
    let again = client.json("POST", &format!("/v1/{shelf}/books?bookId=first"), &[], &told);
    fails(&again, 409, "ALREADY_EXISTS");
    // Nothing but what must be there.
    let bare = client.json("POST", &format!("/v1/{shelf}/books"), &[], &json!({ "title": "B" })).expect(200).json();
    assert_eq!(bare.as_object().unwrap().len(), 5, "{bare}");
    for (path, body) in [("shelf/1/books", json!({})), (&*format!("{shelf}/books?bookId=a/b"), json!({}))] {
        assert!([400, 404].contains(&client.json("POST", &format!("/v1/{path}"), &[], &body).status), "{path}");
    }
    name
}

/// Masks name what changes.
fn changed(client: &Client, book: &str) {
    let patch = |mask: &str, body: Value| client.json("PATCH", &format!("/v1/{book}{mask}"), &[], &body);
    let before = client.get(&format!("/v1/{book}")).expect(200).json();
    let changes = json!({ "title": "C", "author": { "displayName": "Bob" }, "uid": "other" });
    let after = patch("?updateMask=author.displayName,tags,uid", changes.clone()).expect(200).json();
    assert_eq!((&after["title"], &after["uid"], after.get("tags")), (&before["title"], &before["uid"], None));
    assert_eq!(after["author"], json!({ "displayName": "Bob", "born": 1900 }));
    assert_ne!(after["updateTime"], before["updateTime"]);
    assert_eq!(after["createTime"], before["createTime"]);
    let after = patch("", changes).expect(200).json();
    assert_eq!(
        (&after["title"], &after["author"], &after["pages"]),
        (&"C".into(), &json!({ "displayName": "Bob" }), &before["pages"])
    );
    assert_eq!(client.get(&format!("/v1/{book}")).expect(200).json(), after);
    fails(&patch("?updateMask=nothing", json!({ "title": "D" })), 400, "INVALID_ARGUMENT");
    let nobody = client.json("PATCH", &format!("/v1/{book}x"), &[], &json!({ "title": "D" }));
    fails(&nobody, 404, "NOT_FOUND");
}

/// Pages of one shelf's books, and of all.
fn listed(client: &Client, shelf: &str) {
    let other = client.json("POST", "/v1/shelves", &[], &json!({})).expect(200).json();
    let other = other["name"].as_str().unwrap();
    for (shelf, id) in [(shelf, "second"), (shelf, "third"), (other, "first")] {
        let made = client.json("POST", &format!("/v1/{shelf}/books?bookId={id}"), &[], &json!({ "title": id }));
        assert_eq!(made.expect(200).json()["title"], id);
    }
    let names = |path: &str| {
        let (mut names, mut token) = (Vec::new(), String::new());
        loop {
            let page = client.get(&format!("/v1/{path}/books?pageSize=2&pageToken={token}")).expect(200).json();
            let books = page["books"].as_array().unwrap().clone();
            assert!((1..=2).contains(&books.len()));
            names.extend(books.into_iter().map(|it| it["name"].as_str().unwrap().to_owned()));
            match page["nextPageToken"].as_str() {
                Some(next) => next.clone_into(&mut token),
                None => return names,
            }
        }
    };
    let own = names(shelf);
    assert_eq!(own.len(), 4);
    assert!(own.is_sorted() && own.iter().all(|it| it.starts_with(&format!("{shelf}/books/"))), "{own:?}");
    assert_eq!(names(other), [format!("{other}/books/first")]);
    assert_eq!(names("shelves/-").len(), 5);
    let asked = |query: &str| client.get(&format!("/v1/{shelf}/books?{query}"));
    for wrong in ["pageSize=-1", "pageToken=%21", "filter=title", "orderBy=title"] {
        fails(&asked(wrong), 400, "INVALID_ARGUMENT");
    }
}

#[track_caller]
fn fails(answer: &Answer, status: u16, code: &str) {
    const CODES: [(&str, i32); 4] =
        [("INVALID_ARGUMENT", 3), ("NOT_FOUND", 5), ("ALREADY_EXISTS", 6), ("UNIMPLEMENTED", 12)];
    let number = CODES.iter().find(|it| it.0 == code).unwrap().1;
    assert_eq!((answer.status, answer.json()["code"].as_i64()), (status, Some(number.into())), "{}", answer.text);
}

/// The services in all databases, built once.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| served::in_each_database(env!("CARGO_TARGET_TMPDIR"), CASE, "input.proto"))
}
