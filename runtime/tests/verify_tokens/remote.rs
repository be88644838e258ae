//! Keys from an issuer that serves them over a socket.

use crate::token::{AUDIENCE, ISSUER, Issuer, claims, claims_with, set};
use crate::{refusal, subject};
use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use zephyrix::Denied;
use zephyrix::verify::{Jwt, Refused, Remote};

/// Serves a set of keys, and counts how often it is asked for it.
#[derive(Clone, Default)]
struct Served {
    /// `None`: the server is not well.
    set: Arc<Mutex<Option<Vec<u8>>>>,
    asked: Arc<AtomicUsize>,
}

impl Served {
    fn these(issuers: &[&Issuer]) -> Self {
        let served = Self::default();
        served.put(Some(set(issuers)));
        served
    }

    fn put(&self, set: Option<Vec<u8>>) {
        *self.set.lock().unwrap() = set;
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    async fn answer(self) -> Response {
        self.asked.fetch_add(1, Ordering::SeqCst);
        // Long enough for others to come meanwhile.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let set = self.set.lock().unwrap().clone();
        set.map_or_else(|| StatusCode::BAD_GATEWAY.into_response(), IntoResponse::into_response)
    }

    async fn listen(&self) -> String {
        let this = self.clone();
        receiver(Router::new().route("/keys", get(move || this.clone().answer()))).await
    }
}

async fn receiver(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}")
}

async fn at(served: &Served) -> Remote {
    Remote::at(&format!("{}/keys", served.listen().await)).unwrap()
}

#[tokio::test]
async fn many_unknown_keys_are_one_fetch() {
    let issuer = Issuer::es256("a");
    let served = Served::these(&[&issuer]);
    let jwt = Jwt::new(ISSUER, AUDIENCE, at(&served).await);
    let unknown = (0..100).map(|n| issuer.token_with(&json!({"kid": format!("k{n}")}), &claims()));
    let all: Vec<_> = unknown.map(|token| (jwt.clone(), token)).collect();
    let all = all.into_iter().map(|(jwt, token)| tokio::spawn(async move { refusal(&jwt, &token).await }));
    for refused in all.collect::<Vec<_>>() {
        assert_eq!(refused.await.unwrap(), Refused::Key);
    }
    assert!(subject(&jwt, &issuer.token(&claims())).await.is_ok());
    assert_eq!(served.asked(), 1);
}

#[tokio::test]
async fn a_new_key_is_fetched_when_a_token_names_it() {
    let (old, new) = (Issuer::es256("old"), Issuer::es256("new"));
    let served = Served::these(&[&old]);
    let jwt = Jwt::new(ISSUER, AUDIENCE, at(&served).await.cooldown(Duration::from_millis(100)));
    assert!(subject(&jwt, &old.token(&claims())).await.is_ok());
    served.put(Some(set(&[&old, &new])));
    assert_eq!(refusal(&jwt, &new.token(&claims())).await, Refused::Key);
    assert_eq!(served.asked(), 1);
    tokio::time::sleep(Duration::from_millis(120)).await;
    assert!(subject(&jwt, &new.token(&claims())).await.is_ok());
    assert_eq!(served.asked(), 2);
}

#[tokio::test]
async fn the_last_good_set_stays_in_use() {
    let issuer = Issuer::es256("a");
    let served = Served::these(&[&issuer]);
    let remote = at(&served).await.refresh(Duration::ZERO).cooldown(Duration::ZERO);
    let jwt = Jwt::new(ISSUER, AUDIENCE, remote);
    assert!(subject(&jwt, &issuer.token(&claims())).await.is_ok());
    for worse in [None, Some(b"<html>".to_vec()), Some(br#"{"keys":[]}"#.to_vec()), Some(vec![b' '; 300 << 10])] {
        let before = served.asked();
        served.put(worse);
        while served.asked() < before + 2 {
            assert!(subject(&jwt, &issuer.token(&claims())).await.is_ok());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
async fn a_key_that_is_taken_back_counts_no_more() {
    let (gone, new) = (Issuer::es256("gone"), Issuer::es256("new"));
    let served = Served::these(&[&gone]);
    let remote = at(&served).await.refresh(Duration::from_millis(50)).cooldown(Duration::ZERO);
    let jwt = Jwt::new(ISSUER, AUDIENCE, remote);
    assert!(subject(&jwt, &gone.token(&claims())).await.is_ok());
    served.put(Some(set(&[&new])));
    for _ in 0..100 {
        if subject(&jwt, &gone.token(&claims())).await == Err(Refused::Key) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the key is still in use");
}

#[tokio::test]
async fn without_any_keys_nothing_is_known_of_a_token() {
    let issuer = Issuer::es256("a");
    let served = Served::default();
    let jwt = Jwt::new(ISSUER, AUDIENCE, at(&served).await.cooldown(Duration::from_millis(50)));
    let refused = refusal(&jwt, &issuer.token(&claims())).await;
    assert_eq!((refused, Denied::from(refused)), (Refused::Unavailable, Denied::Unavailable));
    served.put(Some(set(&[&issuer])));
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert!(subject(&jwt, &issuer.token(&claims())).await.is_ok());
}

#[tokio::test]
async fn an_issuer_is_discovered() {
    let issuer = Issuer::es256("a");
    let keys = Served::these(&[&issuer]).listen().await;
    for (named, trusted) in [(None, true), (Some("https://other.test"), false)] {
        let metadata = Arc::new(Mutex::new(String::new()));
        let answer = Arc::clone(&metadata);
        let route = get(move || async move { answer.lock().unwrap().clone() });
        let url = receiver(Router::new().route("/realm/.well-known/openid-configuration", route)).await;
        let url = format!("{url}/realm");
        let said = json!({"issuer": named.unwrap_or(&url), "jwks_uri": format!("{keys}/keys")});
        *metadata.lock().unwrap() = said.to_string();
        let jwt = Jwt::open_id(&url, AUDIENCE).unwrap();
        let found = subject(&jwt, &issuer.token(&claims_with(&json!({"iss": url})))).await;
        assert_eq!(found, if trusted { Ok("alice".to_owned()) } else { Err(Refused::Unavailable) });
    }
}

#[test]
fn keys_are_not_fetched_in_the_clear() {
    for url in ["http://issuer.test/keys", "ftp://issuer.test", "issuer.test", "", "http://localhost.evil.test"] {
        assert!(Remote::at(url).is_err() && Remote::of_issuer(url).is_err(), "{url}");
    }
}
