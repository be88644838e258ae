//! Bodies of parts: what a client writes, read by a service; and what a service is sent by those who mean it ill.
#![allow(clippy::unwrap_used)]

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use zephyrix::client::Endpoint;
use zephyrix::config::Config;
use zephyrix::{Accepts, Call, Check, FromCall, Parts, Routes, Service, Style, Upload, Validate};

static SERVICE: Service =
    Service { name: "photos", title: "Photos", version: "1", openapi: "{}", operations: &[], migrations: &[] };

#[derive(Clone, Debug, PartialEq)]
struct Place {
    lat: f64,
}

zephyrix::record!(closed Place { 0 "lat" => lat: required, });

impl Validate for Place {
    fn validate(&self, check: &mut Check) {
        check.at("lat").minimum(self.lat, -90.0);
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Shot {
    title: String,
    stars: i64,
    tags: Option<Vec<i64>>,
    photo: Upload,
    thumbnails: Option<Vec<Upload>>,
    place: Option<Place>,
    visited: Option<Vec<Place>>,
}

struct AddPhoto(Shot);

impl FromCall for AddPhoto {
    const BODY: Accepts = Accepts::required(&["multipart/form-data"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let body = call.multipart(Self::read_body);
        body.map(Self)
    }
}

impl AddPhoto {
    fn read_body(parts: &mut Parts<'_>) -> Option<Shot> {
        let title = parts.text::<String>("title").check(|it, check| check.max_length(it, 9)).required();
        let stars = parts.text::<i64>("stars").or(3);
        let tags = parts.texts::<i64>("tags").check(|it, check| check.max_items(it.len(), 3)).optional();
        let photo = parts.file("photo", &["image/*"]).required();
        let thumbnails = parts.files("thumbnails", &[]).optional();
        let place = parts.json::<Place>("place").check(|it, check| check.nested(it)).optional();
        let visited = parts.jsons::<Place>("visited").optional();
        parts.no_others();
        Some(Shot {
            title: title?,
            stars: stars?,
            tags: tags?,
            photo: photo?,
            thumbnails: thumbnails?,
            place: place?,
            visited: visited?,
        })
    }
}

fn router() -> zephyrix::Router {
    Routes::of(()).post("/photos", async |(), _, it: AddPhoto| Json(json!(said(&it.0).await))).router()
}

/// A photo with all that is in its files.
async fn said(shot: &Shot) -> String {
    let mut said = format!("{shot:?}");
    for it in std::iter::once(&shot.photo).chain(shot.thumbnails.iter().flatten()) {
        write!(said, " {:?}", it.bytes().await.unwrap()).unwrap();
    }
    said
}

/// Serves on a free port for as long as the test runs.
async fn serve(router: zephyrix::Router) -> Endpoint {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = zephyrix::http::app(&SERVICE, router, &Config::defaults(SERVICE.name));
    let served = Router::new().fallback(move |request: Request| {
        let app = app.clone();
        async move { app.handle(request).await }
    });
    tokio::spawn(async move { axum::serve(listener, served).await.unwrap() });
    Endpoint::new(&format!("http://{address}")).unwrap()
}

async fn send(photo: &Shot) -> (u16, Value) {
    let endpoint = serve(router()).await;
    let call = endpoint.call("POST", "/photos").multipart(Some(photo), |parts, it| {
        parts
            .text("title", Some(&it.title))
            .text("stars", Some(&it.stars))
            .texts("tags", it.tags.as_deref())
            .file("photo", "image/png", Some(&it.photo))
            .files("thumbnails", "image/png", it.thumbnails.as_deref())
            .json("place", "application/json", it.place.as_ref())
            .jsons("visited", "application/json", it.visited.as_deref())
    });
    let answer = call.send().await.unwrap();
    (answer.status(), serde_json::from_slice(answer.body()).unwrap())
}

async fn post(content_type: &str, body: impl Into<Body>) -> (u16, Vec<String>) {
    let app = zephyrix::http::app(&SERVICE, router(), &Config::defaults(SERVICE.name));
    let request =
        Request::builder().method("POST").uri("/photos").header("host", "test").header("content-type", content_type);
    let response = app.handle(request.body(body.into()).unwrap()).await;
    let status = response.status().as_u16();
    let body: Value = serde_json::from_slice(&to_bytes(response.into_body(), usize::MAX).await.unwrap()).unwrap();
    let text = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let errors = errors.iter().map(|it| format!("{} {} {}", text(it, "in"), text(it, "pointer"), text(it, "code")));
    (status, errors.collect())
}

const TYPE: &str = "multipart/form-data; boundary=b";

/// A body with these parts: what is said in the head beyond `form-data`, and the value.
fn body(parts: &[(&str, &str)]) -> String {
    let parts = parts.iter().map(|(head, it)| format!("--b\r\ncontent-disposition: form-data; {head}\r\n\r\n{it}\r\n"));
    parts.collect::<String>() + "--b--\r\n"
}

fn photo() -> Shot {
    Shot {
        title: "né \"a\"\r\n".to_owned(),
        stars: 5,
        tags: Some(vec![1, 2]),
        photo: Upload::new(vec![0, 255, b'\r', b'\n', b'-', b'-']).named("a b.png").typed("image/jpeg"),
        thumbnails: Some(vec![Upload::new("x").named("x").typed("image/png")]),
        place: Some(Place { lat: 0.5 }),
        visited: Some(vec![Place { lat: 1.0 }, Place { lat: 2.0 }]),
    }
}

#[tokio::test]
async fn parts_arrive_as_they_were_sent() {
    let least = Shot { tags: None, thumbnails: None, place: None, visited: None, ..photo() };
    for it in [photo(), least] {
        assert_eq!(send(&it).await, (200, json!(said(&it).await)));
    }
}

#[tokio::test]
async fn a_name_ends_no_head() {
    let evil = Upload::new("x").named("a\"; name=\"title\"\r\n\r\nb");
    let sent = Shot { photo: evil, ..photo() };
    let (status, said) = send(&sent).await;
    assert_eq!(status, 200, "{said}");
    assert!(said.as_str().unwrap().contains("a%22; name=%22title%22%0D%0A%0D%0Ab"), "{said}");
}

#[tokio::test]
async fn everything_wrong_with_the_parts_is_told_at_once() {
    let body = body(&[
        ("name=\"title\"", "longer than nine"),
        ("name=\"stars\"", "many"),
        ("name=\"tags\"", "1"),
        ("name=\"tags\"", "two"),
        ("name=\"photo\"; filename=\"a\"\r\ncontent-type: text/html", "<p>"),
        ("name=\"place\"", "{\"lat\": -91}"),
        ("name=\"visited\"", "{\"lat\": \"north\"}"),
        ("name=\"other\"", ""),
    ]);
    let (status, mut found) = post(TYPE, body).await;
    found.sort();
    let expected = [
        "body /other additionalProperties",
        "body /photo contentMediaType",
        "body /place/lat minimum",
        "body /stars type",
        "body /tags/1 type",
        "body /title maxLength",
        "body /visited/0/lat type",
    ];
    assert_eq!((status, found), (422, expected.map(str::to_owned).to_vec()));
    let twice = self::body(&[("name=\"title\"", "a"), ("name=\"title\"", "b"), ("name=\"stars\"", "6")]);
    let expected = ["body /title duplicate", "body /photo required"];
    assert_eq!(post(TYPE, twice).await, (422, expected.map(str::to_owned).to_vec()));
    let not_text =
        [b"--b\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\n", &[255][..], b"\r\n--b--"].concat();
    let expected = ["body /title encoding", "body /photo required"];
    assert_eq!(post(TYPE, not_text).await, (422, expected.map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn what_is_not_made_of_parts_is_refused() {
    for text in
        ["", "x", "--b", "--b\r\n", "--b\r\n\r\n", "--b--", "--c--\r\n", "--b\r\ncontent-disposition: form-data"]
    {
        let (status, _) = post(TYPE, text).await;
        assert!([400, 422].contains(&status), "{status}: {text:?}");
    }
    assert_eq!(post("multipart/form-data", body(&[])).await.0, 400);
    assert_eq!(post("multipart/form-data; boundary=", body(&[])).await.0, 400);
    assert_eq!(post("application/json", "{}").await.0, 415);
    assert_eq!(post(TYPE, body(&[("filename=\"nameless\"", "")])).await.0, 400);
    let long = format!("name=\"title\"; filename=\"{}\"", "a".repeat(5000));
    assert_eq!(post(TYPE, body(&[(&long, "")])).await.0, 400);
    assert_eq!(post(TYPE, body(&vec![("name=\"tags\"", "1"); 1001])).await.0, 413);
    assert_eq!(post(TYPE, body(&[("name=\"title\"", &"a".repeat(9_000_000))])).await.0, 413);
}

/// A file, or a place.
#[derive(Debug, PartialEq)]
enum Where {
    Photo(Upload),
    Place(Place),
}

/// A file, or several.
#[derive(Debug, PartialEq)]
enum Files {
    One(Upload),
    Many(Vec<Upload>),
}

/// Parts that may be of several kinds, and parts of other names.
#[derive(Debug, PartialEq)]
struct Kinds {
    first: Where,
    second: Where,
    one: Files,
    many: Files,
    words: Vec<String>,
    places: Vec<Place>,
    place: Place,
    rest: BTreeMap<String, i64>,
}

impl FromCall for Kinds {
    const BODY: Accepts = Accepts::required(&["multipart/form-data"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        call.multipart(|parts| {
            let first = parts.file_or("first", &["image/*"], Where::Photo, Where::Place).required();
            let second = parts.file_or("second", &[], Where::Photo, Where::Place).required();
            let one = parts.one_or_many("one", &[], Files::One, Files::Many).required();
            let many = parts.one_or_many("many", &[], Files::One, Files::Many).required();
            let words = parts.value::<Vec<String>>("words", Style::PipeDelimited).required();
            let places = parts.value::<Vec<Place>>("places", Style::Form { explode: true }).required();
            let place = parts.value::<Place>("place", Style::DeepObject).required();
            let rest = parts.others::<i64>();
            Some(Self {
                first: first?,
                second: second?,
                one: one?,
                many: many?,
                words: words?,
                places: places?,
                place: place?,
                rest: rest?,
            })
        })
    }
}

fn kinds() -> Kinds {
    let file = || Upload::new(vec![255]).named("a").typed("image/png");
    Kinds {
        first: Where::Photo(file()),
        second: Where::Place(Place { lat: 1.5 }),
        one: Files::One(file()),
        many: Files::Many(vec![file(), file()]),
        words: vec!["a b".to_owned(), "c".to_owned()],
        places: vec![Place { lat: 1.0 }, Place { lat: 2.0 }],
        place: Place { lat: 0.5 },
        rest: BTreeMap::from([("x".to_owned(), 7)]),
    }
}

#[tokio::test]
async fn parts_of_several_kinds_arrive_as_they_were_sent() {
    let router = Routes::of(())
        .post("/", async |(), _, it: Kinds| if it == kinds() { format!("{it:?}") } else { String::new() })
        .router();
    let endpoint = serve(router).await;
    let file = || Upload::new(vec![255]).named("a").typed("image/png");
    let (first, second) = (Where::Photo(file()), Where::Place(Place { lat: 1.5 }));
    let sent = |parts: zephyrix::client::Parts, it: &Where| match it {
        Where::Photo(it) => parts.file("first", "image/png", Some(it)),
        Where::Place(it) => parts.value("second", Some(it), Style::Form { explode: true }),
    };
    let call = endpoint.call("POST", "/").multipart(Some(&()), |parts, ()| {
        parts
            .one_of(Some(&first), sent)
            .one_of(Some(&second), sent)
            .files("one", "image/png", Some(&[file()]))
            .files("many", "image/png", Some(&[file(), file()]))
            .value("words", Some(&["a b", "c"]), Style::PipeDelimited)
            .jsons("places", "application/json", Some(&[Place { lat: 1.0 }, Place { lat: 2.0 }]))
            .value("place", Some(&Place { lat: 0.5 }), Style::DeepObject)
            .others(&BTreeMap::from([("x".to_owned(), 7)]))
    });
    let said = String::from_utf8(call.send().await.unwrap().body().to_vec()).unwrap();
    assert_eq!(said, format!("{:?}", kinds()));
}
