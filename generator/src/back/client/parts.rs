//! How a record is written as a body of parts, as one call a member.

use crate::plan::literals;
use crate::plan::parts::{PartKind, PartPlan};
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{MediaType, Shape};

/// The call that writes the record at a reference.
pub(super) fn step(to: &Writing<'_>, id: TypeId, parts: &[PartPlan], reference: &str) -> String {
    let Shape::Record { fields, .. } = to.model.shape(id) else { return String::new() };
    let written = fields.iter().zip(parts).enumerate().map(|(at, (field, part))| {
        let value = value(&to.rust.members(id)[at], to.rust.field_kind(id, at, field), part.repeated);
        format!(".{}, {value})", call(&literals::string(&field.name), part))
    });
    let written: String = written.collect();
    let it = if written.is_empty() { "_" } else { "it" };
    format!("multipart({reference}, |parts, {it}| parts{written})")
}

/// The call of one member, up to its value.
fn call(name: &str, part: &PartPlan) -> String {
    let many = if part.repeated { "s" } else { "" };
    let media = |else_: &str| {
        let one = part.media.iter().find(|it| !it.is_range()).map_or(else_, MediaType::as_str);
        literals::string(one)
    };
    match part.kind {
        PartKind::Text(_) => format!("text{many}({name}"),
        PartKind::Json(_) => format!("json{many}({name}, {}", media("application/json")),
        PartKind::File => format!("file{many}({name}, {}", media("application/octet-stream")),
    }
}

/// The member, if it is there.
fn value(member: &str, kind: FieldKind, repeated: bool) -> String {
    let part = if repeated { "as_deref" } else { "as_ref" };
    match kind {
        FieldKind::Plain | FieldKind::Defaulted => format!("Some(&it.{member})"),
        FieldKind::Maybe => format!("it.{member}.as_ref().and_then(Option::{part})"),
        FieldKind::Optional | FieldKind::Nullable | FieldKind::DefaultedNullable => format!("it.{member}.{part}()"),
    }
}
