//! Fields of messages.

use super::context::Cx;
use super::edition::Edition;
use super::features::{self, FieldFeatures};
use super::renames::Of;
use super::validate::Said;
use super::{options, wellknown};
use prost_reflect::{FieldDescriptor, Kind, Value as Dynamic};
use zephyrix_ir::vocabulary::{
    Behavior, Cardinality, Field, Number, Presence, ProtoField, ProtoKind, Shape, TypeName, Value,
};
use zephyrix_ir::{DraftShape, DraftType, Ref, Span};

/// `google.api.FieldBehavior`.
const BEHAVIORS: &[(&str, Behavior)] = &[
    ("OPTIONAL", Behavior::Optional),
    ("REQUIRED", Behavior::Required),
    ("OUTPUT_ONLY", Behavior::OutputOnly),
    ("INPUT_ONLY", Behavior::InputOnly),
    ("IMMUTABLE", Behavior::Immutable),
    ("UNORDERED_LIST", Behavior::UnorderedList),
    ("NON_EMPTY_DEFAULT", Behavior::NonEmptyDefault),
    ("IDENTIFIER", Behavior::Identifier),
];

impl Cx<'_> {
    /// A field of a message.
    pub(super) fn field(&mut self, it: &FieldDescriptor) -> Field<Ref> {
        let (file, path) = (it.parent_file(), it.path().to_vec());
        let edition = self.about(&file).map_or(Edition::Proto3, |it| it.edition);
        let features = features::of_field(it, edition);
        let span = self.name_span(&file, &path);
        let options = it.options();
        let cardinality = cardinality(it, features);
        let said = self.said(it, span);
        let ty = self.constrained(it, span, &said);
        let mut field = Field::new(it.json_name(), span, ty, Presence::Optional);
        if cardinality == Cardinality::Required {
            field.presence = Presence::Required;
        }
        field.default = default(it, &cardinality);
        if said.refuses(field.default.as_ref()) || said.is_required() {
            (field.presence, field.default) = (Presence::Required, None);
        }
        field.deprecated = options::flag(&options, "deprecated");
        field.sensitive = options::flag(&options, "debug_redact");
        field.docs = self.docs(&file, &path);
        field.renamed_from = self.formers(&options, Of::Field, span);
        let entry = entry(it);
        let oneof = it.containing_oneof().filter(|it| !it.is_synthetic());
        let index = |oneof| it.parent_message().oneofs().filter(|it| !it.is_synthetic()).position(|it| it == oneof);
        field.proto = Some(Box::new(ProtoField {
            name: it.name().to_owned(),
            number: it.number(),
            kind: kind(&entry.as_ref().map_or(it.kind(), |(_, value)| value.kind()), features.delimited),
            oneof: oneof.and_then(index),
            default: stated_default(it),
            behaviors: self.behaviors(it),
            rules: said.rules,
            cardinality,
        }));
        field
    }

    /// What the values of a field look like.
    pub(super) fn field_type(&mut self, it: &FieldDescriptor, span: Span) -> Ref {
        let entry = entry(it);
        let item = self.kind(&entry.as_ref().map_or(it.kind(), |(_, value)| value.kind()), span);
        let (shape, word) = match entry {
            Some(_) => (Shape::Map(item.clone()), "map"),
            None if it.is_list() => (Shape::List(item.clone()), "list"),
            None => return item,
        };
        let key = format!("{}/{word}", item.key);
        let name = TypeName::Inline(vec![it.name().to_owned()]);
        self.draft.define(key.as_str(), DraftType::plain(name, span, shape));
        Ref::new(key, span)
    }

    /// The type of a field, which is its own where rules say more of it than its kind does.
    fn constrained(&mut self, it: &FieldDescriptor, span: Span, said: &Said) -> Ref {
        let plain = self.field_type(it, span);
        if said.constraints.is_empty() && said.items.is_empty() {
            return plain;
        }
        let Some(ty) = self.draft.types.get(&plain.key).cloned() else { return plain };
        let DraftShape::Known(mut shape) = ty.shape.clone() else { return plain };
        let name = TypeName::Inline(vec![it.parent_message().name().to_owned(), it.name().to_owned()]);
        let key = super::types::key(it.full_name());
        if let (Shape::List(item) | Shape::Map(item), false) = (&mut shape, said.items.is_empty())
            && let Some(of) = self.draft.types.get(&item.key).cloned()
        {
            let of = DraftType { name: name.clone(), constraints: said.items.clone(), ..of };
            *item = Ref::new(format!("{key}/item"), span);
            self.draft.define(item.key.clone(), of);
        }
        let shape = DraftShape::Known(shape);
        self.draft.define(key.as_str(), DraftType { name, shape, constraints: said.constraints.clone(), ..ty });
        Ref::new(key, span)
    }

    fn behaviors(&self, it: &FieldDescriptor) -> Vec<Behavior> {
        let found = options::extension(self.pool(), &it.options(), "google.api.field_behavior");
        let Some(ty) = self.pool().get_enum_by_name("google.api.FieldBehavior") else { return Vec::new() };
        let listed = found.as_ref().and_then(Dynamic::as_list).unwrap_or_default().iter();
        let names = listed.filter_map(Dynamic::as_enum_number).filter_map(|it| options::name_of(&ty, it));
        names.filter_map(|name| BEHAVIORS.iter().find(|it| it.0 == name)).map(|it| it.1).collect()
    }
}

