//! Messages, enums and services of protobuf: the rules are those of `buf breaking`
//! (<https://buf.build/docs/breaking/rules>), told by whom a change breaks.

mod enums;
mod fields;
mod files;
mod services;

use super::Finding;
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::{EnumValue, Field, Operation, ProtoEnum, ProtoMessage, ProtoType, Shape, Type};
use zephyrix_ir::{Code, Model};

/// A version, by full names.
struct Side<'m> {
    messages: BTreeMap<&'m str, (&'m Type, &'m ProtoMessage, &'m [Field])>,
    enums: BTreeMap<&'m str, Enumeration<'m>>,
    methods: BTreeMap<(&'m str, &'m str), &'m Operation>,
    reserved: BTreeMap<String, files::Reserved>,
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
    fn of(model: &'m Model, files: &[files::File]) -> Self {
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
        Self { messages, enums, methods, reserved: files::reserved(files), asked: files::methods(files) }
    }
}

pub(super) fn compare(old: &Model, new: &Model, findings: &mut Vec<Finding>) {
    let files = [files::of(old), files::of(new)];
    files::compare(&files[0], &files[1], findings);
    let (old, new) = (Side::of(old, &files[0]), Side::of(new, &files[1]));
    services::compare(&old, &new, findings);
    for (name, (ty, proto, fields)) in &old.messages {
        match new.messages.get(name) {
            Some(now) => fields::compare(&new, (ty, proto, fields), *now, findings),
            None => findings.push(Finding {
                code: Code::TYPE_GONE,
                breaks: Some(super::Breaks::Code),
                message: format!("the message `{name}` is gone"),
                old: Some(ty.span),
                new: None,
            }),
        }
    }
    for (name, it) in &old.enums {
        match new.enums.get(name) {
            Some(now) => enums::compare(&new, name, *it, *now, findings),
            None => findings.push(Finding {
                code: Code::TYPE_GONE,
                breaks: Some(super::Breaks::Code),
                message: format!("the enum `{name}` is gone"),
                old: Some(it.ty.span),
                new: None,
            }),
        }
    }
    let fresh = new.messages.iter().filter(|it| !old.messages.contains_key(it.0)).map(|(name, it)| (*name, it.0.span));
    let fresh =
        fresh.chain(new.enums.iter().filter(|it| !old.enums.contains_key(it.0)).map(|(name, it)| (*name, it.ty.span)));
    findings.extend(fresh.map(|(name, span)| Finding {
        code: Code::SOMETHING_NEW,
        breaks: None,
        message: format!("`{name}` is new"),
        old: None,
        new: Some(span),
    }));
}
