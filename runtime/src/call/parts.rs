//! Bodies of parts: `multipart/form-data`, RFC 7578.

use super::param::Param;
use super::query::only;
use super::reader::{json_text, one};
use super::styled::readings;
use super::tree::{put, steps, with_lists};
use crate::json::decode_one_of;
use crate::media::{essence, is_within};
use crate::parameter::Style;
use crate::types::{FromText, Mismatch, Upload};
use crate::validate::{Check, Validate};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// One part: a field of the form.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file: Upload,
}

/// The parts of a body, which are taken from here by their names.
#[derive(Debug)]
pub struct Parts<'c> {
    parts: Vec<Part>,
    check: &'c mut Check,
}

impl<'c> Parts<'c> {
    pub(super) const fn new(parts: Vec<Part>, check: &'c mut Check) -> Self {
        Self { parts, check }
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

    /// One file or several, each of one of some media types; which of the two it is, their number says.
    pub fn one_or_many<T>(
        &mut self,
        name: &'static str,
        types: &[&str],
        one: fn(Upload) -> T,
        many: fn(Vec<Upload>) -> T,
    ) -> Param<'_, T> {
        let parts = self.take(name);
        let found = Ok((!parts.is_empty()).then_some(parts));
        Param::read(self.check, "body", name, found, |parts, check| {
            let mut files = each(parts, check, |it, check| told(typed(it, types), check))?;
            Some(if files.len() == 1 { one(files.remove(0)) } else { many(files) })
        })
    }

    /// A file of one of some media types, or a value of another type: what has the name of a file is one.
    pub fn file_or<T, U: DeserializeOwned + Validate>(
        &mut self,
        name: &'static str,
        types: &[&str],
        file: fn(Upload) -> T,
        other: fn(U) -> T,
    ) -> Param<'_, T> {
        let parts: Vec<Part> = self.parts.extract_if(.., |it| it.name == name).collect();
        if parts.iter().any(|it| it.file.file_name.is_some()) {
            let found = only(parts).map(|it| it.map(|it| it.file));
            return Param::read(self.check, "body", name, found, |it, check| told(typed(it, types), check).map(file));
        }
        let found = trees(parts, name, FORM);
        Param::read(self.check, "body", name, found, |trees, check| decode_one_of(&trees, check).map(other))
    }

    /// A value of any type, in a style: of its parts, those of JSON are JSON and the others texts.
    pub fn value<T: DeserializeOwned + Validate>(&mut self, name: &'static str, style: Style) -> Param<'_, T> {
        let is_part =
            |it: &str| it == name || style == Style::DeepObject && it.split_once('[').is_some_and(|it| it.0 == name);
        let parts: Vec<Part> = self.parts.extract_if(.., |it| is_part(&it.name)).collect();
        Param::read(self.check, "body", name, trees(parts, name, style), |trees, check| decode_one_of(&trees, check))
    }

    /// Every part that was not taken, each a value by its name.
    pub fn others<T: DeserializeOwned + Validate>(&mut self) -> Option<BTreeMap<String, T>> {
        self.rest(|name, parts, check| decode_one_of(&told(trees(parts, name, FORM), check)??, check))
    }

    /// Every part that was not taken, each a file by its name.
    pub fn other_files(&mut self) -> Option<BTreeMap<String, Upload>> {
        self.rest(|_, parts, check| told(only(parts), check)?.map(|it| it.file))
    }

    fn rest<T>(&mut self, read: impl Fn(&str, Vec<Part>, &mut Check) -> Option<T>) -> Option<BTreeMap<String, T>> {
        let mut named: BTreeMap<String, Vec<Part>> = BTreeMap::new();
        for it in std::mem::take(&mut self.parts) {
            named.entry(it.name.clone()).or_default().push(it);
        }
        let count = named.len();
        let mut all = BTreeMap::new();
        for (name, parts) in named {
            let read = &read;
            self.check.member(&name, |check| {
                if let Some(it) = read(&name, parts, check) {
                    all.insert(name.clone(), it);
                }
            });
        }
        (all.len() == count).then_some(all)
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
        only(self.take(name))
    }

    /// Reads every part of a name, so as to report all that are wrong.
    fn all<T>(&mut self, name: &'static str, read: impl Fn(Upload, &mut Check) -> Option<T>) -> Param<'_, Vec<T>> {
        let parts = self.take(name);
        let found = Ok((!parts.is_empty()).then_some(parts));
        Param::read(self.check, "body", name, found, |parts, check| each(parts, check, read))
    }

    fn take(&mut self, name: &str) -> Vec<Upload> {
        self.parts.extract_if(.., |it| it.name == name).map(|it| it.file).collect()
    }
}

/// The style of what has none.
const FORM: Style = Style::Form { explode: true };

/// All that the parts of a value may be, the most likely first.
fn trees(parts: Vec<Part>, name: &str, style: Style) -> Result<Option<Vec<Value>>, Mismatch> {
    if parts.is_empty() {
        return Ok(None);
    }
    if style == Style::DeepObject {
        let mut tree = Value::Null;
        for Part { name: key, file } in parts {
            put(&mut tree, &steps(&key).1, text(file)?)?;
        }
        return Ok(Some(vec![with_lists(tree)]));
    }
    if style != FORM {
        let Some(part) = only(parts)? else { return Ok(None) };
        return readings(&text(part.file)?, name, style, |it| Ok(it.into())).map(Some);
    }
    let (mut typed, mut plain) = (Vec::new(), Vec::new());
    for Part { file, .. } in parts {
        let json = file.content_type.as_deref().is_some_and(|it| is_within(essence(it), "application/json"));
        let text = text(file)?;
        let read = (json || text.starts_with(['{', '['])).then(|| serde_json::from_str(&text).ok()).flatten();
        typed.push(read.unwrap_or_else(|| Value::from(text.as_str())));
        plain.push(Value::from(text));
    }
    let alone = |mut all: Vec<Value>| if all.len() == 1 { all.remove(0) } else { Value::Array(all) };
    Ok(Some(if typed == plain { vec![alone(plain)] } else { vec![alone(typed), alone(plain)] }))
}

/// Reads every part, so as to report all that are wrong.
fn each<T>(parts: Vec<Upload>, check: &mut Check, read: impl Fn(Upload, &mut Check) -> Option<T>) -> Option<Vec<T>> {
    let count = parts.len();
    let mut all = Vec::with_capacity(count);
    for (index, it) in parts.into_iter().enumerate() {
        check.index(index, |check| all.extend(read(it, check)));
    }
    (all.len() == count).then_some(all)
}

fn text(it: Upload) -> Result<String, Mismatch> {
    let bytes = it.into_text().ok_or(Mismatch::constant("maxLength", "Must be shorter."))?;
    let bytes = bytes.map_err(|_| Mismatch::constant("encoding", "Could not be read."))?;
    String::from_utf8(bytes.into()).map_err(|_| Mismatch::new("encoding", "Must be UTF-8."))
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
