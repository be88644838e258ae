//! Requests that a client writes, read by a service: objects in parameters, JSON in parameters, forms.
#![allow(clippy::unwrap_used)]

use axum::Json;
use axum::Router;
use axum::extract::Request;
use serde_json::{Value, json};
use zephyrix::client::{Answer, Call as Asking, Endpoint};
use zephyrix::config::Config;
use zephyrix::{Accepts, Call, Check, FromCall, Members, Routes, Separator, Service, Style, Validate};

static SERVICE: Service =
    Service { name: "points", title: "Points", version: "1", openapi: "{}", operations: &[], migrations: &[] };

#[derive(Clone, Debug, PartialEq)]
struct Point {
    x: i64,
    y: Option<f64>,
    name: Option<String>,
    tags: Option<Vec<i64>>,
    exact: bool,
}

zephyrix::record!(closed Point {
    0 "x" => x: required,
    1 "y" => y: optional,
    2 "name" => name: optional,
    3 "tags" => tags: optional,
    4 "exact" => exact: defaulted(|| false),
});

impl Validate for Point {
    fn validate(&self, check: &mut Check) {
        check.at("x").maximum(self.x, 9);
    }
}

const MEMBERS: Members<'_> = Members::Of(&["x", "y", "name", "tags", "exact"]);

/// The same point in every style.
struct Everywhere([Option<Point>; 7]);

impl FromCall for Everywhere {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let path = call.path_value::<Point>("path", Style::Simple { explode: true }).optional();
        let members = call.query_members::<Point>("members", MEMBERS).optional();
        let deep = call.query_value::<Point>("deep", Style::DeepObject).optional();
        let comma = call.query_value::<Point>("comma", Style::Form { explode: false }).optional();
        let pipe = call.query_value::<Point>("pipe", Style::PipeDelimited).optional();
        let header = call.header_value::<Point>("x-point", Style::Simple { explode: false }).optional();
        let json = call.header_json::<Point>("x-json").optional();
        Some(Self([path?, members?, deep?, comma?, pipe?, header?, json?]))
    }
}

struct Form(Point);

impl FromCall for Form {
    const BODY: Accepts = Accepts::required(&["application/x-www-form-urlencoded"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let body = call.form::<Point>(&[]);
        body.map(Self)
    }
}

struct Either(Point);

impl FromCall for Either {
    const BODY: Accepts = Accepts::required(&["application/json", "application/x-www-form-urlencoded"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let body = call.json_or_form::<Point>(&[]);
        body.map(Self)
    }
}

/// A body of several types.
enum Several {
    Json(Point),
    Text(String),
    Bytes(zephyrix::client::Bytes),
}

struct Sent(Option<Several>);

impl FromCall for Sent {
    const BODY: Accepts = Accepts::optional(&["application/json", "text/*", "application/octet-stream"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let body = call.optional_body(Self::choose_body);
        body.map(Self)
    }
}

impl Sent {
    fn choose_body(call: &mut Call<'_>) -> Option<Several> {
        if call.is_of(&["application/json"]) {
            return call.json::<Point>().map(Several::Json);
        }
        if call.is_of(&["text/*"]) {
            return call.text().map(Several::Text);
        }
        call.bytes().map(Several::Bytes)
    }

