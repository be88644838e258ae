//! Parameters in every style that OpenAPI 3.2 §4.12.2 has, each read as it is written there and as the client writes it.
#![allow(clippy::unwrap_used)]

use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use zephyrix::client::Endpoint;
use zephyrix::config::Config;
use zephyrix::http::App;
use zephyrix::json::Choice;
use zephyrix::{Call, Check, FromCall, Members, Routes, Service, Style, Validate};

static SERVICE: Service =
    Service { name: "styles", title: "Styles", version: "1", openapi: "{}", operations: &[], migrations: &[] };

#[derive(Clone, Debug, PartialEq)]
struct Color {
    r: i64,
    g: Option<i64>,
}

zephyrix::record!(Color { 0 "r" => r: required, 1 "g" => g: optional });

impl Validate for Color {
    fn validate(&self, check: &mut Check) {
        check.at("r").maximum(self.r, 255);
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Nested {
    colors: Vec<Color>,
    named: BTreeMap<String, Color>,
}

zephyrix::record!(Nested { 0 "colors" => colors: required, 1 "named" => named: required });

impl Validate for Nested {}

/// One of several types.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
enum Any {
    Text(String),
    Number(i64),
    List(Vec<String>),
    Color(Color),
}

impl<'de> serde::Deserialize<'de> for Any {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let choice = Choice::read(from)?;
        let fits = [
            choice.fit("Text", Self::Text),
            choice.fit("Number", Self::Number),
            choice.fit("List", Self::List),
            choice.fit("Color", Self::Color),
        ];
        Choice::exactly_one(fits)
    }
}

impl Validate for Any {}

const FORM: Style = Style::Form { explode: true };
const FORM_LIST: Style = Style::Form { explode: false };
const SIMPLE: Style = Style::Simple { explode: false };
const SIMPLE_EXPLODED: Style = Style::Simple { explode: true };
const LABEL: Style = Style::Label { explode: false };
const LABEL_EXPLODED: Style = Style::Label { explode: true };
const MATRIX: Style = Style::Matrix { explode: false };
const MATRIX_EXPLODED: Style = Style::Matrix { explode: true };

/// A request whose part in question is as the table has it.
fn request(place: &str, written: &str) -> Request {
    let request = axum::http::Request::builder().header("host", "a");
    match place {
        "path" => request.uri(format!("/{written}")),
        "query" => request.uri(format!("/?{written}")),
        "header" => request.uri("/").header("color", written),
        _ => request.uri("/").header("cookie", written),
    }
    .body(Body::empty())
    .unwrap()
}

/// Serves on a free port for as long as the test runs.
async fn serve(app: App) -> Endpoint {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let served = axum::Router::new().fallback(move |request: Request| {
        let app = app.clone();
        async move { app.handle(request).await }
    });
    tokio::spawn(async move { axum::serve(listener, served).await.unwrap() });
    Endpoint::new(&format!("http://{address}")).unwrap()
}

async fn asked(app: &App, request: Request) -> Value {
    let body = app.handle(request).await.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&body).unwrap()
}

/// A test a row: how a value is read, what it is, how it is written in a request, and how a client sends it.
macro_rules! styles {
    ($($test:ident: $place:ident $ty:ty, |$call:ident| $read:expr, $value:tt, $written:literal, |$asking:ident, $it:ident| $send:expr;)*) => {$(
        #[tokio::test]
        async fn $test() {
            struct Asked($ty);

            impl FromCall for Asked {
                fn from_call($call: &mut Call<'_>) -> Option<Self> {
                    $read.required().map(Self)
                }
            }

            let place = stringify!($place);
            let template = if place == "path" { "/{color}" } else { "/" };
            let router = Routes::of(()).get(template, async |(), _, it: Asked| Json(json!(it.0))).router();
            let app = zephyrix::http::app(&SERVICE, router, &Config::defaults(SERVICE.name));
            let value = json!($value);
            assert_eq!(asked(&app, request(place, $written)).await, value);
            let (endpoint, $it) = (serve(app).await, serde_json::from_value::<$ty>(value.clone()).unwrap());
            let $asking = endpoint.call("GET", template);
            let answer = $send.send().await.unwrap();
            assert_eq!(serde_json::from_slice::<Value>(answer.body()).unwrap(), value);
        }
    )*};
}

/// The same where the call that reads and the call that writes are called the same.
macro_rules! values {
    ($($test:ident: $place:ident $method:ident $ty:ty, $style:expr, $value:tt, $written:literal;)*) => {
        styles! {$(
            $test: $place $ty, |call| call.$method::<$ty>("color", $style), $value, $written,
                |call, it| values!(@send $place call $method it $style);
        )*}
    };
    (@send path $call:ident $method:ident $it:ident $style:expr) => { $call.$method("color", &$it, $style) };
    (@send $place:ident $call:ident $method:ident $it:ident $style:expr) => { $call.$method("color", Some(&$it), $style) };
}