/// Key and value of a map.
fn entry(it: &FieldDescriptor) -> Option<(FieldDescriptor, FieldDescriptor)> {
    match it.kind() {
        Kind::Message(entry) if it.is_map() => Some((entry.map_entry_key_field(), entry.map_entry_value_field())),
        _ => None,
    }
}

fn cardinality(it: &FieldDescriptor, features: FieldFeatures) -> Cardinality {
    if let Some((key, _)) = entry(it) {
        Cardinality::Map(kind(&key.kind(), false))
    } else if it.is_list() {
        if features.packed { Cardinality::Packed } else { Cardinality::Repeated }
    } else if features.required {
        Cardinality::Required
    } else if features.presence {
        Cardinality::Explicit
    } else {
        Cardinality::Implicit
    }
}

/// What a value of a kind is on the wire.
pub(super) fn kind(it: &Kind, delimited: bool) -> ProtoKind {
    match it {
        Kind::Double => ProtoKind::Double,
        Kind::Float => ProtoKind::Float,
        Kind::Int32 => ProtoKind::Int32,
        Kind::Int64 => ProtoKind::Int64,
        Kind::Uint32 => ProtoKind::UInt32,
        Kind::Uint64 => ProtoKind::UInt64,
        Kind::Sint32 => ProtoKind::SInt32,
        Kind::Sint64 => ProtoKind::SInt64,
        Kind::Fixed32 => ProtoKind::Fixed32,
        Kind::Fixed64 => ProtoKind::Fixed64,
        Kind::Sfixed32 => ProtoKind::SFixed32,
        Kind::Sfixed64 => ProtoKind::SFixed64,
        Kind::Bool => ProtoKind::Bool,
        Kind::String => ProtoKind::String,
        Kind::Bytes => ProtoKind::Bytes,
        Kind::Enum(it) => ProtoKind::Enum(it.full_name().into()),
        Kind::Message(it) if delimited => ProtoKind::Group(it.full_name().into()),
        Kind::Message(it) => ProtoKind::Message(it.full_name().into()),
    }
}

/// What JSON has where the field is not there: without presence it is the default of its kind.
fn default(it: &FieldDescriptor, cardinality: &Cardinality) -> Option<Value> {
    match cardinality {
        Cardinality::Repeated | Cardinality::Packed => Some(Value::List(Vec::new())),
        Cardinality::Map(_) => Some(Value::Map(indexmap::IndexMap::new())),
        Cardinality::Implicit => literal(&it.kind().default_value(), &it.kind()),
        Cardinality::Explicit | Cardinality::Required => None,
    }
}

/// `[default = …]`.
fn stated_default(it: &FieldDescriptor) -> Option<Value> {
    it.field_descriptor_proto().default_value.as_ref()?;
    literal(&it.default_value(), &it.kind())
}

/// A value as JSON has it; `None` for what JSON has no literal for.
fn literal(value: &Dynamic, kind: &Kind) -> Option<Value> {
    let number = |text: String| Number::parse(&text).map(Value::Number);
    match (value, kind) {
        (Dynamic::Bool(it), _) => Some(Value::Bool(*it)),
        (Dynamic::I32(it), _) => number(it.to_string()),
        (Dynamic::I64(it), _) => number(it.to_string()),
        (Dynamic::U32(it), _) => number(it.to_string()),
        (Dynamic::U64(it), _) => number(it.to_string()),
        (Dynamic::F32(it), _) => number(it.to_string()),
        (Dynamic::F64(it), _) => number(it.to_string()),
        (Dynamic::String(it), _) => Some(Value::Text(it.clone())),
        (Dynamic::Bytes(it), _) if it.is_empty() => Some(Value::Text(String::new())),
        (Dynamic::EnumNumber(it), Kind::Enum(ty)) if wellknown::shape(ty.full_name()).is_none() => {
            options::name_of(ty, *it).map(Value::Text)
        }
        _ => None,
    }
}
