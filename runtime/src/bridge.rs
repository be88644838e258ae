//! Operations of HTTP asked from within, by tables: members of a message or arguments of a field become the request that
//! says the same.

use crate::call::Captures;
use crate::parameter::{FORM, Style, between, encoded, form, joined, pairs, path_segment};
use crate::types::{Base64, FromText};
use axum::body::Body;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, TE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use serde_json::Value as Json;
use std::ops::Range;
#[cfg(feature = "graphql")]
use {
    crate::cx::RequestId,
    axum::response::Response,
    futures_util::future::BoxFuture,
    std::sync::{Arc, Weak},
};

/// How HTTP asks for an operation.
#[derive(Debug)]
pub struct Asking {
    /// `GET`.
    pub method: &'static str,
    /// As its route has it: `/notes/{note_id}`.
    pub path: &'static str,
    /// Where each member of the message is, by name.
    pub places: &'static [(&'static str, Place)],
}

/// Where a member of a message is in a request, and what it is called there.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// In the path.
    Path(&'static str, Style),
    /// In the query.
    Query(&'static str, Style),
    /// In a header.
    Header(&'static str, Style),
    /// In a cookie.
    Cookie(&'static str, Style),
    /// It is the body.
    Body(Written),
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As JSON, of this media type.
    Json(&'static str),
    /// As a form; with the members that are neither texts nor lists of them, and how each is written.
    Form(&'static [(&'static str, Style)]),
    /// As it is: a text, of this media type.
    Text(&'static str),
    /// As it is: bytes, of this media type.
    Bytes(&'static str),
}

/// Answers requests that come from within.
#[cfg(feature = "graphql")]
pub(crate) trait Inward: Send + Sync {
    /// Answers one, within the request that it belongs to: its id, and whatever it may take.
    fn ask(&self, parts: Parts, body: Body, id: RequestId) -> BoxFuture<'_, Response>;
}

/// A service, as what is inside of it asks it.
#[cfg(feature = "graphql")]
#[derive(Clone)]
pub struct Within(Weak<dyn Inward>);

#[cfg(feature = "graphql")]
impl Within {
    /// Of a service, which what is inside of it must not keep alive.
    pub(crate) fn new<T: Inward + 'static>(service: &Arc<T>) -> Self {
        let service: Weak<T> = Arc::downgrade(service);
        Self(service)
    }

    /// What the service answers; nothing where it is gone.
    pub(crate) async fn ask(&self, parts: Parts, body: Body, id: RequestId) -> Option<Response> {
        let service = self.0.upgrade()?;
        Some(service.ask(parts, body, id).await)
    }
}

#[cfg(feature = "graphql")]
impl std::fmt::Debug for Within {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Within")
    }
}

/// What protocols of calls say in headers, and nothing of the operation.
const OF_THE_CALL: [HeaderName; 7] =
    [ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, TE];

/// The request that says the same as a message: its members, and the headers of its call, so that who calls is known.
///
/// # Errors
/// Where a value cannot be said where it belongs.
pub(crate) fn request<'t>(
    asking: &'t Asking,
    headers: &HeaderMap,
    members: &Json,
) -> Result<(Parts, Body, Captures<'t>), String> {
    let mut asked = Asked::of(asking, headers);
    for (name, place) in asking.places {
        if let Some(value) = members.get(name) {
            asked.put(value, *place)?;
        }
    }
    asked.finish(asking.path)
}

/// A request being put together.
struct Asked {
    parts: Parts,
    path: Vec<(&'static str, String)>,
    query: Vec<String>,
    cookies: Vec<String>,
    body: Body,
}

impl Asked {
    fn of(asking: &Asking, headers: &HeaderMap) -> Self {
        let (mut parts, ()) = Request::new(()).into_parts();
        parts.method = Method::from_bytes(asking.method.as_bytes()).unwrap_or_default();
        parts.headers = headers.clone();
        let cookies = headers.get_all(COOKIE).iter().filter_map(|it| it.to_str().ok().map(str::to_owned)).collect();
        for it in OF_THE_CALL {
            parts.headers.remove(it);
        }
        Self { parts, path: Vec::new(), query: Vec::new(), cookies, body: Body::empty() }
    }

    /// Puts a member in its place.
    fn put(&mut self, value: &Json, place: Place) -> Result<(), String> {
        match place {
            Place::Path(name, Style::Json) => self.path.push((name, path_segment(value))),
            Place::Path(name, style) => self.path.push((name, segment(name, value, style)?)),
            Place::Query(name, style) => self.query.extend(query(name, value, style)?),
            Place::Cookie(name, style) => self.cookies.extend(query(name, value, style)?),
            Place::Header(name, Style::Json) => self.header(name, &value.to_string())?,
            Place::Header(name, style) => self.header(name, &one_text(name, value, style, str::to_owned)?)?,
            Place::Body(written) => self.write(value, written)?,
        }
        Ok(())
    }

    fn header(&mut self, name: &str, value: &str) -> Result<(), String> {
        let wrong = || format!("{name} cannot be a header.");
        let header = HeaderName::try_from(name).map_err(|_| wrong())?;
        self.parts.headers.insert(header, HeaderValue::try_from(value).map_err(|_| wrong())?);
        Ok(())
    }

    fn write(&mut self, value: &Json, written: Written) -> Result<(), String> {
        let text = || value.as_str().unwrap_or_default();
        let (media, bytes) = match written {
            Written::Json(media) => (media, value.to_string().into_bytes()),
            Written::Form(styles) => {
                let text = form(value, styles).ok_or("The form has values inside of values.")?;
                (FORM, text.into_bytes())
            }
            Written::Text(media) => (media, text().as_bytes().to_vec()),
            Written::Bytes(media) => (media, Base64::from_text(text()).unwrap_or_default().0),
        };
        self.parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
        self.body = bytes.into();
        Ok(())
    }

    /// The request, and where in its path the values are.
    fn finish(mut self, template: &str) -> Result<(Parts, Body, Captures<'_>), String> {
        let (path, told) = template.split_at(template.find(['?', '#']).unwrap_or(template.len()));
        let (query, headers) = told.split_once('#').unwrap_or((told, ""));
        let (path, spans) = filled(path, &self.path);
        self.query.extend(query.strip_prefix('?').map(str::to_owned));
        for (name, value) in headers.split('&').filter_map(|it| it.split_once('=')) {
            self.header(name, value)?;
        }
        if !self.cookies.is_empty() {
            self.header(COOKIE.as_str(), &self.cookies.join("; "))?;
        }
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query.join("&")) };
        self.parts.uri =
            Uri::try_from(format!("{path}{query}")).map_err(|it| format!("There is no such path: {it}."))?;
        let mut captures = Captures::none();
        let path = self.parts.uri.path();
        for (name, span) in spans {
            captures.add(path, name, path.get(span).unwrap_or_default());
        }
        Ok((self.parts, self.body, captures))
    }
}

