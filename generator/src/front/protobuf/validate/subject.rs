//! What rules are about: a field's value, or a part of one.

use super::super::{cel, fields};
use prost_reflect::{DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, ReflectMessage};
use zephyrix_ir::vocabulary::{CelType, ProtoKind};

/// A value that rules are about.
pub(in crate::front::protobuf) struct Subject {
    /// Its type in expressions.
    pub(super) ty: CelType,
    /// The member of `FieldRules` that speaks of such values; none for messages.
    pub(super) family: Option<&'static str>,
    /// Its enum.
    pub(super) enumeration: Option<EnumDescriptor>,
    /// Values, or items.
    item: Option<Kind>,
    /// Keys.
    key: Option<Kind>,
}

impl Subject {
    /// A field's value.
    pub(super) fn of(it: &FieldDescriptor) -> Self {
        match it.kind() {
            Kind::Message(entry) if it.is_map() => Self {
                family: Some("map"),
                key: Some(entry.map_entry_key_field().kind()),
                ..Self::many(it, entry.map_entry_value_field().kind())
            },
            kind if it.is_list() => Self::many(it, kind),
            kind => Self::single(&kind),
        }
    }

    fn many(it: &FieldDescriptor, item: Kind) -> Self {
        Self { ty: cel::field_type(it), family: Some("repeated"), enumeration: None, item: Some(item), key: None }
    }

    fn single(kind: &Kind) -> Self {
        let known = fields::kind(kind, false);
        let enumeration = if let Kind::Enum(it) = kind { Some(it.clone()) } else { None };
        Self { ty: CelType::of(&known), family: family(&known), enumeration, item: None, key: None }
    }

    /// Whether rules are about such values; those that are about any are.
    pub(super) fn takes(&self, set: &DynamicMessage) -> bool {
        family_of(set).is_none_or(|it| self.family == Some(it.name()))
    }

    /// A message.
    pub(super) fn message(ty: CelType) -> Self {
        Self { ty, family: None, enumeration: None, item: None, key: None }
    }

    /// An item of it, or a value.
    pub(super) fn item(&self) -> Option<Self> {
        self.item.as_ref().map(Self::single)
    }

    /// A key of it.
    pub(super) fn key(&self) -> Option<Self> {
        self.key.as_ref().map(Self::single)
    }
}

/// The member of a `FieldRules` that is set, of those that each speak of values of one type.
pub(super) fn family_of(set: &DynamicMessage) -> Option<FieldDescriptor> {
    let family = set.descriptor().oneofs().find(|it| it.name() == "type")?;
    family.fields().find(|it| set.has_field(it))
}

/// The member of `FieldRules` that speaks of a kind.
fn family(kind: &ProtoKind) -> Option<&'static str> {
    Some(match kind {
        ProtoKind::Double => "double",
        ProtoKind::Float => "float",
        ProtoKind::Int32 => "int32",
        ProtoKind::Int64 => "int64",
        ProtoKind::UInt32 => "uint32",
        ProtoKind::UInt64 => "uint64",
        ProtoKind::SInt32 => "sint32",
        ProtoKind::SInt64 => "sint64",
        ProtoKind::Fixed32 => "fixed32",
        ProtoKind::Fixed64 => "fixed64",
        ProtoKind::SFixed32 => "sfixed32",
        ProtoKind::SFixed64 => "sfixed64",
        ProtoKind::Bool => "bool",
        ProtoKind::String => "string",
        ProtoKind::Bytes => "bytes",
        ProtoKind::Enum(_) => "enum",
        ProtoKind::Group(_) => return None,
        ProtoKind::Message(name) => match name.strip_prefix("google.protobuf.")? {
            "Any" => "any",
            "Duration" => "duration",
            "Timestamp" => "timestamp",
            "FieldMask" => "field_mask",
            "DoubleValue" => "double",
            "FloatValue" => "float",
            "Int32Value" => "int32",
            "Int64Value" => "int64",
            "UInt32Value" => "uint32",
            "UInt64Value" => "uint64",
            "BoolValue" => "bool",
            "StringValue" => "string",
            "BytesValue" => "bytes",
            _ => return None,
        },
    })
}
