//! Where values are, and how they are read: what Rust has for a kind, as CEL has it.

use crate::plan::literals;
use zephyrix_ir::vocabulary::{Cardinality, CelItem, CelType, Field, ProtoField, ProtoKind, ProtoMessage};

/// A place that holds a value.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The expression.
    pub(super) text: String,
    /// Whether it is a reference already.
    pub(super) is_reference: bool,
    /// What is there.
    pub(super) item: CelItem,
}

impl Place {
    /// A reference to it.
    pub(super) fn reference(&self) -> String {
        if self.is_reference { self.text.clone() } else { format!("&{}", self.text) }
    }

    fn value(&self) -> String {
        if self.is_reference { format!("*{}", self.text) } else { self.text.clone() }
    }

    /// The value as CEL has it.
    pub(super) fn read(&self) -> String {
        match &self.item {
            CelItem::Made(_) => self.value(),
            CelItem::Kept(kind) => match kind {
                ProtoKind::Message(name) if wrapped(name).is_some() => {
                    self.read_as(&wrapped(name).unwrap_or(ProtoKind::Bool))
                }
                kind => self.read_as(kind),
            },
        }
    }

    fn read_as(&self, kind: &ProtoKind) -> String {
        match kind {
            ProtoKind::Int64
            | ProtoKind::SInt64
            | ProtoKind::SFixed64
            | ProtoKind::UInt64
            | ProtoKind::Fixed64
            | ProtoKind::Double
            | ProtoKind::Bool => self.value(),
            ProtoKind::Int32 | ProtoKind::SInt32 | ProtoKind::SFixed32 => format!("i64::from({})", self.value()),
            ProtoKind::UInt32 | ProtoKind::Fixed32 => format!("u64::from({})", self.value()),
            ProtoKind::Float => format!("f64::from({})", self.value()),
            ProtoKind::String => format!("{}.as_str()", self.text),
            ProtoKind::Bytes => format!("{}.0.as_slice()", self.text),
            ProtoKind::Enum(_) => format!("i64::from(proto::Enumeration::number({}))", self.value()),
            ProtoKind::Message(_) | ProtoKind::Group(_) => match CelType::of(kind) {
                CelType::Timestamp => format!("proto::cel::moment({})", self.reference()),
                CelType::Duration => format!("proto::cel::span({})", self.reference()),
                _ => self.reference(),
            },
        }
    }

    /// Whether it is not the default of its kind; `None` of messages, which are there.
    pub(super) fn is_not_zero(&self) -> Option<String> {
        let CelItem::Kept(kind) = &self.item else { return None };
        match kind {
            ProtoKind::Message(_) | ProtoKind::Group(_) => None,
            ProtoKind::Bool => Some(self.value()),
            ProtoKind::String => Some(format!("!{}.is_empty()", self.text)),
            ProtoKind::Bytes => Some(format!("!{}.0.is_empty()", self.text)),
            ProtoKind::Enum(_) => Some(format!("proto::Enumeration::number({}) != 0", self.value())),
            // -0 is not the default.
            ProtoKind::Double | ProtoKind::Float => Some(format!("{}.to_bits() != 0", self.text)),
            _ => Some(format!("{} != 0", self.value())),
        }
    }
}

/// The scalar in a wrapper.
pub(super) fn wrapped(name: &str) -> Option<ProtoKind> {
    Some(match name.strip_prefix("google.protobuf.")? {
        "BoolValue" => ProtoKind::Bool,
        "StringValue" => ProtoKind::String,
        "BytesValue" => ProtoKind::Bytes,
        "Int32Value" => ProtoKind::Int32,
        "Int64Value" => ProtoKind::Int64,
        "UInt32Value" => ProtoKind::UInt32,
        "UInt64Value" => ProtoKind::UInt64,
        "FloatValue" => ProtoKind::Float,
        "DoubleValue" => ProtoKind::Double,
        _ => return None,
    })
}

/// Whether a field is there, and without presence not the default of its kind.
pub(super) fn is_set(it: &ProtoField, place: &str) -> String {
    let text = place.to_owned();
    match it.cardinality {
        Cardinality::Explicit => format!("{place}.is_some()"),
        Cardinality::Required => "true".to_owned(),
        Cardinality::Repeated | Cardinality::Packed | Cardinality::Map(_) => format!("!{place}.is_empty()"),
        Cardinality::Implicit => {
            let place = Place { text, is_reference: false, item: CelItem::Kept(it.kind.clone()) };
            place.is_not_zero().unwrap_or_else(|| "true".to_owned())
        }
    }
}

/// The statements about fields that exclude one another.
pub(super) fn oneofs(fields: &[Field], members: &[String], proto: &ProtoMessage) -> Vec<String> {
    let all: Vec<(&ProtoField, String)> = fields
        .iter()
        .zip(members)
        .filter_map(|(it, member)| it.proto.as_deref().map(|it| (it, format!("self.{member}"))))
        .collect();
    let mut lines = Vec::new();
    for (index, it) in proto.oneofs.iter().enumerate().filter(|it| it.1.required) {
        let given = all.iter().filter(|it| it.0.oneof == Some(index)).map(|(it, place)| is_set(it, place));
        let given = given.collect::<Vec<_>>().join(" || ");
        let name = literals::string(&it.name);
        lines
            .push(format!("check.at({name}).must({given}, \"required\", \"exactly one field is required in oneof\");"));
    }
    for it in &proto.exclusive {
        let of = all.iter().filter(|(field, _)| it.fields.contains(&field.name));
        let given: Vec<String> = of.map(|(it, place)| is_set(it, place)).collect();
        let names = it.fields.join(", ");
        let told = |words: &str, verb: &str| literals::string(&format!("{words} of {names} {verb} be set"));
        if given.len() > 1 {
            let given = given.join(", ");
            lines.push(format!(
                "check.must_not(proto::several(&[{given}]), \"message.oneof\", {});",
                told("only one", "can")
            ));
        }
        if it.required {
            lines.push(format!("check.must({}, \"message.oneof\", {});", given.join(" || "), told("one", "must")));
        }
    }
    lines
}
