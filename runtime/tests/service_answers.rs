//! Answers in several media types and with headers, from the handler through a real socket to the client.
#![allow(clippy::unwrap_used)]

use http::header::{ACCEPT, CONTENT_TYPE, VARY};
use zephyrix::client::{self, Endpoint};
use zephyrix::config::Config;
use zephyrix::{
    Answer, Call, Cx, Empty, FromCall, Headed, HeaderLines, Headers, Produces, Routes, Service, Text, typed,
};

static SERVICE: Service =
    Service { name: "s", title: "S", version: "1", openapi: "{}", operations: &[], migrations: &[] };

/// What an operation is asked with that has JSON by two names, and CSV.
struct Report;

impl FromCall for Report {
    const ANSWER: Produces = Produces::of(&["application/json", "application/hal+json", "text/csv"])
        .called(&["application/json", "application/hal+json"]);

    fn from_call(_: &mut Call<'_>) -> Option<Self> {
        Some(Self)
    }
}

struct Plain;

impl FromCall for Plain {
    fn from_call(_: &mut Call<'_>) -> Option<Self> {
        Some(Self)
    }
}

#[derive(Default)]
struct Sent {
    total: Option<i64>,
    tags: Option<Vec<String>>,
    cookies: Option<Vec<String>>,
    filter: Option<Vec<i64>>,
}

impl Headers for Sent {
    fn write(&self, to: &mut HeaderLines<'_>) {
        to.header("x-total", self.total.as_ref())
            .header_list("x-tags", self.tags.as_deref())
            .header_list("set-cookie", self.cookies.as_deref())
            .header_json("x-filter", self.filter.as_ref());
    }
}

#[derive(Debug, PartialEq)]
struct Came {
    total: Option<i64>,
    tags: Option<Vec<String>>,
    cookies: Option<Vec<String>>,
    filter: Option<Vec<i64>>,
}

impl client::ReadHeaders for Came {
    fn read(from: &client::HeaderLines<'_>) -> Self {
        Self {
            total: from.header("x-total"),
            tags: from.header_list("x-tags"),
            cookies: from.header_list("set-cookie"),
            filter: from.header_json("x-filter"),
        }
    }
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

async fn serve() -> String {
    let routes = Routes::of(())
        .get("/report", async |(): (), cx: Cx, Report| match cx.preferred(&["application/json", "text/csv"]) {
            "text/csv" => Ok(Text::<200> { content_type: "text/csv".into(), value: "a,b".to_owned() }),
            _ => Err(Answer::<200, _>([1])),
        })
        .get("/vendor", async |(): (), _, Plain| typed("application/vnd.a+json", Answer::<200, _>([1])))
        .get("/headers", async |(): (), _, Plain| {
            let headers = Sent {
                total: Some(-3),
                tags: Some(texts(&["a", "b"])),
                cookies: Some(texts(&["a=1; Path=/", "b=2"])),
                filter: Some(vec![1, 2]),
            };
            Answer::<200, _>(Headed::new(["it"], headers))
        })
        .get("/none", async |(): (), _, Plain| Headed::<_, Sent>::from(Empty::<202>))
        .get("/broken", async |(): (), _, Plain| {
            Headed::new(Empty::<202>, Sent { tags: Some(texts(&["a\r\nb: c"])), ..Sent::default() })
        })
        .router();
    let config = Config::defaults("s");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = zephyrix::http::app(&SERVICE, routes, &config);
    tokio::spawn(async move { zephyrix::http::serve(listener, app, &config.server, std::future::pending()).await });
    format!("http://{address}")
}

async fn get(base: &str, path: &str, accept: Option<&str>) -> reqwest::Response {
    let request = client().get(format!("{base}{path}"));
    let request = if let Some(it) = accept { request.header(ACCEPT, it) } else { request };
    request.send().await.unwrap()
}

#[tokio::test]
async fn the_caller_chooses_the_media_type() {
    let base = serve().await;
    for (accept, given) in [
        (None, "application/json"),
        (Some("*/*"), "application/json"),
        (Some("text/csv"), "text/csv"),
        (Some("application/hal+json"), "application/hal+json"),
        (Some("text/*;q=0.5, application/*;q=0.4"), "text/csv"),
        (Some("application/vnd.b+json"), "application/json"),
    ] {
        let answer = get(&base, "/report", accept).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()[CONTENT_TYPE]),
            (200, &given.parse().unwrap()),
            "{accept:?}"
        );
        assert_eq!(answer.headers()[VARY], "accept");
    }
    let refused = get(&base, "/report", Some("image/png")).await;
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()[CONTENT_TYPE] == "application/problem+json"),
        (406, true)
    );
    assert!(refused.text().await.unwrap().contains("application/hal+json, text/csv"));
    let vendor = get(&base, "/vendor", None).await;
    assert_eq!(vendor.headers()[CONTENT_TYPE], "application/vnd.a+json");
    assert!(!vendor.headers().contains_key(VARY));
}

#[tokio::test]
async fn headers_arrive_as_they_were_sent() {
    let base = serve().await;
    let endpoint = Endpoint::new(&base).unwrap();
    let answer = endpoint.call("GET", "/headers").send().await.unwrap();
    let headed = answer.json::<client::Headed<Vec<String>, Came>, ()>().unwrap();
    let came = Came {
        total: Some(-3),
        tags: Some(texts(&["a", "b"])),
        cookies: Some(texts(&["a=1; Path=/", "b=2"])),
        filter: Some(vec![1, 2]),
    };
    assert_eq!((headed.headers, headed.value), (came, vec!["it".to_owned()]));

    let none = endpoint.call("GET", "/none").send().await.unwrap();
    assert_eq!(none.status(), 202);
    assert_eq!(none.declared::<Came>(), Came { total: None, tags: None, cookies: None, filter: None });

    let broken = get(&base, "/broken", None).await;
    assert_eq!((broken.status().as_u16(), broken.headers().contains_key("b")), (500, false));
}

/// A client of another make than ours; with TLS in it, one has to say whose.
fn client() -> reqwest::Client {
    #[cfg(feature = "client-tls")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
