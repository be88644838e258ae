//! Problem details as they are read, RFC 9457.

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::fmt;

/// What a service says of what went wrong. Where it says nothing, the status does.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The HTTP status of the answer.
    pub status: u16,
    /// The kind of problem: a URI reference; `about:blank` where the status says it all.
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// This occurrence in words.
    pub detail: Option<String>,
    /// This occurrence, as a URI reference.
    pub instance: Option<String>,
    /// Everything that is wrong with the request.
    pub errors: Vec<Violation>,
    /// Every other member.
    pub rest: Map<String, Value>,
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// The part of the request it is in: `body`, `path`, `query`, `header` or `cookie`.
    #[serde(rename = "in", default)]
    pub place: String,
    /// Where in that part, as a JSON pointer (RFC 6901).
    #[serde(default)]
    pub pointer: String,
    /// Which rule: the JSON Schema keyword, such as `maxLength`.
    #[serde(default)]
    pub code: String,
    /// A sentence for people.
    pub detail: String,
}

impl Problem {
    /// Reads a body. A member of another type than the RFC's is left where it was, §3.1; text is the detail.
    pub(super) fn read(status: StatusCode, body: &[u8], is_text: bool) -> Self {
        let mut rest = serde_json::from_slice::<Map<String, Value>>(body).unwrap_or_default();
        let mut text = |name: &str| {
            let text = rest.get(name)?.as_str()?.to_owned();
            rest.remove(name);
            Some(text)
        };
        let kind = text("type").unwrap_or_else(|| "about:blank".to_owned());
        let title = text("title").or_else(|| status.canonical_reason().map(str::to_owned)).unwrap_or_default();
        let (detail, instance) = (text("detail"), text("instance"));
        let words = || std::str::from_utf8(body).ok().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
        let detail = if is_text { detail.or_else(words) } else { detail };
        let errors = rest.get("errors").and_then(|it| Vec::<Violation>::deserialize(it).ok());
        if errors.is_some() {
            rest.remove("errors");
        }
        // The answer's own status is the one that counts, §3.1.2.
        rest.remove("status");
        Self { status: status.as_u16(), kind, title, detail, instance, errors: errors.unwrap_or_default(), rest }
    }
}

/// `404 Not Found: No pet has this id.`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        if !self.title.is_empty() {
            write!(f, " {}", self.title)?;
        }
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        for it in &self.errors {
            write!(f, " {} {}: {}", it.place, it.pointer, it.detail)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_other_types_are_passed_over() {
        let body = br#"{"type":1,"title":"Out of Stock","status":"x","errors":["a"],"balance":30}"#;
        let it = Problem::read(StatusCode::CONFLICT, body, false);
        assert_eq!((it.status, it.kind.as_str(), it.title.as_str()), (409, "about:blank", "Out of Stock"));
        // The order is that of another crate's feature: it may be on in this build or not.
        let mut rest: Vec<_> = it.rest.keys().collect();
        rest.sort();
        assert_eq!(rest, ["balance", "errors", "type"]);
    }

    #[test]
    fn what_is_no_problem_is_told_by_its_status() {
        let it = Problem::read(StatusCode::BAD_GATEWAY, b"<html>", false);
        assert_eq!((it.title.as_str(), &it.detail), ("Bad Gateway", &None));
        assert_eq!(Problem::read(StatusCode::BAD_GATEWAY, b"no luck\n", true).to_string(), "502 Bad Gateway: no luck");
    }
}
