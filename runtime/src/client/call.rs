//! One request, on its way from values to what is sent.

use super::answer::Answer;
use super::base::web;
use super::endpoint::Endpoint;
use super::error::Transport;
use super::stream::Opened;
use crate::parameter::{Separator, between, encoded, path_segment};
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderName};
use http::{HeaderMap, HeaderValue, Method};
use reqwest::Url;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::{self, Display, Write};

/// A request that is being put together. What cannot be written is told by [`Call::send`].
#[must_use = "a call is nothing before `send`"]
pub struct Call<'e> {
    endpoint: &'e Endpoint,
    /// What comes before the path, without a slash at its end.
    base: Cow<'e, str>,
    method: Method,
    /// With the holes that are not filled yet.
    path: String,
    query: String,
    headers: HeaderMap,
    cookies: Vec<String>,
    body: Option<Bytes>,
    /// The first value that could not be written.
    invalid: Option<String>,
}

impl<'e> Call<'e> {
    pub(super) fn new(endpoint: &'e Endpoint, base: Result<Cow<'e, str>, String>, method: &str, path: &str) -> Self {
        let known = Method::try_from(method).map_err(|_| format!("there cannot be a method {method:?}"));
        let invalid = known.as_ref().err().or(base.as_ref().err()).cloned();
        Self {
            endpoint,
            base: base.unwrap_or_default(),
            method: known.unwrap_or_default(),
            // In a path these are text, though they mean something else in a URL.
            path: path.replace('?', "%3F").replace('#', "%23"),
            query: endpoint.settings.query.clone(),
            headers: endpoint.settings.headers.clone(),
            cookies: Vec::new(),
            body: None,
            invalid,
        }
    }

    /// A call to a whole URL, with none of what calls of the endpoint have in their query.
    pub(super) fn to(endpoint: &'e Endpoint, method: &str, url: &str) -> Self {
        let url = web(url).map_err(|why| format!("this is not a URL to send to: {why}"));
        let query = url.as_ref().ok().and_then(Url::query).unwrap_or_default().to_owned();
        let base = url.map(|mut url| {
            url.set_query(None);
            url.set_fragment(None);
            Cow::Owned(url.into())
        });
        Self { query, ..Self::new(endpoint, base, method, "") }
    }

    /// Fills a hole of the path.
    pub fn path<T: Display>(mut self, name: &str, value: &T) -> Self {
        self.fill(name, &path_segment(value));
        self
    }

    /// Fills a hole of the path with a list.
    pub fn path_list<T: Display>(mut self, name: &str, values: &[T]) -> Self {
        self.fill(name, &joined(values.iter().map(path_segment), ","));
        self
    }

    /// A parameter in the query.
    pub fn query<T: Display>(mut self, name: &str, value: Option<&T>) -> Self {
        if let Some(it) = value {
            self.pair(name, &encoded(it));
        }
        self
    }

    /// A list in the query.
    pub fn query_list<T: Display>(mut self, name: &str, values: Option<&[T]>, separator: Separator) -> Self {
        let items = values.unwrap_or_default().iter().map(|it| encoded(it));
        match (between(separator), values) {
            (_, None) => {}
            (None, _) => items.for_each(|it| self.pair(name, &it)),
            (Some(between), _) => self.pair(name, &joined(items, between)),
        }
        self
    }

    /// A parameter in a header.
    pub fn header<T: Display>(mut self, name: &str, value: Option<&T>) -> Self {
        if let Some(it) = value {
            self.line(name, &it.to_string());
        }
        self
    }

    /// A list in a header, RFC 9110 §5.6.1.
    pub fn header_list<T: Display>(mut self, name: &str, values: Option<&[T]>) -> Self {
        if let Some(it) = values {
            self.line(name, &joined(it.iter().map(ToString::to_string), ", "));
        }
        self
    }

    /// A parameter in a cookie.
    pub fn cookie<T: Display>(mut self, name: &str, value: Option<&T>) -> Self {
        if let Some(it) = value {
            self.crumb(name, &it.to_string());
        }
        self
    }

    /// A list in a cookie.
    pub fn cookie_list<T: Display>(mut self, name: &str, values: Option<&[T]>, separator: Separator) -> Self {
        let items = values.unwrap_or_default().iter().map(ToString::to_string);
        match (between(separator), values) {
            (_, None) => {}
            (None, _) => items.for_each(|it| self.crumb(name, &it)),
            // In a cookie, a comma has to be encoded.
            (Some(_), _) => self.crumb(name, &joined(items, "%2C")),
        }
        self
    }

