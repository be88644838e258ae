//! A page to try operations with, in one piece and with nothing from elsewhere.

use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, VARY};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("explorer.css");
const SCRIPT: &str = include_str!("explorer.js");
const MARKUP: &str = include_str!("explorer.html");

/// The page of a service.
#[derive(Clone, Debug)]
pub(super) struct Page {
    text: String,
    /// No script, style or connection but its own: they are known by their hashes.
    policy: HeaderValue,
}

impl Page {
    /// The page of a service with its title.
    pub(super) fn new(title: &str) -> Self {
        let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let text = MARKUP.replace("{title}", &title).replace("{style}", STYLE).replace("{script}", SCRIPT);
        let policy = format!(
            "default-src 'none'; script-src {}; style-src {}; connect-src 'self'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'",
            hash(SCRIPT),
            hash(STYLE)
        );
        let policy = HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { text, policy }
    }

    pub(super) fn answer(&self) -> Response {
        let kept = HeaderValue::from_static("no-cache");
        let headers = [
            (CONTENT_SECURITY_POLICY, self.policy.clone()),
            (CACHE_CONTROL, kept),
            (VARY, HeaderValue::from_static("accept")),
        ];
        (headers, Html(self.text.clone())).into_response()
    }
}

/// What the policy knows a text by, <https://w3c.github.io/webappsec-csp/#grammardef-hash-source>.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}
