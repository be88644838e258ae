//! What an edition means: features, by default and as they are set, from the outside inwards.
//!
//! <https://protobuf.dev/editions/features/>; `proto2` and `proto3` are editions here, whose features nothing sets.

use super::edition::Edition;
use super::options;
use prost_reflect::{DynamicMessage, EnumDescriptor, FieldDescriptor, FileDescriptor, MessageDescriptor};
use prost_reflect::{Kind, OneofDescriptor};

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Features {
    presence: Presence,
    open: bool,
    packed: bool,
    delimited: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Explicit,
    Implicit,
    Required,
}

impl Features {
    fn of(edition: Edition) -> Self {
        let proto2 = edition == Edition::Proto2;
        let presence = if edition == Edition::Proto3 { Presence::Implicit } else { Presence::Explicit };
        Self { presence, open: !proto2, packed: !proto2, delimited: false }
    }

    /// With what some options say.
    fn with(mut self, options: &DynamicMessage) -> Self {
        let Some(set) = options::message(options, "features") else { return self };
        let word = |name| options::word(&set, name);
        match word("field_presence").as_deref() {
            Some("EXPLICIT") => self.presence = Presence::Explicit,
            Some("IMPLICIT") => self.presence = Presence::Implicit,
            Some("LEGACY_REQUIRED") => self.presence = Presence::Required,
            _ => {}
        }
        self.open = word("enum_type").map_or(self.open, |it| it == "OPEN");
        self.packed = word("repeated_field_encoding").map_or(self.packed, |it| it == "PACKED");
        self.delimited = word("message_encoding").map_or(self.delimited, |it| it == "DELIMITED");
        self
    }

    /// Those of a file.
    fn file(file: &FileDescriptor, edition: Edition) -> Self {
        Self::of(edition).with(&file.options())
    }

    fn message(message: &MessageDescriptor, edition: Edition) -> Self {
        let outer = match message.parent_message() {
            Some(parent) => Self::message(&parent, edition),
            None => Self::file(&message.parent_file(), edition),
        };
        outer.with(&message.options())
    }

    fn oneof(oneof: &OneofDescriptor, edition: Edition) -> Self {
        Self::message(oneof.parent_message(), edition).with(&oneof.options())
    }
}

/// What a field is by its features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FieldFeatures {
    /// Always there.
    pub(super) required: bool,
    /// Absent is something else than the default.
    pub(super) presence: bool,
    /// A repeated one: all values in one field.
    pub(super) packed: bool,
    /// A message: between tags.
    pub(super) delimited: bool,
}

/// Those of a field in a file of an edition.
pub(super) fn of_field(field: &FieldDescriptor, edition: Edition) -> FieldFeatures {
    let message = matches!(field.kind(), Kind::Message(_));
    let numeric = !message && !matches!(field.kind(), Kind::String | Kind::Bytes);
    if edition < Edition::E2023 {
        return FieldFeatures {
            required: field.is_required(),
            presence: field.supports_presence(),
            packed: numeric && field.is_packed(),
            delimited: field.is_group(),
        };
    }
    let real = field.containing_oneof().filter(|it| !it.is_synthetic());
    let outer = match &real {
        Some(oneof) => Features::oneof(oneof, edition),
        None => Features::message(field.parent_message(), edition),
    };
    let all = outer.with(&field.options());
    let single = !field.is_list() && !field.is_map();
    let required = single && real.is_none() && all.presence == Presence::Required;
    FieldFeatures {
        required,
        presence: single && !required && (message || real.is_some() || all.presence == Presence::Explicit),
        packed: numeric && field.is_list() && all.packed,
        delimited: message && !field.is_map() && all.delimited && !field.parent_message().is_map_entry(),
    }
}

/// Whether an enum takes numbers that it does not list.
pub(super) fn is_open(it: &EnumDescriptor, edition: Edition) -> bool {
    let outer = match it.parent_message() {
        Some(parent) => Features::message(&parent, edition),
        None => Features::file(&it.parent_file(), edition),
    };
    outer.with(&it.options()).open
}