values! {
    path_simple_text: path path_value String, SIMPLE, "a,b", "a%2Cb";
    path_simple_list: path path_value Vec<i64>, SIMPLE, [1, 2], "1,2";
    path_simple_lone: path path_value Vec<i64>, SIMPLE, [1], "1";
    path_simple_object: path path_value Color, SIMPLE, {"r": 100, "g": 200}, "r,100,g,200";
    path_simple_object_exploded: path path_value Color, SIMPLE_EXPLODED, {"r": 100, "g": 200}, "r=100,g=200";
    path_label_number: path path_value f64, LABEL, 1.5, ".1.5";
    path_label_list: path path_value Vec<String>, LABEL, ["blue", "bl.ack"], ".blue,bl.ack";
    path_label_list_exploded: path path_value Vec<String>, LABEL_EXPLODED, ["blue", "bl.ack"], ".blue.bl%2Eack";
    path_label_object: path path_value Color, LABEL, {"r": 100, "g": 200}, ".r,100,g,200";
    path_label_object_exploded: path path_value Color, LABEL_EXPLODED, {"r": 100, "g": 200}, ".r=100.g=200";
    path_matrix_text: path path_value String, MATRIX, "blue", ";color=blue";
    path_matrix_list: path path_value Vec<String>, MATRIX, ["blue", "black"], ";color=blue,black";
    path_matrix_list_exploded: path path_value Vec<String>, MATRIX_EXPLODED, ["a;b", "c"], ";color=a%3Bb;color=c";
    path_matrix_object: path path_value Color, MATRIX, {"r": 100, "g": 200}, ";color=r,100,g,200";
    path_matrix_object_exploded: path path_value Color, MATRIX_EXPLODED, {"r": 100, "g": 200}, ";r=100;g=200";
    query_form_union_text: query query_value Any, FORM, "blue", "color=blue";
    query_form_union_number: query query_value Any, FORM, 7, "color=7";
    query_form_union_list: query query_value Any, FORM, ["a", "1"], "color=a&color=1";
    query_form_lists: query query_value Vec<Color>, FORM, [{"r": 1}, {"r": 2, "g": 3}], "color[0][r]=1&color[1][r]=2&color[1][g]=3";
    query_list_union: query query_value Any, FORM_LIST, ["a", "b,c"], "color=a,b%2Cc";
    query_list_object: query query_value Color, FORM_LIST, {"r": 100, "g": 200}, "color=r,100,g,200";
    query_space_list: query query_value Vec<String>, Style::SpaceDelimited, ["a", "b"], "color=a%20b";
    query_space_object: query query_value Color, Style::SpaceDelimited, {"r": 100, "g": 200}, "color=r%20100%20g%20200";
    query_pipe_list: query query_value Vec<String>, Style::PipeDelimited, ["a", "b"], "color=a|b";
    query_pipe_object: query query_value Color, Style::PipeDelimited, {"r": 100, "g": 200}, "color=r|100|g|200";
    query_deep_object: query query_value Color, Style::DeepObject, {"r": 100, "g": 200}, "color[r]=100&color%5Bg%5D=200";
    query_deep_list: query query_value Vec<String>, Style::DeepObject, ["a", "b"], "color[]=a&color[]=b";
    query_deep_union: query query_value Any, Style::DeepObject, {"r": 1}, "color[r]=1";
    query_deep_nested: query query_value Nested, Style::DeepObject, {"colors": [{"r": 1}], "named": {"a": {"r": 2}, "b": {"r": 3}}},
        "color[colors][0][r]=1&color[named][a][r]=2&color[named][b][r]=3";
    query_deep_map_of_numbers: query query_value BTreeMap<String, i64>, Style::DeepObject, {"0": 5, "1": 6}, "color[0]=5&color[1]=6";
    header_simple_union: header header_value Any, SIMPLE, ["a", "b"], "a, b";
    header_simple_object: header header_value Color, SIMPLE, {"r": 100, "g": 200}, "r,100,g,200";
    header_simple_object_exploded: header header_value Color, SIMPLE_EXPLODED, {"r": 100, "g": 200}, "r=100, g=200";
    cookie_form_union: cookie cookie_value Any, FORM, "bl ue", "color=bl%20ue";
    cookie_form_list_exploded: cookie cookie_value Vec<i64>, FORM, [1, 2], "color=1; color=2";
    cookie_form_list: cookie cookie_value Vec<String>, FORM_LIST, ["a", "b"], "color=a%2Cb";
    cookie_form_object: cookie cookie_value Color, FORM_LIST, {"r": 100, "g": 200}, "color=r%2C100%2Cg%2C200";
}

styles! {
    query_form_object: query Color, |call| call.query_members::<Color>("color", Members::Of(&["r", "g"])),
        {"r": 100, "g": 200}, "r=100&other=1&g=200", |call, it| call.query_value("color", Some(&it), FORM);
    query_form_map: query BTreeMap<String, i64>, |call| call.query_members::<BTreeMap<String, i64>>("color", Members::AllBut(&["page"])),
        {"a": 1, "b": 2}, "a=1&page=x&b=2", |call, it| call.query("page", Some(&1)).query_value("color", Some(&it), FORM);
    query_form_union_object: query Any, |call| call.query_members::<Any>("color", Members::AllBut(&[])),
        {"r": 1}, "r=1", |call, it| call.query_value("color", Some(&it), FORM);
    query_form_union_named: query Any, |call| call.query_members::<Any>("color", Members::AllBut(&["page"])),
        "blue", "color=blue", |call, it| call.query_value("color", Some(&it), FORM);
    query_form_empty: query BTreeMap<String, i64>, |call| call.query_members::<BTreeMap<String, i64>>("color", Members::Of(&["r"])),
        {}, "color", |call, it| { let _ = it; call.query("color", Some(&"")) };
    cookie_form_object_exploded: cookie Color, |call| call.cookie_members::<Color>("color", Members::Of(&["r", "g"])),
        {"r": 100, "g": 200}, "r=100; a=b; g=200", |call, it| call.cookie_value("color", Some(&it), FORM);
    cookie_json: cookie Color, |call| call.cookie_json::<Color>("color"),
        {"r": 100, "g": 200}, "color=%7B%22r%22:100,%22g%22:200%7D", |call, it| call.cookie_json("color", Some(&it));
}
