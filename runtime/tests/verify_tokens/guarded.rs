//! A guard that asks a verifier, before a protected route.

use crate::token::{AUDIENCE, ISSUER, Issuer, claims, claims_with, set};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use zephyrix::config::Config;
use zephyrix::verify::{Claims, Jwt, Keys, Remote};
use zephyrix::{Call, Cx, Denied, FromCall, Guard, Need, Proof, Protected, Routes, Service, guarded};

static SERVICE: Service =
    Service { name: "pets", title: "Pets", version: "1", openapi: "{}", operations: &[], migrations: &[] };

#[derive(Clone)]
struct App {
    tokens: Jwt,
}

impl Guard for App {
    type Principal = String;

    async fn allow(&self, need: &Need, credential: &str) -> Result<String, Denied> {
        let claims: Claims = self.tokens.verify(credential).await?;
        claims.hold(need)?;
        Ok(claims.subject)
    }
}

struct Write;

impl FromCall for Write {
    fn from_call(_: &mut Call<'_>) -> Option<Self> {
        Some(Self)
    }
}

impl Protected for Write {
    const NEEDS: &'static [&'static [Need]] = &[&[Need::new("oauth", Proof::Authorization("Bearer"), &["write"])]];
}

async fn write(_: App, _: Cx, who: String, _: Write) -> String {
    who
}

async fn ask(tokens: &Jwt, token: &str) -> (u16, Option<String>, String) {
    let router = Routes::of(App { tokens: tokens.clone() }).post("/", guarded(write)).router();
    let app = zephyrix::http::app(&SERVICE, router, &Config::defaults(SERVICE.name));
    let request = Request::post("/").header("host", "test").header("authorization", format!("Bearer {token}"));
    let response = app.handle(request.body(Body::empty()).unwrap()).await;
    let challenge = response.headers().get("www-authenticate").map(|it| it.to_str().unwrap().to_owned());
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
    (status, challenge, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn a_guard_answers_what_the_verifier_says() {
    let issuer = Issuer::es256("a");
    let jwt = Jwt::new(ISSUER, AUDIENCE, Keys::set(&set(&[&issuer])).unwrap());
    let (status, _, who) = ask(&jwt, &issuer.token(&claims_with(&json!({"scope": "write"})))).await;
    assert_eq!((status, who.as_str()), (200, "alice"));
    let (status, challenge, _) = ask(&jwt, &issuer.token(&claims_with(&json!({"exp": 1})))).await;
    assert_eq!((status, challenge.as_deref()), (401, Some("Bearer error=\"invalid_token\"")));
    let (status, challenge, _) = ask(&jwt, &issuer.token(&claims())).await;
    let lacking = "Bearer error=\"insufficient_scope\", scope=\"write\"";
    assert_eq!((status, challenge.as_deref()), (403, Some(lacking)));
}

#[tokio::test]
async fn a_caller_is_not_blamed_for_an_issuer_that_is_down() {
    let issuer = Issuer::es256("a");
    // Nobody listens on the port for discarded data.
    let jwt = Jwt::new(ISSUER, AUDIENCE, Remote::at("http://127.0.0.1:9/keys").unwrap());
    let (status, challenge, problem) = ask(&jwt, &issuer.token(&claims())).await;
    assert_eq!((status, challenge), (503, None), "{problem}");
}
