//! Messages as plain HTTP and JSON tell them, by the rules of `google.api.http`.
#![allow(clippy::unwrap_used)]

mod pings;

use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt;
use http_body_util::BodyExt;
use pings::{Ping, SERVICE, ping};
use zephyrix::config::Config;
use zephyrix::http::{App, app};
use zephyrix::proto::{Implicit, Int32, Text};
use zephyrix::rpc::{Messages, Payload, Rpc, Rule, Status, transcoded};
use zephyrix::{Check, Cx, Routes, Validate};

async fn echo((): (), _: Cx, it: Shelf) -> Result<Shelf, Status> {
    match it.name.as_str() {
        "none" => Err(Status::not_found("no such shelf").detail(&it)),
        _ => Ok(it),
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Shelf {
    name: String,
    full: bool,
    sizes: Vec<i32>,
    ping: Option<Ping>,
}

zephyrix::message!(Shelf "t.Shelf" {
    0: 1 "name" "name" => name: Implicit<Text>,
    1: 2 "isFull" "is_full" => full: Implicit<zephyrix::proto::Bool>,
    2: 3 "sizes" "sizes" => sizes: zephyrix::proto::Packed<Int32>,
    3: 4 "ping" "ping" => ping: zephyrix::proto::Optional<zephyrix::proto::Msg<Ping>>,
});

impl Validate for Shelf {
    fn validate(&self, check: &mut Check) {
        if let Some(ping) = &self.ping {
            check.at("ping").nested(ping);
        }
    }
}

struct Shelve;

impl Rpc for Shelve {
    type Input = Shelf;
    type Output = Shelf;
    const PROCEDURE: &'static str = "/t.Shelves/Shelve";
}

struct Pings;

impl Rpc for Pings {
    type Input = Shelf;
    type Output = Ping;
    const PROCEDURE: &'static str = "/t.Shelves/Pings";
}

struct Sum;

impl Rpc for Sum {
    type Input = Ping;
    type Output = Ping;
    const PROCEDURE: &'static str = "/t.Shelves/Sum";
}

async fn sum((): (), _: Cx, mut sent: Messages<Ping>) -> Result<Ping, Status> {
    let mut sum = Ping::default();
    while let Some(it) = sent.next().await {
        let it = it?;
        sum = ping(&it.text, sum.count + it.count);
    }
    Ok(sum)
}

fn shelves() -> App {
    const GET: &Rule = &Rule { path: &[("name", "shelves/{a}")], body: Payload::None, answer: None };
    const PUT: &Rule = &Rule { path: &[("name", "{a}")], body: Payload::Whole, answer: None };
    const SUM: &Rule = &Rule { path: &[("text", "{a}")], body: Payload::Whole, answer: None };
    const PING: &Rule = &Rule { path: &[("ping.text", "{a}")], body: Payload::Field("ping"), answer: Some("ping") };
    let routes = Routes::of(())
        .post("/v1/{a}/pings:sum", transcoded::<Sum, _>(SUM, sum))
        .get("/v1/shelves/{a}", transcoded::<Shelve, _>(GET, echo))
        .put("/v1/{a}", transcoded::<Shelve, _>(PUT, echo))
        .post("/v1/{a}:ping", transcoded::<Shelve, _>(PING, echo))
        .get(
            "/v1/pings",
            transcoded::<Pings, _>(GET, async |(), _: Cx, it: Shelf| {
                let all = it
                    .sizes
                    .into_iter()
                    .map(|at| if at == 0 { Err(Status::aborted("zero")) } else { Ok(ping("", at)) });
                Ok(Messages::new(futures_util::stream::iter(all)))
            }),
        );
    app(&SERVICE, routes.router(), &Config::defaults("s"))
}

async fn ask(app: &App, request: Request<Body>) -> (u16, String) {
    let (head, body) = app.handle(request).await.into_parts();
    (head.status.as_u16(), String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap())
}

#[tokio::test]
async fn http_and_json_tell_messages_by_rules() {
    let app = shelves();
    let asked = async |method: &str, path: &str, body: &str| {
        let request =
            Request::builder().method(method).uri(format!("http://localhost{path}")).header("host", "localhost");
        let media = if path.ends_with(":sum") { "application/jsonl" } else { "application/json" };
        ask(&app, request.header("content-type", media).body(Body::from(body.to_owned())).unwrap()).await
    };
    let (status, body) = asked("GET", "/v1/shelves/a%20b?is_full=true&sizes=1&sizes=2&ping.count=3&other=1", "").await;
    let expected = r#"{"name":"shelves/a b","isFull":true,"sizes":[1,2],"ping":{"count":3}}"#;
    assert_eq!((status, body.as_str()), (200, expected));
    let (_, body) = asked("PUT", "/v1/x?is_full=true", r#"{"name": "y", "ping": {"text": "t"}}"#).await;
    assert_eq!(body, r#"{"name":"x","ping":{"text":"t"}}"#, "the path wins, and the query says nothing");
    let (_, body) = asked("POST", "/v1/x:ping?name=n", r#"{"count": 4}"#).await;
    assert_eq!(parsed(&body), serde_json::json!({ "text": "x", "count": 4 }));
    let (status, body) = asked("PUT", "/v1/none", "").await;
    let failure: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!((status, &failure["code"], &failure["message"]), (404, &5.into(), &"no such shelf".into()));
    assert_eq!(failure["details"][0], serde_json::json!({ "@type": "type.googleapis.com/t.Shelf", "name": "none" }));
    for (method, path, body, field) in [
        ("GET", "/v1/shelves/a?is_full=yes", "", "is_full"),
        ("GET", "/v1/shelves/a?ping.count=x", "", "ping.count"),
        ("PUT", "/v1/a", r#"{"sizes": [1, "x"]}"#, "sizes[1]"),
        ("PUT", "/v1/a", r#"{"ping": {"text": "too long"}}"#, "ping.text"),
        ("POST", "/v1/a:ping", r#"{"count": "x"}"#, "ping.count"),
    ] {
        let (status, body) = asked(method, path, body).await;
        let failure: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(
            (status, &failure["details"][0]["fieldViolations"][0]["field"]),
            (400, &field.into()),
            "{path} {body}"
        );
    }
    assert_eq!(asked("PUT", "/v1/a", "{").await.0, 400);
    let (status, _) = asked("POST", "/v1/x:ping", r#"{"count": 4}, "name": "smuggled""#).await;
    assert_eq!(status, 400, "one member, not several");
    let (_, body) = asked("POST", "/v1/x:ping?ping.count=0", r#"{"count": 4}"#).await;
    assert_eq!(body, r#"{"text":"x"}"#, "a zero is said, too");
    let text = Request::put("http://localhost/v1/a").header("host", "localhost").header("content-type", "text/plain");
    assert_eq!(ask(&app, text.body(Body::from("{}")).unwrap()).await.0, 415);
    let (_, body) = asked("POST", "/v1/x/pings:sum", "{\"count\": 1}\n{\"text\": \"y\", \"count\": 2}\n").await;
    assert_eq!(body, r#"{"text":"x","count":3}"#, "the path tells of every message");
    for wrong in ["{\"count\": 1}\n{\"count\": \"x\"}\n", "{", "[]"] {
        assert_eq!(asked("POST", "/v1/x/pings:sum", wrong).await.0, 400, "{wrong}");
    }
    let (_, body) = asked("GET", "/v1/pings?sizes=1&sizes=0", "").await;
    let lines: Vec<serde_json::Value> = body.lines().map(parsed).collect();
    let end = serde_json::json!({ "error": { "code": 10, "message": "zero", "details": [] } });
    assert_eq!(lines, [serde_json::json!({ "count": 1 }), end]);
}

/// Without the order of members, which depends on who else uses the library that writes them.
fn parsed(json: &str) -> serde_json::Value {
    serde_json::from_str(json).unwrap()
}