/// A value as part of a path, in a style.
fn segment(name: &str, value: &Json, style: Style) -> Result<String, String> {
    // A dot may stand between items: one inside them has to be encoded.
    let dot = if matches!(style, Style::Label { explode: true }) { "%2E" } else { "." };
    one_text(name, value, style, |it| path_segment(&it).replace('.', dot))
}

/// A value as one text, in a style that is one.
fn one_text(name: &str, value: &Json, style: Style, escaped: impl Fn(&str) -> String) -> Result<String, String> {
    let between = between(style.separator()).unwrap_or(",");
    joined(name, value, style, between, escaped).ok_or_else(|| format!("{name} has values inside of values."))
}

/// A value as pairs of a query, in a style.
fn query(name: &str, value: &Json, style: Style) -> Result<Vec<String>, String> {
    let pair = |name: &str, value: &str| format!("{}={value}", encoded(name));
    match style {
        Style::Json => Ok(vec![pair(name, &encoded(&value.to_string()))]),
        Style::DeepObject | Style::Filter | Style::Form { explode: true } => {
            Ok(pairs(name, value, style).iter().map(|(name, it)| pair(name, &encoded(it))).collect())
        }
        _ => Ok(vec![pair(name, &one_text(name, value, style, encoded)?)]),
    }
}

/// A path of matchit's syntax with its holes filled, and where each value is.
fn filled<'t>(template: &'t str, values: &[(&str, String)]) -> (String, Vec<(&'t str, Range<usize>)>) {
    let (mut path, mut spans, mut rest) = (String::new(), Vec::new(), template);
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(at);
        path.push_str(before);
        // Braces that are doubled are themselves.
        if let Some(after) = after.strip_prefix("{{").or_else(|| after.strip_prefix("}}")) {
            path.push_str(if rest[at..].starts_with('{') { "%7B" } else { "%7D" });
            rest = after;
            continue;
        }
        let (name, after) = after[1..].split_once('}').unwrap_or((&after[1..], ""));
        let name = name.trim_start_matches('*');
        let start = path.len();
        path.extend(values.iter().find(|it| it.0 == name).map(|it| it.1.as_str()));
        spans.push((name, start..path.len()));
        rest = after;
    }
    (path + rest, spans)
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn paths_are_filled() {
        let values = [("a", "1%2F2".to_owned()), ("b", "x".to_owned())];
        assert_eq!(
            filled("/n/{a}.{b}/{{c}}", &values),
            ("/n/1%2F2.x/%7Bc%7D".to_owned(), vec![("a", 3..8), ("b", 9..10)])
        );
        assert_eq!(filled("/{*a}", &values).0, "/1%2F2");
        assert_eq!(filled("/", &values).0, "/");
    }
}
