//! Bodies of parts: `multipart/form-data`, RFC 7578.

use super::call::Call;
use crate::parameter::{Style, joined, pairs};
use crate::types::Upload;
use http::HeaderValue;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Display;
use uuid::Uuid;

/// The parts of a body that is being put together, each a field of a form. What is absent is left out.
#[must_use = "parts are nothing before they are sent"]
#[derive(Debug)]
pub struct Parts {
    boundary: String,
    body: Vec<u8>,
    /// The first value that could not be written.
    invalid: Option<String>,
}

impl Parts {
    /// A text.
    pub fn text<T: Display>(mut self, name: &str, value: Option<&T>) -> Self {
        if let Some(it) = value {
            self.part(name, None, None, it.to_string().as_bytes());
        }
        self
    }

    /// Texts, a part each.
    pub fn texts<T: Display>(self, name: &str, values: Option<&[T]>) -> Self {
        values.unwrap_or_default().iter().fold(self, |parts, it| parts.text(name, Some(it)))
    }

    /// JSON.
    pub fn json<T: Serialize>(mut self, name: &str, media: &str, value: Option<&T>) -> Self {
        match value.map(serde_json::to_vec) {
            None => {}
            Some(Ok(text)) => self.part(name, None, Some(media), &text),
            Some(Err(error)) => self.refuse(format!("`{name}` cannot be written as JSON: {error}")),
        }
        self
    }

    /// JSON, an item a part.
    pub fn jsons<T: Serialize>(self, name: &str, media: &str, values: Option<&[T]>) -> Self {
        values.unwrap_or_default().iter().fold(self, |parts, it| parts.json(name, media, Some(it)))
    }

    /// A file; of a media type, where it does not say one itself.
    pub fn file(mut self, name: &str, media: &str, value: Option<&Upload>) -> Self {
        let Some(it) = value else { return self };
        // Without a name, it would be a text.
        let file_name = it.file_name.as_deref().unwrap_or("file");
        match it.whole() {
            Ok(bytes) => self.part(name, Some(file_name), Some(it.content_type.as_deref().unwrap_or(media)), &bytes),
            Err(error) => self.refuse(format!("`{name}` cannot be read: {error}")),
        }
        self
    }

    /// Files, a part each.
    pub fn files(self, name: &str, media: &str, values: Option<&[Upload]>) -> Self {
        values.unwrap_or_default().iter().fold(self, |parts, it| parts.file(name, media, Some(it)))
    }

    /// One of several kinds of parts, written as the one that it is.
    pub fn one_of<T>(self, value: Option<&T>, write: impl FnOnce(Self, &T) -> Self) -> Self {
        match value {
            None => self,
            Some(value) => write(self, value),
        }
    }

    /// A value of any type, in a style: a part for each of its texts, or JSON.
    pub fn value<T: Serialize>(mut self, name: &str, value: Option<&T>, style: Style) -> Self {
        let Some(value) = value else { return self };
        match serde_json::to_value(value) {
            Err(error) => self.refuse(format!("`{name}` cannot be written: {error}")),
            Ok(tree) => self.tree(name, &tree, style),
        }
        self
    }

    /// Values that have names of their own, as [`Self::value`].
    pub fn others<T: Serialize>(self, values: &BTreeMap<String, T>) -> Self {
        values.iter().fold(self, |parts, (name, it)| parts.value(name, Some(it), Style::Form { explode: true }))
    }

    /// Files that have names of their own.
    pub fn other_files(self, media: &str, values: &BTreeMap<String, Upload>) -> Self {
        values.iter().fold(self, |parts, (name, it)| parts.file(name, media, Some(it)))
    }

    fn tree(&mut self, name: &str, tree: &Value, style: Style) {
        let beyond = |it: &Value| it.is_object() || it.is_array();
        let json = beyond(tree) && tree.as_array().is_none_or(|it| it.iter().any(beyond));
        match style {
            Style::Form { explode: true } if json => {
                self.part(name, None, Some("application/json"), tree.to_string().as_bytes());
            }
            Style::Form { explode: true } | Style::DeepObject => {
                for (name, text) in pairs(name, tree, style) {
                    self.part(&name, None, None, text.as_bytes());
                }
            }
            style => match joined(name, tree, style, between(style), str::to_owned) {
                Some(text) => self.part(name, None, None, text.as_bytes()),
                None => self.refuse(format!("`{name}` has values inside of values, which its style has no place for")),
            },
        }
    }

    fn part(&mut self, name: &str, file_name: Option<&str>, media: Option<&str>, value: &[u8]) {
        let mut head = format!("--{}\r\ncontent-disposition: form-data; name=\"{}\"", self.boundary, quoted(name));
        if let Some(it) = file_name {
            head.extend(["; filename=\"", &quoted(it), "\""]);
        }
        if let Some(it) = media {
            if HeaderValue::from_str(it).is_err() {
                self.refuse(format!("`{name}` is of a type that no header can have"));
            }
            head.extend(["\r\ncontent-type: ", it]);
        }
        head.push_str("\r\n\r\n");
        self.body.extend_from_slice(head.as_bytes());
        self.body.extend_from_slice(value);
        self.body.extend_from_slice(b"\r\n");
    }

    fn refuse(&mut self, reason: String) {
        self.invalid.get_or_insert(reason);
    }
}

impl Call<'_> {
    /// A body of parts.
    pub fn multipart<T>(mut self, value: Option<&T>, write: impl FnOnce(Parts, &T) -> Parts) -> Self {
        let Some(value) = value else { return self };
        // So many random bits are in no file by chance.
        let boundary = Uuid::new_v4().simple().to_string();
        let mut parts = write(Parts { boundary, body: Vec::new(), invalid: None }, value);
        parts.body.extend_from_slice(format!("--{}--\r\n", parts.boundary).as_bytes());
        if let Some(reason) = parts.invalid {
            self.refuse(reason);
        }
        self.body(&format!("multipart/form-data; boundary={}", parts.boundary), parts.body.into())
    }
}

/// What stands between items in a part, where nothing is encoded.
const fn between(style: Style) -> &'static str {
    match style {
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        _ => ",",
    }
}

/// A name between quotes, WHATWG HTML §4.10.21.8.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
