//! Operations over HTTP.

use crate::client::{ask, post, until_live};
use crate::service::Served;
use axum::body::Body;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use std::time::{Duration, Instant};
use zephyrix::config::Origins;
use zephyrix::graphql::{HttpStatus, Persisted};

const OURS: (&str, &str) = ("accept", "application/graphql-response+json");

/// A query as the query of a URL.
fn url(query: &str) -> String {
    format!("/graphql?query={}", utf8_percent_encode(query, NON_ALPHANUMERIC))
}

#[tokio::test]
async fn operations_are_answered() {
    let addr = Served::start(|_| {}).await.addr;
    let hello = json!({ "data": { "hello": "hello world" } });
    let posted = post(addr, r#"{"query":"{ hello }"}"#, &[]).await;
    assert_eq!((posted.status.as_u16(), posted.json()), (200, hello.clone()));
    assert_eq!(posted.header("content-type"), "application/json; charset=utf-8");
    assert_eq!((posted.header("cache-control"), posted.header("vary")), ("no-store", "accept"));
    assert!(!posted.header("x-request-id").is_empty());
    let got = ask(addr, "GET", &url("{ hello }"), &[OURS], "").await;
    assert_eq!(got.json(), hello);
    assert_eq!(got.header("content-type"), "application/graphql-response+json; charset=utf-8");
    let variables = json!({ "query": "query A($n: String!) { hello(name: $n) } query B { live }", "operationName": "A",
        "variables": { "n": "Jürgen" } });
    assert_eq!(post(addr, variables.to_string(), &[]).await.json()["data"]["hello"], "hello Jürgen");
    let part = post(addr, r#"{"query":"{ broken hello }"}"#, &[OURS]).await;
    assert_eq!((part.status.as_u16(), &part.json()["data"]["hello"]), (200, &json!("hello world")));
    let mine = post(addr, r#"{"query":"{ mine }"}"#, &[]).await;
    assert_eq!(
        (mine.header("cache-control"), mine.json()),
        ("max-age=60, private", json!({ "data": { "mine": "mine" } }))
    );
    assert_eq!(post(addr, r#"{"query":"{ mine broken }"}"#, &[]).await.header("cache-control"), "no-store");
    let shouted = post(addr, r#"{"query":"mutation { shout(text: \"a\") }"}"#, &[]).await;
    assert_eq!(shouted.json(), json!({ "data": { "shout": "A" } }));
}

#[tokio::test]
async fn what_is_not_asked_well_is_told_so() {
    let addr = Served::start(|_| {}).await.addr;
    for (body, status, code) in [
        ("{", 400, "BAD_REQUEST"),
        ("[]", 400, "BAD_REQUEST"),
        ("{}", 400, "BAD_REQUEST"),
        (r#"{"query":"{"}"#, 400, "GRAPHQL_PARSE_FAILED"),
        (r#"{"query":"{ nothing }"}"#, 400, "GRAPHQL_VALIDATION_FAILED"),
        (r#"{"query":"query A { live } query B { live }"}"#, 400, "OPERATION_RESOLUTION_FAILURE"),
        (r#"{"query":"query A($n: String!) { hello(name: $n) }"}"#, 400, "BAD_USER_INPUT"),
        (r#"{"query":"subscription { count }"}"#, 406, "BAD_REQUEST"),
    ] {
        let answer = post(addr, body, &[OURS]).await;
        assert_eq!(answer.refused(), (status, code.to_owned()), "{body}: {}", answer.text);
        assert!(answer.json().get("data").is_none(), "{body}");
        assert_eq!(answer.header("content-type"), "application/graphql-response+json; charset=utf-8");
    }
    let mutation = ask(addr, "GET", &url("mutation { shout(text: \"a\") }"), &[], "").await;
    assert_eq!((mutation.refused().0, mutation.header("allow")), (405, "POST"));
    let put = ask(addr, "PUT", "/graphql", &[], "").await;
    assert_eq!((put.refused(), put.header("allow")), ((405, "BAD_REQUEST".to_owned()), "GET,POST,HEAD"));
    let text = ask(addr, "POST", "/graphql", &[("content-type", "text/plain")], r#"{"query":"{ live }"}"#).await;
    assert_eq!((text.refused().0, text.header("accept")), (415, "application/json"));
    let latin = ("content-type", "application/json; charset=latin1");
    assert_eq!(ask(addr, "POST", "/graphql", &[latin], r#"{"query":"{ live }"}"#).await.refused().0, 415);
    assert_eq!(post(addr, r#"{"query":"{ live }"}"#, &[("accept", "image/png")]).await.refused().0, 406);
}

#[tokio::test]
async fn statuses_are_of_the_draft_where_it_is_wanted() {
    let addr = Served::start(|it| it.graphql.http_status = HttpStatus::Draft).await.addr;
    for (query, status) in [("{ hello }", 200), ("{ hello broken }", 294), ("{", 400), ("{ nothing }", 422)] {
        let body = json!({ "query": query }).to_string();
        assert_eq!(post(addr, body.clone(), &[OURS]).await.status.as_u16(), status, "{query}");
        let json = post(addr, body, &[]).await;
        assert_eq!(json.status.as_u16(), if status == 294 { 200 } else { status }, "{query}");
        assert_eq!(json.header("content-type").contains("graphql-response"), status >= 400, "{query}");
    }
}

#[tokio::test]
async fn more_than_is_allowed_is_refused_at_once() {
    let addr = Served::start(|it| it.server.limits.body = 200_000).await.addr;
    let fields = |field: &dyn Fn(usize) -> String, count| (0..count).map(field).collect::<String>();
    let query = |text: String| json!({ "query": format!("{{ {text} }}") }).to_string();
    let list = json!((0..1000).map(|_| json!({ "query": "{ live }" })).collect::<Vec<_>>()).to_string();
    let chunks = futures_util::stream::iter((0..1000).map(|_| Ok::<_, std::io::Error>("          ".repeat(100))));
    let cases = [
        ("10 MB", Body::from(query(fields(&|_| " hello".to_owned(), 1_700_000))), 413, "PAYLOAD_TOO_LARGE"),
        // Of no known length: read until it is too much.
        ("1 MB in chunks", Body::from_stream(chunks), 413, "PAYLOAD_TOO_LARGE"),
        ("10,000 aliases", query(fields(&|it| format!(" a{it}:live"), 10_000)).into(), 400, "TOKEN_LIMIT"),
        ("100 aliases", query(fields(&|it| format!(" a{it}:live"), 100)).into(), 400, "ALIAS_LIMIT"),
        ("depth 1,000", query(format!("{}live{}", "a{".repeat(1_000), "}".repeat(1_000))).into(), 400, "DEPTH_LIMIT"),
        ("1,000 operations", list.into(), 400, "BATCH_LIMIT"),
    ];
    for (what, body, status, code) in cases {
        let began = Instant::now();
        let refused = post(addr, body, &[OURS]).await;
        println!("{what}: refused within {:?}", began.elapsed());
        assert_eq!(refused.refused(), (status, code.to_owned()), "{what}: {}", refused.text);
        assert_eq!(refused.header("content-type"), "application/graphql-response+json; charset=utf-8");
    }
    assert_eq!(ask(addr, "GET", &url(&" ".repeat(5_000)), &[], "").await.refused(), (414, "BAD_REQUEST".to_owned()));
}

#[tokio::test]
async fn several_are_asked_for_at_once() {
    let addr = Served::start(|_| {}).await.addr;
    let all = json!([{ "query": "{ hello }" }, { "query": "{ nothing }" }, { "query": "mutation { shout(text: \"b\") }" },
        { "query": "subscription { count }" }]);
    let answer = post(addr, all.to_string(), &[OURS]).await;
    let told = answer.json();
    assert_eq!((answer.status.as_u16(), &told[0]["data"]["hello"]), (200, &json!("hello world")));
    assert_eq!(told[1]["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(
        (&told[2]["data"]["shout"], &told[3]["errors"][0]["extensions"]["code"]),
        (&json!("B"), &json!("BAD_REQUEST"))
    );
    let none = Served::start(|it| it.graphql.limits.batch = 0).await.addr;
    assert_eq!(post(none, r#"[{"query":"{ hello }"}]"#, &[]).await.refused().1, "BATCH_LIMIT");
}

#[tokio::test]
async fn answers_that_take_too_long_are_given_up() {
    let addr = Served::start(|it| it.server.limits.request = Duration::from_millis(50)).await.addr;
    let late = post(addr, r#"{"query":"{ slow }"}"#, &[]).await;
    assert_eq!(late.refused(), (503, "INTERNAL_SERVER_ERROR".to_owned()));
}

#[tokio::test]
async fn documents_are_known_by_their_hash() {
    // Of `{ hello }`.
    let hash = "001c3174e099bd72b729d0c0a529ba9f5a740c446e2a6e1d71b283cb84ec3065";
    let named = |hash: &str| json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
    let addr = Served::start(|it| it.graphql.persisted = Persisted::Automatic).await.addr;
    let unknown = post(addr, json!({ "extensions": named(hash) }).to_string(), &[]).await;
    assert_eq!(
        (unknown.refused(), &unknown.json()["errors"][0]["message"]),
        ((200, "PERSISTED_QUERY_NOT_FOUND".to_owned()), &json!("PersistedQueryNotFound"))
    );
    let wrong = post(addr, json!({ "query": "{ live }", "extensions": named(hash) }).to_string(), &[]).await;
    assert_eq!(wrong.refused(), (400, "BAD_REQUEST".to_owned()));
    for body in [json!({ "query": "{ hello }", "extensions": named(hash) }), json!({ "extensions": named(hash) })] {
        assert_eq!(post(addr, body.to_string(), &[]).await.json()["data"]["hello"], "hello world");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("documents.json");
    std::fs::write(&path, r#"{"abc":"query A { hello }"}"#).unwrap();
    let only = Served::start(|it| {
        it.graphql.persisted = Persisted::Only;
        it.graphql.documents = path.to_str().unwrap().to_owned();
    });
    let addr = only.await.addr;
    assert_eq!(post(addr, r#"{"documentId":"abc"}"#, &[]).await.json()["data"]["hello"], "hello world");
    assert_eq!(ask(addr, "GET", "/graphql?documentId=abc", &[], "").await.status.as_u16(), 200);
    assert_eq!(post(addr, r#"{"query":"{ hello }"}"#, &[OURS]).await.refused().1, "PERSISTED_QUERY_ID_REQUIRED");
}

#[tokio::test]
async fn documents_are_held_against_the_schema_at_the_start() {
    let lines = Lines::default();
    let _logs = tracing::subscriber::set_default(lines.subscriber());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("documents.json");
    std::fs::write(&path, r#"{"good":"{ hello }","two":"query A { live } query B { live }","bad":"{ nothing }"}"#)
        .unwrap();
    let served = Served::start(|it| path.to_str().unwrap().clone_into(&mut it.graphql.documents)).await;
    assert!(lines.text().contains("id=\"bad\" code=\"GRAPHQL_VALIDATION_FAILED\""), "{}", lines.text());
    assert!(!lines.text().contains("good") && !lines.text().contains("two"), "{}", lines.text());
    served.end().await;
    let none = Served::start(|it| it.graphql.documents = "nowhere.json".to_owned()).await;
    assert_eq!(post(none.addr, "{}", &[]).await.status.as_u16(), 404);
    assert!(lines.text().contains("graphql.documents: nowhere.json"), "{}", lines.text());
}

#[tokio::test]
async fn pages_of_other_origins_ask_nothing() {
    let addr = Served::start(|_| {}).await.addr;
    let (foreign, cross) = (("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"));
    for headers in [&[foreign][..], &[cross], &[foreign, cross]] {
        assert_eq!(ask(addr, "GET", &url("{ hello }"), headers, "").await.refused(), (403, "CSRF".to_owned()));
    }
    let simple = [("content-type", "text/plain"), foreign];
    assert_eq!(ask(addr, "POST", "/graphql", &simple, r#"{"query":"{ hello }"}"#).await.refused().1, "CSRF");
    let open = Served::start(|it| it.server.cors.origins = Origins::Any).await.addr;
    let asked = ask(open, "GET", &url("{ hello }"), &[foreign, cross], "").await;
    assert_eq!((asked.status.as_u16(), asked.header("access-control-allow-origin")), (200, "*"));
    let off = Served::start(|it| it.graphql.csrf = false).await.addr;
    assert_eq!(ask(off, "GET", &url("{ hello }"), &[cross], "").await.status.as_u16(), 200);
}

#[tokio::test]
async fn events_come_one_by_one() {
    let addr = Served::start(|_| {}).await.addr;
    let accept = ("accept", "text/event-stream");
    let counted = post(addr, r#"{"query":"subscription { count(to: 2) }"}"#, &[accept]).await;
    let expected = "event: next\ndata: {\"data\":{\"count\":1}}\n\nevent: next\ndata: {\"data\":{\"count\":2}}\n\nevent: complete\ndata:\n\n";
    assert_eq!((counted.header("content-type"), counted.text.as_str()), ("text/event-stream; charset=utf-8", expected));
    let one = ask(addr, "GET", &url("{ hello }"), &[accept], "").await;
    assert_eq!(one.text, "event: next\ndata: {\"data\":{\"hello\":\"hello world\"}}\n\nevent: complete\ndata:\n\n");
    let broken = post(addr, r#"{"query":"subscription { panics }"}"#, &[accept]).await;
    assert_eq!(broken.text, "");
    let wrong = post(addr, r#"{"query":"{ nothing }"}"#, &[accept]).await;
    assert!(
        wrong.status == 200
            && wrong.text.contains("GRAPHQL_VALIDATION_FAILED")
            && wrong.text.ends_with("complete\ndata:\n\n")
    );
}

#[tokio::test]
async fn events_end_with_whoever_hears_them() {
    let addr = Served::start(|_| {}).await.addr;
    let asked = tokio::spawn(async move {
        post(addr, r#"{"query":"subscription { count }"}"#, &[("accept", "text/event-stream")]).await;
    });
    until_live(addr, 1).await;
    asked.abort();
    until_live(addr, 0).await;
}

#[tokio::test]
async fn events_break_off_when_the_service_ends() {
    let served = Served::start(|_| {}).await;
    let body = post(served.addr, r#"{"query":"subscription { count }"}"#, &[("accept", "text/event-stream")]);
    let asked = tokio::spawn(body);
    until_live(served.addr, 1).await;
    served.end().await;
    let text = asked.await.unwrap().text;
    assert!(text.starts_with("event: next") && !text.contains("complete"), "{text}");
}

#[tokio::test]
async fn files_come_beside_operations() {
    let addr = Served::start(|_| {}).await.addr;
    let form = ["operations", "map", "0"].map(|name| {
        let text = match name {
            "operations" => r#"{"query":"mutation ($f: Upload!) { size(file: $f) }","variables":{"f":null}}"#,
            "map" => r#"{"0":["variables.f"]}"#,
            _ => "12345",
        };
        let file = if name == "0" { "; filename=\"a.txt\"" } else { "" };
        format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n")
    });
    let form = format!("{}--B--\r\n", form.concat());
    let kind = ("content-type", "multipart/form-data; boundary=B");
    assert_eq!(ask(addr, "POST", "/graphql", &[kind], form.clone()).await.refused(), (403, "CSRF".to_owned()));
    let headers = [kind, ("graphql-require-preflight", "1")];
    let answer = ask(addr, "POST", "/graphql", &headers, form).await;
    assert_eq!(answer.json(), json!({ "data": { "size": 5 } }));
    assert_eq!(ask(addr, "POST", "/graphql", &headers, "--B--\r\n").await.refused(), (400, "BAD_REQUEST".to_owned()));
}

#[tokio::test]
async fn the_schema_and_a_page_are_for_those_who_may_see_it() {
    let addr = Served::start(|_| {}).await.addr;
    let browser = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    let page = ask(addr, "GET", "/graphql", &[browser, ("sec-fetch-site", "cross-site")], "").await;
    assert!(
        page.text.contains("Greeter &lt;1&gt;")
            && page.header("content-security-policy").contains("script-src 'sha256-")
    );
    let sdl = ask(addr, "GET", "/schema.graphql", &[], "").await;
    assert!(sdl.text.contains("type Mutation") && sdl.header("content-type").starts_with("application/graphql"));
    let hidden = Served::start(|it| (it.graphql.introspection, it.graphql.graphiql) = (Some(false), Some(false)));
    let addr = hidden.await.addr;
    assert_eq!(ask(addr, "GET", "/schema.graphql", &[], "").await.status.as_u16(), 404);
    assert_eq!(ask(addr, "GET", "/graphql", &[browser], "").await.refused().0, 400);
    let off = Served::start(|it| it.graphql.enabled = false).await.addr;
    assert_eq!(post(off, "{}", &[]).await.status.as_u16(), 404);
}

#[tokio::test]
async fn operations_are_counted() {
    let addr = Served::start(|_| {}).await.addr;
    for query in ["{ hello }", "{ hello broken }", "{ nothing }", "mutation A { shout(text: \"a\") }"] {
        post(addr, json!({ "query": query }).to_string(), &[]).await;
    }
    let text = ask(addr, "GET", "/metrics", &[], "").await.text;
    for (kind, outcome) in [("query", "ok"), ("query", "errors"), ("_OTHER", "refused"), ("mutation", "ok")] {
        assert!(
            text.contains(&format!("graphql_operations_total{{kind=\"{kind}\",outcome=\"{outcome}\"}} 1")),
            "{text}"
        );
    }
    assert!(text.contains("http_route=\"/graphql\""), "{text}");
}

/// What is logged, as text.
#[derive(Clone, Debug, Default)]
struct Lines(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl Lines {
    fn subscriber(&self) -> impl tracing::Subscriber + Send + Sync + use<> {
        let lines = self.clone();
        tracing_subscriber::fmt().with_ansi(false).with_writer(move || lines.clone()).finish()
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_access_log_tells_which_operation_it_was() {
    let lines = Lines::default();
    let _logs = tracing::subscriber::set_default(lines.subscriber());
    let addr = Served::start(|_| {}).await.addr;
    post(addr, r#"{"query":"query Greet { hello }"}"#, &[]).await;
    post(addr, r#"{"query":"mutation { shout(text: \"a\") }"}"#, &[]).await;
    let text = lines.text();
    let all: Vec<&str> = text.lines().filter(|it| it.contains("url.path=\"/graphql\"")).collect();
    assert!(all[0].contains("graphql.operation.type=\"query\" graphql.operation.name=\"Greet\""), "{text}");
    assert!(all[1].contains("graphql.operation.type=\"mutation\"") && !all[1].contains("operation.name"), "{text}");
}
