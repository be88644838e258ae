//! Messages, enums and services of protobuf: the rules are those of `buf breaking`
//! (<https://buf.build/docs/breaking/rules>), told by whom a change breaks.

mod enums;
mod extensions;
mod features;
mod fields;
mod files;
mod kinds;
mod reserved;
mod routes;
mod rules;
mod services;

use super::{Breaks, Finding};
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::{EnumValue, Field, Operation, ProtoEnum, ProtoMessage, ProtoType, Shape, Type};
use zephyrix_ir::{Code, Model, Span};

/// A version, by full names.
struct Side<'m> {
    messages: BTreeMap<&'m str, (&'m Type, &'m ProtoMessage, &'m [Field])>,
    enums: BTreeMap<&'m str, Enumeration<'m>>,
    methods: BTreeMap<(&'m str, &'m str), &'m Operation>,
    reserved: BTreeMap<String, reserved::Reserved>,
    features: BTreeMap<String, features::Features>,
    extensions: Vec<extensions::Extension>,
    /// The messages of methods, sent and answered.
    asked: BTreeMap<(String, String), (String, String)>,
}

/// An enum of a version.
#[derive(Clone, Copy)]
struct Enumeration<'m> {
    ty: &'m Type,
    proto: &'m ProtoEnum,
    values: &'m [EnumValue],
    open: bool,
}

impl<'m> Side<'m> {
    fn of(model: &'m Model, files: &[files::File<'m>]) -> Self {
        let (mut messages, mut enums, mut methods) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (_, ty) in model.types() {
            match (ty.proto.as_deref(), &ty.shape) {
                (Some(ProtoType::Message(proto)), Shape::Record { fields, .. }) => {
                    messages.insert(proto.name.as_str(), (ty, proto, fields.as_slice()));
                }
                (Some(ProtoType::Enum(proto)), Shape::Enum { values, open }) => {
                    enums.insert(proto.name.as_str(), Enumeration { ty, proto, values, open: *open });
                }
                _ => {}
            }
        }
        for (_, it) in model.operations() {
            if let Some(rpc) = &it.rpc {
                methods.insert((rpc.service.as_str(), rpc.method.as_str()), it);
            }
        }
        let features = features::of(files);
        let (reserved, extensions) = (reserved::of(files), extensions::of(files, &features));
        Self { messages, enums, methods, reserved, extensions, features, asked: files::methods(files) }
    }

    /// Where a message or an enum is.
    fn span(&self, name: &str) -> Option<Span> {
        let message = self.messages.get(name).map(|it| it.0.span);
        message.or_else(|| self.enums.get(name).map(|it| it.ty.span))
    }

    /// Every message and enum, with what it is and where.
    fn names(&self) -> impl Iterator<Item = (&'m str, &'static str, Span)> {
        let messages = self.messages.iter().map(|(name, it)| (*name, "message", it.0.span));
        messages.chain(self.enums.iter().map(|(name, it)| (*name, "enum", it.ty.span)))
    }
}

/// Whether a file is one of those that many take for granted, and that nobody changes.
fn bundled(name: &str) -> bool {
    name.starts_with("google/") || name.starts_with("buf/validate/")
}

pub(super) fn compare(old: &Model, new: &Model, findings: &mut Vec<Finding>) {
    let (before, now) = (files::of(old), files::of(new));
    files::compare(&before, &now, findings);
    let sides = (Side::of(old, &before), Side::of(new, &now));
    let (was, is) = (&sides.0, &sides.1);
    reserved::compare(was, is, findings);
    extensions::compare(was, is, findings);
    services::compare(was, is, findings);
    for (name, message) in &was.messages {
        if let Some(other) = is.messages.get(name) {
            fields::compare((was, *message), (is, *other), findings);
            rules::compare((old, *message), (new, *other), findings);
        }
    }
    for (name, it) in &was.enums {
        if let Some(other) = is.enums.get(name) {
            enums::compare(is, name, *it, *other, findings);
        }
    }
    for (name, what, span) in was.names() {
        if let Some(near) = is.span(name) {
            let features = was.features.get(name).zip(is.features.get(name));
            findings.extend(features.and_then(|(before, now)| before.of_type(*now, name, (span, near))));
        } else {
            let message = format!("the {what} `{name}` is gone");
            findings.push(Finding::breaking(Code::TYPE_GONE, Breaks::Code, message).was(span));
        }
    }
    let fresh = is.names().filter(|it| was.span(it.0).is_none());
    findings.extend(fresh.map(|(name, _, span)| Finding::fresh(format!("`{name}` is new"), span)));
}
