//! Fields that files add to messages of others: `extend`.

use super::features::Features;
use super::fields::{self, Told};
use super::files::{File, within};
use super::{Side, bundled};
use crate::diff::{Breaks, Finding};
use prost_reflect::prost_types::DescriptorProto;
use prost_reflect::prost_types::FieldDescriptorProto;
use prost_reflect::prost_types::field_descriptor_proto::{Label, Type};
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::{Cardinality, ProtoField, ProtoKind, Rules, Value};
use zephyrix_ir::{Code, Span};

/// An extension.
pub(super) struct Extension {
    /// Its full name.
    name: String,
    /// What it extends.
    of: String,
    field: ProtoField,
    features: Option<Features>,
    span: Span,
}

impl Extension {
    fn told<'a>(&'a self, json: &'a str) -> Told<'a> {
        Told { json, proto: &self.field, oneof: None, features: self.features, span: self.span }
    }
}

/// Those that files define, in their order.
pub(super) fn of(files: &[File<'_>], features: &BTreeMap<String, Features>) -> Vec<Extension> {
    let mut all = Vec::new();
    for file in files.iter().filter(|it| !bundled(&it.proto.name)) {
        let mut found = Found { file, features, all: &mut all };
        let package = file.descriptor.package();
        found.add(package, &[7], &file.descriptor.extension);
        for (at, it) in (0..).zip(&file.descriptor.message_type) {
            found.inside(package, &[4, at], it);
        }
    }
    all
}

struct Found<'a, 'm> {
    file: &'a File<'m>,
    features: &'a BTreeMap<String, Features>,
    all: &'a mut Vec<Extension>,
}

impl Found<'_, '_> {
    fn inside(&mut self, scope: &str, path: &[i32], it: &DescriptorProto) {
        let name = within(scope, it.name());
        self.add(&name, &[path, &[6]].concat(), &it.extension);
        for (at, inner) in (0..).zip(&it.nested_type) {
            self.inside(&name, &[path, &[3, at]].concat(), inner);
        }
    }

    fn add(&mut self, scope: &str, path: &[i32], those: &[FieldDescriptorProto]) {
        for (at, it) in (0..).zip(those) {
            let name = within(scope, it.name());
            let span = self.file.span(&[path, &[at]].concat());
            let features = self.features.get(&name).copied();
            let of = it.extendee().trim_start_matches('.').to_owned();
            self.all.push(Extension { of, field: field(it), features, span, name });
        }
    }
}

fn field(it: &FieldDescriptorProto) -> ProtoField {
    let cardinality = match it.label() {
        Label::Repeated => Cardinality::Repeated,
        Label::Optional | Label::Required => Cardinality::Explicit,
    };
    ProtoField {
        name: it.name().to_owned(),
        number: u32::try_from(it.number()).unwrap_or_default(),
        kind: kind(it),
        cardinality,
        oneof: None,
        default: it.default_value.clone().map(Value::Text),
        behaviors: Vec::new(),
        rules: Rules::default(),
    }
}

fn kind(it: &FieldDescriptorProto) -> ProtoKind {
    let name = || it.type_name().trim_start_matches('.').into();
    match it.r#type() {
        Type::Double => ProtoKind::Double,
        Type::Float => ProtoKind::Float,
        Type::Int64 => ProtoKind::Int64,
        Type::Uint64 => ProtoKind::UInt64,
        Type::Int32 => ProtoKind::Int32,
        Type::Fixed64 => ProtoKind::Fixed64,
        Type::Fixed32 => ProtoKind::Fixed32,
        Type::Bool => ProtoKind::Bool,
        Type::String => ProtoKind::String,
        Type::Group => ProtoKind::Group(name()),
        Type::Message => ProtoKind::Message(name()),
        Type::Bytes => ProtoKind::Bytes,
        Type::Uint32 => ProtoKind::UInt32,
        Type::Enum => ProtoKind::Enum(name()),
        Type::Sfixed32 => ProtoKind::SFixed32,
        Type::Sfixed64 => ProtoKind::SFixed64,
        Type::Sint32 => ProtoKind::SInt32,
        Type::Sint64 => ProtoKind::SInt64,
    }
}

pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, findings: &mut Vec<Finding>) {
    for was in &old.extensions {
        let same = |is: &&Extension| is.of == was.of && is.field.number == was.field.number;
        let by_name = || new.extensions.iter().find(|is| is.of == was.of && is.name == was.name);
        if let Some(is) = new.extensions.iter().find(same) {
            let jsons = [format!("[{}]", was.name), format!("[{}]", is.name)];
            let (before, now) = (was.told(&jsons[0]), is.told(&jsons[1]));
            fields::both(&format!("[{}]", was.name), (old, before), (new, now), findings);
        } else if let Some(is) = by_name() {
            let message = format!(
                "the extension `{}` has the number {}, and had {}",
                was.name, is.field.number, was.field.number
            );
            let found = Finding::breaking(Code::FIELD_CHANGED, Breaks::Wire, message);
            findings.push(found.at(was.span, is.span));
        } else {
            let message = format!("the extension `{}` of `{}` is gone", was.name, was.of);
            let found = Finding::breaking(Code::FIELD_GONE, Breaks::Code, message);
            findings.push(match new.span(&was.of) {
                Some(near) => found.at(was.span, near),
                None => found.was(was.span),
            });
        }
    }
    let known = |is: &&Extension| {
        old.extensions.iter().any(|it| it.of == is.of && (it.field.number == is.field.number || it.name == is.name))
    };
    let fresh = new.extensions.iter().filter(|is| !known(is));
    findings
        .extend(fresh.map(|is| Finding::fresh(format!("the extension `{}` of `{}` is new", is.name, is.of), is.span)));
}
