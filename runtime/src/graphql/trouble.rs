//! What went wrong, as callers are told it: the members of `errors` (GraphQL §7.1.5).

use super::Error;
use super::request::Response;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Why an operation is not begun.
#[derive(Debug)]
pub(super) struct Refusal {
    code: &'static str,
    /// What is wrong with it, and where in the document.
    told: Vec<(String, Option<Place>)>,
}

/// A line and a column, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The place of a byte of a text.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or_default();
        let (above, line) = before.rsplit_once('\n').map_or((0, before), |(above, line)| (lines(above), line));
        Self { line: above + 1, column: line.chars().count() + 1 }
    }

    fn json(self) -> Value {
        json!({ "line": self.line, "column": self.column })
    }
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|it| *it == b'\n').count() + 1
}

impl Refusal {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, told: vec![(message.into(), None)] }
    }

    /// Several mistakes of one kind, each with its place where it has one.
    pub(super) fn several(code: &'static str, told: Vec<(String, Option<Place>)>) -> Self {
        Self { code, told }
    }

    /// What is answered to it.
    pub(super) fn response(self) -> Response {
        let error = |(message, place): (String, Option<Place>)| {
            let mut error = Map::from_iter([("message".to_owned(), Value::from(message))]);
            error.extend(place.map(|it| ("locations".to_owned(), json!([it.json()]))));
            error.insert("extensions".to_owned(), json!({ "code": self.code }));
            Value::Object(error)
        };
        let errors: Vec<Value> = self.told.into_iter().map(error).collect();
        let body = json!({ "errors": errors }).to_string().into_bytes();
        Response { began: false, is_whole: false, body, cache: None, code: Some(self.code) }
    }
}

/// Where in an answer a value is: from the inside out.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    pub(super) around: Option<&'a Path<'a>>,
    pub(super) step: Step<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

impl Path<'_> {
    fn json(&self) -> Vec<Value> {
        let mut steps: Vec<Value> = std::iter::successors(Some(self), |it| it.around)
            .map(|it| match it.step {
                Step::Key(key) => key.into(),
                Step::Item(index) => index.into(),
            })
            .collect();
        steps.reverse();
        steps
    }

    /// As logs have it: `orders.3.customer`.
    fn text(&self) -> String {
        self.json().iter().fold(String::new(), |mut text, step| {
            let point = if text.is_empty() { "" } else { "." };
            let _ = match step.as_str() {
                Some(key) => write!(text, "{point}{key}"),
                None => write!(text, "{point}{step}"),
            };
            text
        })
    }
}

/// One error of a field.
pub(super) fn of_field(error: &Error, path: &Path<'_>, place: Place) -> Value {
    let (message, code, mut extensions) = error.told();
    extensions.insert("code".to_owned(), code.into());
    json!({ "message": message, "locations": [place.json()], "path": path.json(), "extensions": extensions })
}

/// Writes down what callers are not told.
pub(super) fn log(error: &Error, path: &Path<'_>, asker: &super::Asker) {
    let (_, code, _) = error.told();
    if code == Error::INTERNAL {
        let cause = error.cause().map_or_else(|| error.to_string(), ToString::to_string);
        let id = asker.cx.request_id().map(ToString::to_string).unwrap_or_default();
        tracing::error!(request_id = id, path = path.text(), error = cause, "a field of GraphQL has no answer");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_characters() {
        let text = "{\n  \u{e4}b\n}";
        let place = |needle: &str| Place::of(text, text.find(needle).unwrap());
        assert_eq!(place("{"), Place { line: 1, column: 1 });
        assert_eq!(place("b"), Place { line: 2, column: 4 });
        assert_eq!(place("}"), Place { line: 3, column: 1 });
        assert_eq!(Place::of(text, 99), Place { line: 1, column: 1 });
    }
}
