//! The client against a real server: what it sends, and what it makes of what comes back.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use futures_util::TryStreamExt;
use serde::Deserialize;
use std::time::Duration;
use zephyrix::Separator;
use zephyrix::client::{Answer, Base, Bytes, Created, Endpoint, Error, Problem, Tagged, pages};

#[derive(Debug, PartialEq)]
enum Failure {
    NotFound(Box<Problem>),
    Conflict(Holder),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Holder {
    holder: String,
}

type Result<T> = std::result::Result<T, Error<Failure>>;

/// Serves on a free port for as long as the test runs.
async fn serve(router: Router) -> Endpoint {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    Endpoint::new(&format!("http://{address}/api/")).unwrap()
}

/// Answers with the request as it arrived.
async fn echo(request: Request) -> String {
    let (parts, body) = request.into_parts();
    let mut lines = vec![format!("{} {}", parts.method, parts.uri)];
    for name in ["authorization", "cookie", "content-type", "accept", "x-list"] {
        lines.extend(parts.headers.get(name).map(|it| format!("{name}: {}", it.to_str().unwrap())));
    }
    lines.push(String::from_utf8(axum::body::to_bytes(body, 1024).await.unwrap().into()).unwrap());
    lines.join("\n")
}

async fn answered(router: Router) -> Answer {
    serve(router).await.call("GET", "/").send().await.unwrap()
}

fn one(respond: impl IntoResponse + Clone + Send + Sync + 'static) -> Router {
    Router::new().fallback(move || async move { respond })
}

#[tokio::test]
async fn a_request_arrives_as_it_was_meant() {
    let endpoint = serve(Router::new().fallback(any(echo))).await;
    let endpoint = endpoint.bearer("t0ken").unwrap().cookie("session", "1").unwrap().query("key", "k&y");
    let call = endpoint
        .call("POST", "/pets/{petId}/{tags}")
        .path("petId", &"a/b")
        .path_list("tags", &["x", "y z"])
        .query("status", Some(&"on hold"))
        .query("limit", None::<&i32>)
        .query_list("sort", Some(&["a", "b"]), Separator::Comma)
        .header_list("x-list", Some(&[1, 2]))
        .cookie("theme", Some(&"dark"))
        .accept("text/plain")
        .json("application/merge-patch+json", Some(&serde_json::json!({"name": null})));
    let text = call.send().await.unwrap().text::<Failure>().unwrap();
    assert_eq!(
        text,
        "POST /api/pets/a%2Fb/x,y%20z?key=k%26y&status=on%20hold&sort=a,b\n\
         authorization: Bearer t0ken\ncookie: session=1; theme=dark\n\
         content-type: application/merge-patch+json\naccept: text/plain\nx-list: 1, 2\n{\"name\":null}"
    );
}

#[tokio::test]
async fn bodies_of_text_and_bytes_and_none() {
    let endpoint = serve(Router::new().fallback(any(echo))).await;
    let post = || endpoint.call("PUT", "/");
    let text = async |call: zephyrix::client::Call<'_>| call.send().await.unwrap().text::<Failure>().unwrap();
    assert!(text(post().text("text/csv", Some("a,b"))).await.ends_with("content-type: text/csv\naccept: */*\na,b"));
    assert!(text(post().bytes("image/png", Some(&Bytes::from_static(b"PNG")))).await.ends_with("accept: */*\nPNG"));
    assert_eq!(text(post().json("application/json", None::<&i32>)).await, "PUT /api/\naccept: */*\n");
}

#[tokio::test]
async fn an_answer_is_read_with_its_headers() {
    let headers = [(header::ETAG, "W/\"v1\""), (header::LOCATION, "/pets/1")];
    let made: Created<Tagged<Holder>> =
        answered(one((headers, r#"{"holder":"Ann","new":1}"#))).await.json::<_, Failure>().unwrap();
    assert_eq!((made.location.as_deref(), made.etag.as_deref()), (Some("/pets/1"), Some("W/\"v1\"")));
    assert_eq!(made.holder, "Ann");
}

#[tokio::test]
async fn a_body_of_another_type_is_told_with_its_media_type() {
    let answer = answered(one(([(header::CONTENT_TYPE, "text/html")], "<p>Sign in</p>"))).await;
    let result: Result<Holder> = answer.json();
    let error = result.unwrap_err();
    assert_eq!(error.answer().unwrap().body().as_ref(), b"<p>Sign in</p>");
    let shown = format!("{:?}", error.answer());
    assert!(matches!(&error, Error::Decode(it) if it.to_string().contains("text/html")) && !shown.contains("Sign in"));
}

#[tokio::test]
async fn failures_are_typed() {
    let problem = (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/problem+json")], PROBLEM);
    let result: Result<()> = answered(one(problem)).await.problem(Failure::NotFound);
    let Err(Error::Api(Failure::NotFound(problem))) = result else { panic!("{result:?}") };
    assert_eq!((problem.detail.as_deref(), problem.errors[0].code.as_str()), (Some("No such pet."), "minimum"));
    assert_eq!(problem.to_string(), "404 Not Found: No such pet. path /petId: Must be at least 1.");

    let taken = (StatusCode::CONFLICT, r#"{"holder":"Ann"}"#);
    let result: Result<()> = answered(one(taken)).await.failure(Failure::Conflict);
    assert_eq!(result.unwrap_err().api(), Some(&Failure::Conflict(Holder { holder: "Ann".to_owned() })));
}

const PROBLEM: &str = r#"{"type":"about:blank","status":404,"title":"Not Found","detail":"No such pet.",
    "errors":[{"in":"path","pointer":"/petId","code":"minimum","detail":"Must be at least 1."}]}"#;

#[tokio::test]
async fn large_answers_are_bounded() {
    let large = || "x".repeat(100_000);
    let endpoint = serve(one(large())).await;
    let get = |endpoint: Endpoint| async move { endpoint.call("GET", "/").send().await };
    assert_eq!(get(endpoint.clone()).await.unwrap().body().len(), 100_000);
    assert!(get(endpoint.max_body(1000)).await.unwrap_err().to_string().contains("1000 bytes"));

    let failed = answered(one((StatusCode::BAD_GATEWAY, large()))).await;
    assert_eq!((failed.status(), failed.body().len()), (502, Answer::MAX_FAILURE));
}

#[tokio::test]
async fn proofs_of_identity_stay_within_the_origin() {
    let other = serve(Router::new().fallback(any(echo))).await;
    let elsewhere = format!("{other:?}").split('"').nth(1).unwrap().to_owned();
    let router = Router::new()
        .route("/api/near", get(|| async { Redirect::temporary("/api/echo") }))
        .route("/api/far", get(move || async move { Redirect::temporary(&elsewhere) }))
        .fallback(any(echo));
    let endpoint = serve(router).await.header("x-api-key", "s3cret").unwrap();
    let get = async |path| endpoint.call("GET", path).send().await.unwrap();
    assert_eq!(get("/near").await.status(), 200);
    assert_eq!(get("/far").await.status(), 307);
}

#[tokio::test]
async fn no_answer_is_told_by_its_cause_and_without_secrets() {
    let router = Router::new().fallback(|| async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        Response::new(Body::empty())
    });
    let endpoint = serve(router).await.timeout(Duration::from_millis(50)).query("key", "s3cret");
    let get = |endpoint: Endpoint| async move {
        let answer = endpoint.call("GET", "/").send().await?;
        answer.unexpected::<(), Failure>()
    };
    let error = get(endpoint).await.unwrap_err();
    assert!(error.is_timeout() && !format!("{error:?}").contains("s3cret"));

    let closed = Endpoint::new("http://127.0.0.1:1").unwrap().query("key", "s3cret");
    let error = get(closed).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(it) if it.is_connect()) && !format!("{error:?}").contains("s3cret"));
}

#[tokio::test]
async fn pages_are_asked_for_one_after_the_other() {
    let fetch = async |at: i32| match at {
        0 => Ok((vec![1, 2], Some(1))),
        1 => Ok((Vec::new(), Some(2))),
        2 => Ok((vec![3], None)),
        _ => Err(Error::Api(())),
    };
    assert_eq!(pages(0, fetch).try_collect::<Vec<_>>().await.unwrap(), [1, 2, 3]);
    assert!(pages(3, fetch).try_collect::<Vec<_>>().await.is_err());
}

#[tokio::test]
async fn an_operation_may_be_elsewhere() {
    let endpoint = serve(Router::new().fallback(any(echo))).await.bearer("t0ken").unwrap();
    let other = serve(Router::new().fallback(|| async { "other" })).await;
    let shown = format!("{other:?}");
    let url = shown.split('"').nth(1).unwrap();
    let asked = async |base: Base| endpoint.call_at(&base, "GET", "/x").send().await;
    assert_eq!(asked(Base::new(url).unwrap()).await.unwrap().body(), "other");
    let beside = asked(Base::declared("/v2")).await.unwrap().text::<()>().unwrap();
    assert!(beside.starts_with("GET /v2/x\nauthorization: Bearer t0ken"), "{beside}");
    assert!(asked(Base::declared("ftp://a")).await.unwrap_err().is_invalid());
}
