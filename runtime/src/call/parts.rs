//! Bodies of parts: `multipart/form-data`, RFC 7578.

use super::param::Param;
use super::reader::{json_text, one};
use super::refusal::Refusal;
use crate::media::{essence, is_within};
use crate::types::{FromText, Mismatch, Upload};
use crate::validate::{Check, Validate};
use bytes::Bytes;
use futures_util::{FutureExt, stream};
use http::StatusCode;
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// How many parts a body may have.
const MOST_PARTS: usize = 1000;

/// How long the head of a part may be: its name, its file's name and its type.
const LONGEST_HEAD: usize = 4096;

/// One part: a field of the form.
#[derive(Debug)]
struct Part {
    name: String,
    file: Upload,
}

/// The parts of a body, which are taken from here by their names.
#[derive(Debug)]
pub struct Parts<'c> {
    parts: Vec<Part>,
    check: &'c mut Check,
}

impl<'c> Parts<'c> {
    /// Takes a body apart.
    pub(super) fn new(body: Bytes, content_type: &str, check: &'c mut Check) -> Result<Self, Box<Refusal>> {
        let boundary = multer::parse_boundary(content_type)
            .map_err(|_| Refusal::bad_request("The `Content-Type` has no boundary of parts."))?;
        // All of the body is there: nothing is ever waited for.
        let parts = split(body, boundary).now_or_never();
        let parts = parts.unwrap_or_else(|| Err(Refusal::bad_request("The body ends within a part.")))?;
        Ok(Self { parts, check })
    }

    /// A text.
    pub fn text<T: FromText>(&mut self, name: &'static str) -> Param<'_, T> {
        let found = self.only(name).and_then(|it| it.map(text).transpose());
        Param::read(self.check, "body", name, found, one)
    }

    /// Texts, a part each; absent, not empty, when there is none at all.
    pub fn texts<T: FromText>(&mut self, name: &'static str) -> Param<'_, Vec<T>> {
        self.all(name, |it, check| one(told(text(it), check)?, check))
    }

    /// JSON.
    pub fn json<T: DeserializeOwned + Validate>(&mut self, name: &'static str) -> Param<'_, T> {
        let found = self.only(name).and_then(|it| it.map(text).transpose());
        Param::read(self.check, "body", name, found, json_text)
    }

    /// JSON, an item a part; absent, not empty, when there is none at all.
    pub fn jsons<T: DeserializeOwned + Validate>(&mut self, name: &'static str) -> Param<'_, Vec<T>> {
        self.all(name, |it, check| json_text(told(text(it), check)?, check))
    }

    /// A file, of one of some media types; of any where there are none.
    pub fn file(&mut self, name: &'static str, types: &[&str]) -> Param<'_, Upload> {
        let found = self.only(name);
        Param::read(self.check, "body", name, found, |it, check| told(typed(it, types), check))
    }

    /// Files, a part each; absent, not empty, when there is none at all.
    pub fn files(&mut self, name: &'static str, types: &[&str]) -> Param<'_, Vec<Upload>> {
        self.all(name, |it, check| told(typed(it, types), check))
    }

    /// Refuses every part that was not taken.
    pub fn no_others(&mut self) {
        for part in std::mem::take(&mut self.parts) {
            let check = &mut *self.check;
            check.member(&part.name, |check| check.violation("additionalProperties", "Is not a known member."));
        }
    }

    /// Checks what concerns all of the parts, where each by itself is in order.
    pub fn whole<T: Validate>(&mut self, record: T) -> Option<T> {
        let before = self.check.len();
        if before == 0 {
            self.check.nested(&record);
        }
        (self.check.len() == before).then_some(record)
    }

    /// The one part of a name.
    fn only(&mut self, name: &str) -> Result<Option<Upload>, Mismatch> {
        super::query::only(self.take(name))
    }

    /// Reads every part of a name, so as to report all that are wrong.
    fn all<T>(&mut self, name: &'static str, read: impl Fn(Upload, &mut Check) -> Option<T>) -> Param<'_, Vec<T>> {
        let parts = self.take(name);
        let found = Ok((!parts.is_empty()).then_some(parts));
        Param::read(self.check, "body", name, found, |parts, check| {
            let count = parts.len();
            let mut all = Vec::with_capacity(count);
            for (index, it) in parts.into_iter().enumerate() {
                check.index(index, |check| all.extend(read(it, check)));
            }
            (all.len() == count).then_some(all)
        })
    }

    fn take(&mut self, name: &str) -> Vec<Upload> {
        self.parts.extract_if(.., |it| it.name == name).map(|it| it.file).collect()
    }
}

async fn split(body: Bytes, boundary: String) -> Result<Vec<Part>, Box<Refusal>> {
    let whole = stream::iter([Ok::<_, Infallible>(body)]);
    let mut multipart = multer::Multipart::new(whole, boundary);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(|it| malformed(&it))? {
        if parts.len() == MOST_PARTS {
            return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "The body has too many parts."));
        }
        let head: usize = field.headers().iter().map(|(name, it)| name.as_str().len() + it.len()).sum();
        if head > LONGEST_HEAD {
            return Err(Refusal::bad_request("The head of a part is too long."));
        }
        let Some(name) = field.name().map(str::to_owned) else {
            return Err(Refusal::bad_request("A part has no name."));
        };
        let file_name = field.file_name().map(str::to_owned);
        let content_type = field.content_type().map(ToString::to_string);
        let bytes = field.bytes().await.map_err(|it| malformed(&it))?;
        parts.push(Part { name, file: Upload { file_name, content_type, bytes } });
    }
    Ok(parts)
}

fn malformed(error: &multer::Error) -> Box<Refusal> {
    Refusal::bad_request(format!("The body is not made of parts: {error}."))
}

fn text(it: Upload) -> Result<String, Mismatch> {
    String::from_utf8(it.bytes.into()).map_err(|_| Mismatch::new("encoding", "Must be UTF-8."))
}

/// RFC 7578 §4.4: what has no type is text.
fn typed(it: Upload, types: &[&str]) -> Result<Upload, Mismatch> {
    let says = it.content_type.as_deref().unwrap_or("text/plain");
    let says = essence(says);
    if types.is_empty() || types.iter().any(|it| is_within(says, it)) {
        return Ok(it);
    }
    Err(Mismatch::new("contentMediaType", format!("Must be of type {}.", types.join(", "))))
}

fn told<T>(it: Result<T, Mismatch>, check: &mut Check) -> Option<T> {
    it.map_err(|it| check.violation(it.code, it.detail)).ok()
}
