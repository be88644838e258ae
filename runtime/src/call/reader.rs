//! The call: hands out parameters and body, and keeps the list of what is wrong with them.

use super::accepts::content_type;
use super::body::Received;
use super::param::Param;
use super::parts;
use super::path::PathValues;
use super::query::{cookies, decoded, headers, only, pairs};
use super::refusal::Refusal;
use super::stream::BodyStream;
use crate::json;
use crate::media::{essence, is_within};
use crate::parameter::Separator;
use crate::types::{FromText, Mismatch};
use crate::validate::{Check, Validate};
use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// One request, from which a [`FromCall`](super::FromCall) takes what its operation asks for.
#[derive(Debug)]
pub struct Call<'a> {
    pub(super) parts: &'a Parts,
    pub(super) path: PathValues<'a>,
    /// Split when first asked for.
    query: Option<Vec<(Cow<'a, str>, &'a str)>>,
    pub(super) body: Option<Received>,
    pub(super) check: Check,
    refusal: Option<Box<Refusal>>,
}

impl<'a> Call<'a> {
    pub(super) const fn new(parts: &'a Parts, path: PathValues<'a>, body: Option<Received>) -> Self {
        Self { parts, path, query: None, body, check: Check::new("body"), refusal: None }
    }

    /// The record, unless anything is wrong.
    pub(super) fn finish<T>(self, record: Option<T>, invalid: u16) -> Result<T, Box<Refusal>> {
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        if !self.check.is_empty() {
            return Err(Refusal::invalid(invalid, self.check.finish()));
        }
        record.ok_or_else(|| {
            tracing::error!("a request was refused without a reason");
            Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "The request could not be read.")
        })
    }

    /// A parameter in the path, percent-decoded.
    pub fn path<T: FromText>(&mut self, name: &'static str) -> Param<'_, T> {
        Param::read(&mut self.check, "path", name, Ok(self.path.get(name)), one)
    }

    /// A list in the path.
    pub fn path_list<T: FromText>(&mut self, name: &'static str, separator: Separator) -> Param<'_, Vec<T>> {
        let found = Ok(self.path.get(name).map(|it| separator.split(Cow::Borrowed(it))));
        Param::read(&mut self.check, "path", name, found, many)
    }

    /// A parameter in the query, which may be given only once.
    pub fn query<T: FromText>(&mut self, name: &'static str) -> Param<'_, T> {
        let found = only(self.query_values(name)).and_then(|it| it.map(decoded).transpose());
        Param::read(&mut self.check, "query", name, found, one)
    }

    /// A list in the query; absent, not empty, when it is not given at all.
    pub fn query_list<T: FromText>(&mut self, name: &'static str, separator: Separator) -> Param<'_, Vec<T>> {
        let values: Vec<_> = self.query_values(name).collect();
        let found = match separator {
            Separator::Repeated if values.is_empty() => Ok(None),
            Separator::Repeated => values.into_iter().map(decoded).collect::<Result<Vec<_>, _>>().map(Some),
            _ => only(values).and_then(|it| it.map(|it| separator.split_encoded(it, decoded)).transpose()),
        };
        Param::read(&mut self.check, "query", name, found, many)
    }

    /// A parameter in a header, which may be given only once.
    pub fn header<T: FromText>(&mut self, name: &'static str) -> Param<'_, T> {
        let found = headers(&self.parts.headers, name).and_then(only);
        Param::read(&mut self.check, "header", name, found, one)
    }

    /// A list in a header; several lines are one list, RFC 9110 §5.3.
    pub fn header_list<T: FromText>(&mut self, name: &'static str, separator: Separator) -> Param<'_, Vec<T>> {
        let found = headers(&self.parts.headers, name).map(|lines| {
            let items = lines.iter().flat_map(|it| separator.split(Cow::Borrowed(it)));
            let items = items.map(|it| Cow::Owned(it.trim().to_owned()));
            (!lines.is_empty()).then(|| items.collect::<Vec<_>>())
        });
        Param::read(&mut self.check, "header", name, found, many)
    }

    /// A parameter in a cookie.
    pub fn cookie<T: FromText>(&mut self, name: &'static str) -> Param<'_, T> {
        let found = only(cookies(&self.parts.headers, name));
        Param::read(&mut self.check, "cookie", name, found, one)
    }

    /// A list in a cookie, whose commas are encoded or not: RFC 6265 §4.1.1 has none that are not.
    pub fn cookie_list<T: FromText>(&mut self, name: &'static str, separator: Separator) -> Param<'_, Vec<T>> {
        let values: Vec<&str> = cookies(&self.parts.headers, name).collect();
        let found = match separator {
            Separator::Repeated => Ok((!values.is_empty()).then(|| values.into_iter().map(Cow::Borrowed).collect())),
            _ => only(values).map(|it| it.map(|it| separator.split(it.replace("%2C", ",").replace("%2c", ",").into()))),
        };
        Param::read(&mut self.check, "cookie", name, found, many)
    }

    /// The media type of the body, without parameters; empty where it has none.
    pub fn media_type(&self) -> &'a str {
        content_type(&self.parts.headers).map_or("", essence)
    }

    /// Whether the body is of one of some media types, or ranges of them.
    pub fn is_of(&self, types: &[&str]) -> bool {
        types.iter().any(|it| is_within(self.media_type(), it))
    }

    /// The body as it is read, or that there is none.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_body<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.body.is_none() {
            return Some(None);
        }
        read(self).map(Some)
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned + Validate>(&mut self) -> Option<T> {
        let body = self.whole().filter(|it| !it.is_empty());
        let Some(body) = body else { return self.refuse("A body is required.") };
        match json::decode(&body, &mut self.check) {
            Ok(value) => value,
            Err(malformed) => self.refuse(malformed.to_string()),
        }
    }

    /// The body as JSON, or that there is none.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_json<T: DeserializeOwned + Validate>(&mut self) -> Option<Option<T>> {
        if self.body.as_ref().is_none_or(Received::is_empty) {
            return Some(None);
        }
        self.json().map(Some)
    }

    /// The body by its parts; without any where there is none.
    pub fn multipart<T>(&mut self, read: impl FnOnce(&mut parts::Parts<'_>) -> Option<T>) -> Option<T> {
        let parts = match self.body.take() {
            Some(Received::Parts(parts)) => parts,
            _ => Vec::new(),
        };
        read(&mut parts::Parts::new(parts, &mut self.check))
    }

    /// The body by its parts, or that there is none.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_multipart<T>(
        &mut self,
        read: impl FnOnce(&mut parts::Parts<'_>) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.body.is_none() {
            return Some(None);
        }
        self.multipart(read).map(Some)
    }

    /// A body, if it keeps to rules that its type does not carry.
    pub fn checked<T>(&mut self, body: T, rules: impl for<'c> FnOnce(&T, &'c mut Check) -> &'c mut Check) -> Option<T> {
        let before = self.check.len();
        rules(&body, &mut self.check);
        (self.check.len() == before).then_some(body)
    }

    /// The same for a body that may be absent.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_checked<T>(
        &mut self,
        body: Option<T>,
        rules: impl for<'c> FnOnce(&T, &'c mut Check) -> &'c mut Check,
    ) -> Option<Option<T>> {
        match body {
            Some(body) => self.checked(body, rules).map(Some),
            None => Some(None),
        }
    }

    /// The body as text in UTF-8; empty where there is none.
    pub fn text(&mut self) -> Option<String> {
        self.optional_text().map(Option::unwrap_or_default)
    }

    /// The body as text in UTF-8, or that there is none.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_text(&mut self) -> Option<Option<String>> {
        let Some(body) = self.whole() else { return Some(None) };
        match String::from_utf8(body.into()) {
            Ok(it) => Some(Some(it)),
            Err(_) => self.refuse("The body is not UTF-8."),
        }
    }

    /// The body as it is; empty where there is none.
    pub fn bytes(&mut self) -> Option<Bytes> {
        Some(self.whole().unwrap_or_default())
    }

    /// The body as it is, or that there is none.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_bytes(&mut self) -> Option<Option<Bytes>> {
        Some(self.whole())
    }

    /// The body as it comes; an empty one where there is none.
    pub fn stream(&mut self) -> Option<BodyStream> {
        self.optional_stream().map(Option::unwrap_or_default)
    }

    /// The body as it comes, or that there is none.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_stream(&mut self) -> Option<Option<BodyStream>> {
        Some(self.body.take().map(Received::into_stream))
    }

    /// The body where it is in memory.
    pub(super) fn whole(&mut self) -> Option<Bytes> {
        self.body.take().and_then(Received::into_whole)
    }

    /// Checks what concerns the body as a whole.
    pub fn check(&mut self) -> &mut Check {
        &mut self.check
    }

    pub(super) fn refuse<T>(&mut self, detail: impl Into<Cow<'static, str>>) -> Option<T> {
        self.refusal = Some(Refusal::bad_request(detail));
        None
    }

    pub(super) fn query_values(&mut self, name: &str) -> impl Iterator<Item = &'a str> {
        self.query_pairs().iter().filter(move |it| it.0 == name).map(|it| it.1)
    }

    pub(super) fn query_pairs(&mut self) -> &[(Cow<'a, str>, &'a str)] {
        let query = self.parts.uri.query().unwrap_or("");
        self.query.get_or_insert_with(|| pairs(query))
    }
}

pub(super) fn one<T: FromText>(text: impl AsRef<str>, check: &mut Check) -> Option<T> {
    T::from_text(text.as_ref()).map_err(|it| report(it, check)).ok()
}

pub(super) fn json_text<T: DeserializeOwned + Validate>(text: impl AsRef<str>, check: &mut Check) -> Option<T> {
    json::decode(text.as_ref().as_bytes(), check).unwrap_or_else(|error| {
        check.violation("contentMediaType", error.to_string());
        None
    })
}

/// Reads every item, so as to report all that are wrong.
fn many<T: FromText>(texts: Vec<Cow<'_, str>>, check: &mut Check) -> Option<Vec<T>> {
    let mut all = Vec::with_capacity(texts.len());
    let count = texts.len();
    for (index, text) in texts.into_iter().enumerate() {
        check.index(index, |check| all.extend(one::<T>(text, check)));
    }
    (all.len() == count).then_some(all)
}

fn report(it: Mismatch, check: &mut Check) {
    check.violation(it.code, it.detail);
}
