//! Files of editions as `proto2` has them: `prost-reflect` knows nothing of editions, and what they say of values can be said so.

use prost_reflect::prost::Message;
use prost_reflect::prost_types::FileDescriptorSet;
use prost_reflect::{DynamicMessage, ReflectMessage, Value};
use std::collections::HashSet;

/// Features that say how values are written, by their numbers in `google.protobuf.FeatureSet`; those of edition 2023.
#[derive(Clone, Copy)]
struct Features {
    field_presence: i32,
    repeated_field_encoding: i32,
    message_encoding: i32,
}

const EDITION_2023: Features = Features { field_presence: 1, repeated_field_encoding: 1, message_encoding: 1 };
const IMPLICIT: i32 = 2;
const LEGACY_REQUIRED: i32 = 3;
const PACKED: i32 = 1;
const DELIMITED: i32 = 2;

/// Labels and types of `google.protobuf.FieldDescriptorProto`.
const REQUIRED: i32 = 2;
const REPEATED: i32 = 3;
const GROUP: i32 = 10;
const MESSAGE: i32 = 11;
/// Texts, groups, messages and bytes.
const UNPACKABLE: [i32; 4] = [9, GROUP, MESSAGE, 12];

/// A set of descriptors without editions, and the full names of fields that are not there when they have their default.
///
/// # Panics
/// If it is none.
pub(super) fn without(set: &[u8]) -> (Vec<u8>, HashSet<String>) {
    let descriptor = FileDescriptorSet::default().descriptor();
    let mut set = DynamicMessage::decode(descriptor, set).unwrap();
    let mut implicit = HashSet::new();
    for file in each(&mut set, "file") {
        if text(file, "syntax") != "editions" {
            continue;
        }
        let features = EDITION_2023.with(file);
        let package = text(file, "package");
        fields(file, "extension", (&package, &HashSet::new()), features, &mut implicit);
        for it in each(file, "message_type") {
            message(it, &package, features, &mut implicit);
        }
        file.clear_field_by_name("edition");
        file.set_field_by_name("syntax", Value::String("proto2".to_owned()));
    }
    (set.encode_to_vec(), implicit)
}

fn message(it: &mut DynamicMessage, scope: &str, outer: Features, implicit: &mut HashSet<String>) {
    let (name, features) = (within(scope, &text(it, "name")), outer.with(it));
    // Entries of maps, and what is in them, are never groups.
    let is_entry = |it: &DynamicMessage| inner(it, "options").is_some_and(|it| flag(&it, "map_entry"));
    let entries: HashSet<String> =
        each(it, "nested_type").filter(|it| is_entry(it)).map(|it| format!(".{name}.{}", text(it, "name"))).collect();
    let features = if is_entry(it) { Features { message_encoding: 1, ..features } } else { features };
    for kind in ["field", "extension"] {
        fields(it, kind, (&name, &entries), features, implicit);
    }
    for inner in each(it, "nested_type") {
        message(inner, &name, features, implicit);
    }
}

fn fields(
    of: &mut DynamicMessage,
    kind: &str,
    (scope, entries): (&str, &HashSet<String>),
    outer: Features,
    implicit: &mut HashSet<String>,
) {
    for it in each(of, kind) {
        let features = outer.with(it);
        let (label, ty) = (number(it, "label"), number(it, "type"));
        if label == REPEATED {
            let packed = features.repeated_field_encoding == PACKED && !UNPACKABLE.contains(&ty);
            option(it, "packed", packed);
        } else if features.field_presence == LEGACY_REQUIRED {
            it.set_field_by_name("label", Value::EnumNumber(REQUIRED));
        } else if features.field_presence == IMPLICIT {
            implicit.insert(within(scope, &text(it, "name")));
        }
        if ty == MESSAGE && features.message_encoding == DELIMITED && !entries.contains(&text(it, "type_name")) {
            it.set_field_by_name("type", Value::EnumNumber(GROUP));
        }
    }
}

impl Features {
    /// With what something says of itself.
    fn with(mut self, it: &DynamicMessage) -> Self {
        let Some(options) = inner(it, "options") else { return self };
        let Some(said) = inner(&options, "features") else { return self };
        for (name, to) in [
            ("field_presence", &mut self.field_presence),
            ("repeated_field_encoding", &mut self.repeated_field_encoding),
            ("message_encoding", &mut self.message_encoding),
        ] {
            if said.has_field_by_name(name) {
                *to = number(&said, name);
            }
        }
        self
    }
}

fn option(it: &mut DynamicMessage, name: &str, value: bool) {
    let field = it.get_field_by_name("options").map(std::borrow::Cow::into_owned);
    let Some(Value::Message(mut options)) = field else { return };
    options.set_field_by_name(name, Value::Bool(value));
    it.set_field_by_name("options", Value::Message(options));
}

fn each<'m>(it: &'m mut DynamicMessage, name: &str) -> impl Iterator<Item = &'m mut DynamicMessage> {
    let list = it.get_field_by_name_mut(name).and_then(Value::as_list_mut);
    list.into_iter().flatten().filter_map(Value::as_message_mut)
}

fn inner(it: &DynamicMessage, name: &str) -> Option<DynamicMessage> {
    it.has_field_by_name(name).then(|| it.get_field_by_name(name))??.as_message().cloned()
}

fn number(it: &DynamicMessage, name: &str) -> i32 {
    it.get_field_by_name(name).and_then(|it| it.as_enum_number()).unwrap_or_default()
}

fn flag(it: &DynamicMessage, name: &str) -> bool {
    it.get_field_by_name(name).and_then(|it| it.as_bool()).unwrap_or_default()
}

fn text(it: &DynamicMessage, name: &str) -> String {
    it.get_field_by_name(name).and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}

fn within(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}
