//! What fields, messages and enums say of how they are read, which no type has: features of editions, and `jstype`.
//!
//! <https://protobuf.dev/editions/features/>; what presence, openness, packing and delimiting come to, fields and enums say themselves.

use super::files::{File, within};
use crate::diff::{Breaks, Finding};
use prost_reflect::prost_types::FileDescriptorProto;
use prost_reflect::{DynamicMessage, ReflectMessage, Value};
use std::collections::BTreeMap;
use zephyrix_ir::{Code, Span};

/// What holds of something, by itself or by what it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Features {
    /// Whether texts that are no UTF-8 are refused.
    verifies: bool,
    /// Whether JSON of it is all that protobuf says of it, not the best that can be done.
    has_json: bool,
    /// `jstype` of a field, by its number.
    jstype: Option<i32>,
}

/// `google.protobuf.FeatureSet.Utf8Validation.VERIFY`.
const VERIFY: i32 = 2;

/// `google.protobuf.FeatureSet.JsonFormat.ALLOW`.
const ALLOW: i32 = 1;

/// Of everything that has a full name: what holds of it.
pub(super) fn of(files: &[File<'_>]) -> BTreeMap<String, Features> {
    let mut all = BTreeMap::new();
    for file in files {
        let descriptor = FileDescriptorProto::default().descriptor();
        let Ok(it) = DynamicMessage::decode(descriptor, file.proto.descriptor.as_slice()) else { continue };
        let new = !matches!(file.descriptor.syntax(), "" | "proto2");
        let outer = Features { verifies: new, has_json: new, jstype: None }.with(&it);
        for inner in list(&it, "message_type") {
            message(file.descriptor.package(), &inner, outer, &mut all);
        }
        for (kind, scope) in [("enum_type", &it), ("extension", &it)] {
            named(file.descriptor.package(), &list(scope, kind), outer, &mut all);
        }
    }
    all
}

fn message(scope: &str, it: &DynamicMessage, outer: Features, all: &mut BTreeMap<String, Features>) {
    let (name, own) = (within(scope, &text(it, "name")), outer.with(it));
    for inner in list(it, "nested_type") {
        message(&name, &inner, own, all);
    }
    for kind in ["enum_type", "extension", "field"] {
        named(&name, &list(it, kind), own, all);
    }
    all.insert(name, own);
}

fn named(scope: &str, those: &[DynamicMessage], outer: Features, all: &mut BTreeMap<String, Features>) {
    all.extend(those.iter().map(|it| (within(scope, &text(it, "name")), outer.with(it))));
}

impl Features {
    /// With what something says of itself.
    fn with(mut self, it: &DynamicMessage) -> Self {
        let Some(options) = message_of(it, "options") else { return self };
        if options.has_field_by_name("jstype") {
            self.jstype = options.get_field_by_name("jstype").and_then(|it| it.as_enum_number());
        }
        let Some(set) = message_of(&options, "features") else { return self };
        self.verifies = number(&set, "utf8_validation").map_or(self.verifies, |it| it == VERIFY);
        self.has_json = number(&set, "json_format").map_or(self.has_json, |it| it == ALLOW);
        self
    }

    /// Tells what is different of a field; `is_text` where its values are texts.
    pub(super) fn of_field(self, is: Self, path: &str, is_text: bool) -> Vec<(Breaks, String)> {
        let verified = is_text && self.verifies != is.verifies;
        let what = if is.verifies { "only UTF-8" } else { "any bytes" };
        let utf8 = verified.then(|| (Breaks::Code, format!("`{path}` takes {what}")));
        let other = self.jstype.unwrap_or_default() != is.jstype.unwrap_or_default();
        utf8.into_iter().chain(other.then(|| (Breaks::Code, format!("`{path}` has another `jstype`")))).collect()
    }

    /// Tells of a message or an enum that JSON is no longer said for.
    pub(super) fn of_type(self, is: Self, name: &str, (old, new): (Span, Span)) -> Option<Finding> {
        let lost = self.has_json && !is.has_json;
        let message = format!("JSON of `{name}` is only the best that can be done");
        lost.then(|| Finding::breaking(Code::FIELD_CHANGED, Breaks::Json, message).at(old, new))
    }
}

fn list(it: &DynamicMessage, name: &str) -> Vec<DynamicMessage> {
    let found = it.get_field_by_name(name);
    let all = found.as_ref().and_then(|it| it.as_list()).unwrap_or_default();
    all.iter().filter_map(Value::as_message).cloned().collect()
}

fn message_of(it: &DynamicMessage, name: &str) -> Option<DynamicMessage> {
    if !it.has_field_by_name(name) {
        return None;
    }
    it.get_field_by_name(name)?.as_message().cloned()
}

fn text(it: &DynamicMessage, name: &str) -> String {
    it.get_field_by_name(name).and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The number of an enum's value that is set. Numbers, since libraries know them by names of different ages.
fn number(of: &DynamicMessage, name: &str) -> Option<i32> {
    of.has_field_by_name(name).then(|| of.get_field_by_name(name))??.as_enum_number()
}
