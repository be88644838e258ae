//! Requests that a page of another origin has a browser send, with the cookies of whoever looks at it.

use super::refusal::Refusal;
use crate::config::Origins;
use http::header::{HOST, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// Headers that no page sends to another origin without asking first whether it may.
const PREFLIGHT: [&str; 3] = ["graphql-require-preflight", "apollo-require-preflight", "x-apollo-operation-name"];

/// What browsers say of where a request comes from, <https://w3c.github.io/webappsec-fetch-metadata/>.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses what a page of another origin asks that may not.
///
/// Browsers ask by themselves before they send JSON elsewhere; of what they send at once (a GET, an upload, the handshake of
/// a socket) they only say whose it is.
pub(super) fn check(request: &Parts, allowed: &Origins) -> Result<(), Refusal> {
    if is_ours(request) || is_allowed(&request.headers, allowed) {
        return Ok(());
    }
    Err(refused("Pages of this origin may not ask: `server.cors.origins` says which may."))
}

/// Refuses what a page could send without asking first, and whose browser may be too old to say where it is from.
pub(super) fn preflighted(headers: &HeaderMap) -> Result<(), Refusal> {
    let says = |name: &&str| headers.get(*name).is_some_and(|it| !it.is_empty());
    if PREFLIGHT.iter().any(says) {
        return Ok(());
    }
    Err(refused(
        "Files are taken with a header `GraphQL-Require-Preflight`, which no page of another origin can send unasked.",
    ))
}

fn refused(message: &'static str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "CSRF", message)
}

/// Whether it comes from our own pages, or from no page at all.
fn is_ours(request: &Parts) -> bool {
    if let Some(site) = request.headers.get(SITE) {
        return site == "same-origin" || site == "none";
    }
    // What is no browser says nothing of this.
    let Some(origin) = request.headers.get(ORIGIN) else { return true };
    let host = request.headers.get(HOST).map(HeaderValue::as_bytes);
    let host = host.or_else(|| request.uri.authority().map(|it| it.as_str().as_bytes()));
    let authority = origin.to_str().ok().and_then(|it| it.split_once("://")).map(|it| it.1.as_bytes());
    authority.is_some() && authority == host
}

fn is_allowed(headers: &HeaderMap, allowed: &Origins) -> bool {
    match allowed {
        Origins::Any => true,
        Origins::These(all) => headers.get(ORIGIN).is_some_and(|it| all.contains(it)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(headers: &[(&str, &str)], allowed: &Origins) -> bool {
        let request = headers.iter().fold(http::Request::get("/graphql"), |it, (name, value)| it.header(*name, *value));
        check(&request.body(()).unwrap().into_parts().0, allowed).is_ok()
    }

    #[test]
    fn browsers_say_where_a_request_is_from() {
        let none = Origins::These(Vec::new());
        for good in [
            &[("host", "a.example")][..],
            &[("host", "a.example"), ("sec-fetch-mode", "cors")],
            &[("host", "a.example"), ("sec-fetch-site", "none")],
            // Behind a proxy that says another name.
            &[("host", "inner"), ("origin", "https://a.example"), ("sec-fetch-site", "same-origin")],
            &[("host", "a.example:80"), ("origin", "http://a.example:80")],
        ] {
            assert!(may(good, &none), "{good:?}");
        }
        for bad in [
            &[("host", "a.example"), ("sec-fetch-site", "cross-site")][..],
            &[("host", "a.example"), ("sec-fetch-site", "same-site"), ("origin", "https://b.example")],
            &[("host", "a.example"), ("origin", "https://b.example")],
            &[("host", "a.example"), ("origin", "null")],
            &[("host", "a.example"), ("sec-fetch-site", "cross-site"), ("origin", "https://a.example")],
        ] {
            assert!(!may(bad, &none), "{bad:?}");
            assert!(may(bad, &Origins::Any), "{bad:?}");
        }
        let these = Origins::These(vec![HeaderValue::from_static("https://b.example")]);
        assert!(may(
            &[("host", "a.example"), ("sec-fetch-site", "cross-site"), ("origin", "https://b.example")],
            &these
        ));
        assert!(!may(&[("host", "a.example"), ("sec-fetch-site", "cross-site")], &these));
    }
}
