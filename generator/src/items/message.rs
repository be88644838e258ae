//! Messages and enums of protobuf: structs and enums that the runtime's tables make what they are on the wire.

use super::{Side, docs, print as render};
use crate::plan::names::Scope;
use crate::plan::rust::Writing;
use crate::plan::{literals, rules, wire};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{EnumValue, Field, ProtoEnum, ProtoMessage, Shape, Type};
use zephyrix_templates::models::{Enumeration, EnumerationValue, Message, MessageField};

/// A message as a struct.
pub(super) fn print(
    to: &mut Writing<'_>,
    id: TypeId,
    ty: &Type,
    fields: &[Field],
    proto: &ProtoMessage,
    side: Side,
) -> String {
    let views = fields.iter().enumerate().map(|(at, it)| field(to, id, at, it)).collect();
    let members = to.rust.members(id);
    let oneof = |index: usize| {
        let of = fields.iter().zip(members).filter_map(|(it, name)| {
            let it = it.proto.as_ref().filter(|it| it.oneof == Some(index))?;
            Some(format!("{} {name}", it.number))
        });
        of.collect::<Vec<_>>().join(", ")
    };
    // One member needs no other to make way.
    let oneofs = (0..proto.oneofs.len()).map(oneof).filter(|it| it.contains(',')).collect();
    let checks = (side == Side::Server).then(|| rules::statements(to, id, fields, proto));
    if checks.is_some() {
        to.uses.all(&["zephyrix::Check", "zephyrix::Validate"]);
    }
    render(&Message {
        docs: docs(ty),
        name: to.rust.name(id).unwrap_or_default(),
        full: literals::string(&proto.name),
        fields: views,
        oneofs,
        checks,
    })
}

fn field(to: &mut Writing<'_>, id: TypeId, at: usize, it: &Field) -> MessageField {
    let name = to.rust.members(id)[at].clone();
    let text = it.docs.description.as_deref().or(it.docs.summary.as_deref()).unwrap_or("");
    let (number, written, kind) = match &it.proto {
        Some(proto) => (proto.number, proto.name.as_str(), wire::field(to, id, it, proto)),
        None => (0, it.name.as_str(), String::new()),
    };
    let formers = super::record::formers(it);
    MessageField {
        docs: literals::doc(text),
        wire: format!("{number} {} {}{formers}", literals::string(&it.name), literals::string(written)),
        kind,
        ty: to.field(id, at, it),
        name,
    }
}

/// An enum of numbers with names.
pub(super) fn enumeration(to: &Writing<'_>, id: TypeId, ty: &Type, values: &[EnumValue], proto: &ProtoEnum) -> String {
    let members = to.rust.members(id);
    let value = |((it, name), number): ((&EnumValue, &'_ String), &i32)| EnumerationValue {
        docs: super::scalar::variant_docs(it),
        name: name.clone(),
        number: *number,
        text: literals::string(it.value.as_text().unwrap_or_default()),
    };
    let open = matches!(ty.shape, Shape::Enum { open: true, .. });
    let unknown = || Scope::with(members.iter().map(String::as_str)).claim("Unrecognized".to_owned());
    render(&Enumeration {
        docs: docs(ty),
        name: to.rust.name(id).unwrap_or_default(),
        values: values.iter().zip(members).zip(&proto.numbers).map(value).collect(),
        unknown: open.then(unknown),
        aliases: proto.aliases.iter().map(|(name, number)| format!("{} = {number}", literals::string(name))).collect(),
    })
}