    /// The media types that are understood.
    pub fn accept(mut self, types: &'static str) -> Self {
        self.headers.insert(ACCEPT, HeaderValue::from_static(types));
        self
    }

    /// A body that is JSON.
    pub fn json<T: Serialize>(mut self, media: &str, value: Option<&T>) -> Self {
        match value.map(serde_json::to_vec) {
            None => self,
            Some(Ok(body)) => self.body(media, body.into()),
            Some(Err(error)) => {
                self.refuse(format!("the body cannot be written as JSON: {error}"));
                self
            }
        }
    }

    /// A body that is text.
    pub fn text(self, media: &str, value: Option<&str>) -> Self {
        match value {
            None => self,
            Some(text) => self.body(media, Bytes::copy_from_slice(text.as_bytes())),
        }
    }

    /// A body of any bytes.
    pub fn bytes(self, media: &str, value: Option<&Bytes>) -> Self {
        match value {
            None => self,
            Some(bytes) => self.body(media, bytes.clone()),
        }
    }

    /// A body that is one of several, written as the one that it is.
    pub fn one_of<T>(self, value: Option<&T>, write: impl FnOnce(Self, &T) -> Self) -> Self {
        match value {
            None => self,
            Some(value) => write(self, value),
        }
    }

    /// Sends the request, and waits for all of the answer.
    ///
    /// # Errors
    /// When a value cannot be written, when no answer comes in time, or when it is too large.
    pub async fn send(self) -> Result<Answer, Transport> {
        let endpoint = self.endpoint;
        let request = self.request().map_err(Transport::invalid)?;
        let response = endpoint.http.execute(request).await?;
        Answer::receive(response, endpoint.settings.max_body).await
    }

    /// Sends the request, and waits for the head of the answer: its body may take for as long as it likes.
    ///
    /// # Errors
    /// When a value cannot be written, or when no answer comes in time.
    pub async fn open(self) -> Result<Opened, Transport> {
        let Endpoint { http, settings } = self.endpoint;
        let request = self.request().map_err(Transport::invalid)?;
        Opened::receive(http, request, settings.max_body, settings.timeout).await
    }

    pub(super) fn body(mut self, media: &str, body: Bytes) -> Self {
        self.line(CONTENT_TYPE.as_str(), media);
        self.body = Some(body);
        self
    }

    pub(super) fn request(mut self) -> Result<reqwest::Request, String> {
        if !self.cookies.is_empty() {
            let known = self.headers.get(COOKIE).and_then(|it| it.to_str().ok()).map(str::to_owned);
            let cookies = joined(known.into_iter().chain(std::mem::take(&mut self.cookies)), "; ");
            self.line(COOKIE.as_str(), &cookies);
        }
        if self.path.split('/').any(is_dots) {
            self.refuse("a parameter in the path is `.` or `..`, which is another path".to_owned());
        }
        if let Some(reason) = self.invalid {
            return Err(reason);
        }
        let settings = &self.endpoint.settings;
        let mut url = Url::parse(&format!("{}{}", self.base, self.path)).map_err(|error| error.to_string())?;
        if !self.query.is_empty() {
            url.set_query(Some(&self.query));
        }
        let mut request = reqwest::Request::new(self.method, url);
        *request.headers_mut() = self.headers;
        *request.timeout_mut() = Some(settings.timeout);
        *request.body_mut() = self.body.map(Into::into);
        Ok(request)
    }

    pub(super) fn fill(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            // Without it, the path is another one.
            self.refuse(format!("the parameter `{name}` in the path is empty"));
        }
        self.path = self.path.replace(&format!("{{{name}}}"), text);
    }

    pub(super) fn pair(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.query, "{}={value}", encoded(name));
    }

    pub(super) fn crumb(&mut self, name: &str, value: &str) {
        match cookie(name, value) {
            Some(pair) => self.cookies.push(pair),
            None => self.refuse(format!("the value of the cookie `{name}` is one that no cookie can have")),
        }
    }

    pub(super) fn line(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::from_bytes(value.as_bytes())) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the value of the header `{name}` is one that no header can have")),
        }
    }

    pub(super) fn refuse(&mut self, reason: String) {
        self.invalid.get_or_insert(reason);
    }
}