    fn said(&self) -> Value {
        match &self.0 {
            None => json!(null),
            Some(Several::Json(it)) => json!({"json": it}),
            Some(Several::Text(it)) => json!({"text": it}),
            Some(Several::Bytes(it)) => json!({"bytes": it.as_ref()}),
        }
    }
}

#[tokio::test]
async fn a_body_is_of_the_type_that_its_media_type_says() {
    let router = Routes::of(()).post("/", async |(), _, it: Sent| Json(it.said())).router();
    let endpoint = serve(router).await;
    let bytes = zephyrix::client::Bytes::from_static(&[255]);
    for (sent, says) in [
        (None, json!(null)),
        (Some(Several::Json(point())), json!({"json": point()})),
        (Some(Several::Text("é".to_owned())), json!({"text": "é"})),
        (Some(Several::Bytes(bytes)), json!({"bytes": [255]})),
    ] {
        let call = endpoint.call("POST", "/").one_of(sent.as_ref(), |call, it| match it {
            Several::Json(it) => call.json("application/json", Some(it)),
            Several::Text(it) => call.text("text/csv; charset=utf-8", Some(it)),
            Several::Bytes(it) => call.bytes("application/octet-stream", Some(it)),
        });
        assert_eq!(said(call).await, (200, says));
    }
    assert_eq!(said(endpoint.call("POST", "/").text("application/json", Some("{\"x\":10}"))).await.0, 422);
    let answer = endpoint.call("POST", "/").text("image/png", Some("x")).send().await.unwrap();
    assert_eq!(answer.status(), 415);
}

async fn endpoint() -> Endpoint {
    let router = Routes::of(())
        .get("/points/{path}", async |(), _, it: Everywhere| Json(json!(it.0)))
        .post("/form", async |(), _, it: Form| Json(json!(it.0)))
        .post("/either", async |(), _, it: Either| Json(json!(it.0)))
        .router();
    serve(router).await
}

/// Serves on a free port for as long as the test runs.
async fn serve(router: zephyrix::Router) -> Endpoint {
    let app = zephyrix::http::app(&SERVICE, router, &Config::defaults(SERVICE.name));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let served = Router::new().fallback(move |request: Request| {
        let app = app.clone();
        async move { app.handle(request).await }
    });
    tokio::spawn(async move { axum::serve(listener, served).await.unwrap() });
    Endpoint::new(&format!("http://{address}")).unwrap()
}

async fn said(call: Asking<'_>) -> (u16, Value) {
    let answer: Answer = call.send().await.unwrap();
    (answer.status(), serde_json::from_slice(answer.body()).unwrap())
}

/// Where what is wrong is, and what: `query /deep/x type`.
fn violations(body: &Value) -> Vec<String> {
    let word = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    let all = body["errors"].as_array().cloned().unwrap_or_default();
    all.iter().map(|it| format!("{} {} {}", word(it, "in"), word(it, "pointer"), word(it, "code"))).collect()
}

fn point() -> Point {
    Point { x: -3, y: Some(0.5), name: Some("a&b=c [d] é".to_owned()), tags: None, exact: true }
}

#[tokio::test]
async fn objects_arrive_as_they_were_sent() {
    let endpoint = endpoint().await;
    let point = point();
    let call = endpoint
        .call("GET", "/points/{path}")
        .path_value("path", &point, Style::Simple { explode: true })
        .query_value("members", Some(&point), Style::Form { explode: true })
        .query_value("deep", Some(&point), Style::DeepObject)
        .query_value("comma", Some(&point), Style::Form { explode: false })
        .query_value("pipe", Some(&point), Style::PipeDelimited)
        .header_value("x-point", Some(&point), Style::Simple { explode: false })
        .header_json("x-json", Some(&point));
    let (status, body) = said(call).await;
    assert_eq!((status, body), (200, json!([point, point, point, point, point, point, point])));
}

#[tokio::test]
async fn what_is_wrong_with_an_object_is_told_where_it_is() {
    let endpoint = endpoint().await;
    let call = endpoint
        .call("GET", "/points/{path}")
        .path("path", &"x=10")
        .query("deep[x]", Some(&"one"))
        .query("deep[z]", Some(&"1"))
        .query("comma", Some(&"x,1,y"))
        .query("exact", Some(&"maybe"))
        .header("x-json", Some(&"{\"x\":\"1\"}"));
    let (status, body) = said(call).await;
    let mut found = violations(&body);
    found.sort();
    let expected = [
        "header /x-json/x type",
        "path /path/x maximum",
        "query /comma type",
        "query /deep/x type",
        "query /deep/z additionalProperties",
        "query /members/exact type",
        "query /members/x required",
    ];
    assert_eq!((status, found), (422, expected.map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn a_form_arrives_as_it_was_sent() {
    let endpoint = endpoint().await;
    for tags in [None, Some(vec![7]), Some(vec![1, 2])] {
        let point = Point { tags, ..point() };
        assert_eq!(said(endpoint.call("POST", "/form").form(Some(&point), &[])).await, (200, json!(point)));
    }
}

#[tokio::test]
async fn a_body_is_read_as_what_it_says_it_is() {
    let endpoint = endpoint().await;
    let post = || endpoint.call("POST", "/either");
    assert_eq!(said(post().form(Some(&point()), &[])).await, (200, json!(point())));
    assert_eq!(said(post().json("application/json", Some(&point()))).await, (200, json!(point())));
    assert_eq!(said(post().text("application/json", Some("x=1"))).await.0, 400);
}

#[tokio::test]
async fn a_form_that_breaks_the_rules_is_refused() {
    let endpoint = endpoint().await;
    let form = |text| endpoint.call("POST", "/form").text("application/x-www-form-urlencoded", Some(text));
    let (status, body) = said(form("x=10&y=high&tags=1&tags=two&exact=1&other=2")).await;
    let mut found = violations(&body);
    found.sort();
    let expected = [
        "body /exact type",
        "body /other additionalProperties",
        "body /tags/1 type",
        "body /x maximum",
        "body /y type",
    ];
    assert_eq!((status, found), (422, expected.map(str::to_owned).to_vec()));
    let (status, body) = said(form("x=1&x=2")).await;
    assert_eq!((status, violations(&body)), (422, vec!["body /x type".to_owned()]));
    assert_eq!(said(form("x=%FF")).await.0, 400);
    let answer = endpoint.call("POST", "/form").text("text/plain", Some("x=1")).send().await.unwrap();
    assert_eq!(answer.status(), 415);
    assert_eq!(answer.header("accept"), Some("application/x-www-form-urlencoded"));
}

struct Texts(Vec<String>);

impl FromCall for Texts {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let name = call.path::<String>("name").optional();
        let ext = call.path::<String>("ext").optional();
        Some(Self([name?, ext?].into_iter().flatten().collect()))
    }
}

#[tokio::test]
async fn a_segment_holds_several_parameters() {
    let router = Routes::of(())
        .get("/files/{name}", async |(), _, it: Texts| Json(json!({"file": it.0})))
        .get("/files/{name}.{ext}", async |(), _, it: Texts| Json(json!({"dotted": it.0})))
        .get("/files/{name}:open", async |(), _, it: Texts| Json(json!({"opened": it.0})))
        .get("/range/{name}-{ext}", async |(), _, it: Texts| Json(json!(it.0)))
        .router();
    let endpoint = serve(router).await;
    for (path, says) in [
        ("/files/a", json!({"file": ["a"]})),
        ("/files/.a", json!({"file": [".a"]})),
        ("/files/a.tar.gz", json!({"dotted": ["a.tar", "gz"]})),
        ("/files/a%2Fb.c%20d", json!({"dotted": ["a/b", "c d"]})),
        ("/files/a.b:open", json!({"opened": ["a.b"]})),
        ("/range/1-2", json!(["1", "2"])),
    ] {
        assert_eq!(said(endpoint.call("GET", path)).await, (200, says), "{path}");
    }
    assert_eq!(endpoint.call("GET", "/range/12").send().await.unwrap().status(), 404);
    assert_eq!(endpoint.call("POST", "/range/1-2").send().await.unwrap().status(), 405);
    let call = endpoint.call("GET", "/files/{name}.{ext}").path("name", &"a b").path("ext", &"c/d");
    assert_eq!(said(call).await, (200, json!({"dotted": ["a b", "c/d"]})));
}

struct Lists([Option<Vec<i64>>; 2]);

impl FromCall for Lists {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let one = call.cookie_list::<i64>("one", Separator::Comma).optional();
        let each = call.cookie_list::<i64>("each", Separator::Repeated).optional();
        Some(Self([one?, each?]))
    }
}

#[tokio::test]
async fn lists_in_cookies_arrive_as_they_were_sent() {
    let endpoint = serve(Routes::of(()).get("/", async |(), _, it: Lists| Json(json!(it.0))).router()).await;
    let get = || endpoint.call("GET", "/");
    let sent = get().cookie_list("one", Some(&[1, 2]), Separator::Comma).cookie_list(
        "each",
        Some(&[3, 4]),
        Separator::Repeated,
    );
    assert_eq!(said(sent).await, (200, json!([[1, 2], [3, 4]])));
    assert_eq!(said(get().header("cookie", Some(&"one=5,6"))).await, (200, json!([[5, 6], null])));
    let (status, body) = said(get().header("cookie", Some(&"one=5,x"))).await;
    assert_eq!((status, violations(&body)), (422, vec!["cookie /one/1 type".to_owned()]));
}