/// Shows where the call goes, and none of what it carries.
impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("method", &self.method).field("path", &self.path).finish_non_exhaustive()
    }
}

/// A pair of the `Cookie` header, if its value can be one: RFC 6265 §4.1.1.
pub(super) fn cookie(name: &str, value: &str) -> Option<String> {
    let fits = |it: u8| it.is_ascii_graphic() && !matches!(it, b'"' | b',' | b';' | b'\\');
    value.bytes().all(fits).then(|| format!("{name}={value}"))
}

pub(super) fn joined(items: impl Iterator<Item = String>, between: &str) -> String {
    items.collect::<Vec<_>>().join(between)
}

/// Whether a segment means another path, RFC 3986 §5.2.4, which URLs do even where it is encoded.
fn is_dots(segment: &str) -> bool {
    matches!(segment.replace("%2E", ".").as_str(), "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint() -> Endpoint {
        Endpoint::new("http://a/api").unwrap()
    }

    fn url(call: Call<'_>) -> Result<String, String> {
        call.request().map(|it| it.url().as_str().to_owned())
    }

    fn get<'e>(endpoint: &'e Endpoint, path: &str) -> Call<'e> {
        endpoint.call("GET", path)
    }

    #[test]
    fn values_stay_where_they_are_put() {
        let endpoint = endpoint();
        let call = get(&endpoint, "/a/{x}/{y}").path("x", &"{y}/?#").path("y", &1).query("q&", Some(&"a=b&c d+é"));
        assert_eq!(url(call).unwrap(), "http://a/api/a/%7By%7D%2F%3F%23/1?q%26=a%3Db%26c%20d%2B%C3%A9");
    }

    #[test]
    fn a_value_that_is_another_path_is_refused() {
        let endpoint = endpoint();
        for value in ["", ".", ".."] {
            assert!(url(get(&endpoint, "/pets/{id}").path("id", &value)).is_err(), "{value:?}");
        }
        assert!(url(get(&endpoint, "/pets/{a}.{b}").path("a", &"").path("b", &"")).is_err());
        assert!(url(get(&endpoint, "/pets/{a}{b}").path("a", &".").path("b", &".")).is_err());
        assert_eq!(url(get(&endpoint, "/pets/{id}").path("id", &"...")).unwrap(), "http://a/api/pets/...");
    }

    #[test]
    fn lists_are_written_in_their_style() {
        let endpoint = endpoint();
        let items = ["a b".to_owned(), "c,d".to_owned()];
        for (separator, query) in [
            (Separator::Repeated, "?n=a%20b&n=c%2Cd"),
            (Separator::Comma, "?n=a%20b,c%2Cd"),
            (Separator::Space, "?n=a%20b%20c%2Cd"),
            (Separator::Pipe, "?n=a%20b%7Cc%2Cd"),
        ] {
            let call = get(&endpoint, "/").query_list("n", Some(&items), separator);
            assert_eq!(url(call).unwrap(), format!("http://a/api/{query}"));
        }
        let none: [String; 0] = [];
        assert_eq!(
            url(get(&endpoint, "/").query_list("n", Some(&none), Separator::Repeated)).unwrap(),
            "http://a/api/"
        );
        assert_eq!(
            url(get(&endpoint, "/").query_list("n", Some(&none), Separator::Comma)).unwrap(),
            "http://a/api/?n="
        );
        assert_eq!(url(get(&endpoint, "/{n}").path_list("n", &items)).unwrap(), "http://a/api/a%20b,c%2Cd");
    }

    #[test]
    fn a_value_that_would_end_its_header_is_refused() {
        let endpoint = endpoint();
        assert!(get(&endpoint, "/").header("x", Some(&"a\r\nb: c")).request().is_err());
        assert!(get(&endpoint, "/").cookie("x", Some(&"a; b=c")).request().is_err());
        let request =
            get(&endpoint, "/").header("x", Some(&"é")).cookie("a", Some(&1)).cookie("b", Some(&2)).request().unwrap();
        assert_eq!(request.headers()["x"].as_bytes(), "é".as_bytes());
        assert_eq!(request.headers()["cookie"], "a=1; b=2");
    }
}
