//! How a record is written as a body of parts, as one call a member.

use crate::plan::parts::{Others, PartKind, PartPlan, PartsPlan};
use crate::plan::rust::{FieldKind, Writing};
use crate::plan::{inputs, literals};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Field, MediaType, Shape, Style};

/// The call that writes the record at a reference.
pub(super) fn step(to: &mut Writing<'_>, id: TypeId, parts: &PartsPlan, reference: &str) -> String {
    let (fields, others): (&[Field], _) = match to.model.shape(id) {
        Shape::Record { fields, .. } => (fields, format!("&it.{}", to.rust.rest(id))),
        _ => (&[], "it".to_owned()),
    };
    let mut written = String::new();
    for (at, (field, part)) in fields.iter().zip(&parts.members).enumerate() {
        let value = value(&to.rust.members(id)[at], to.rust.field_kind(id, at, field), part.repeated);
        written.extend([".", &call(to, &literals::string(&field.name), part, &value), ")"]);
    }
    match parts.others {
        Some(Others::Values(_)) => written.extend([".others(", &others, ")"]),
        Some(Others::Files) => written.extend([".other_files(\"application/octet-stream\", ", &others, ")"]),
        None => {}
    }
    let it = if written.is_empty() { "_" } else { "it" };
    format!("multipart({reference}, |parts, {it}| parts{written})")
}

/// The call of one member, but for its end.
fn call(to: &mut Writing<'_>, name: &str, part: &PartPlan, value: &str) -> String {
    let many = if part.repeated { "s" } else { "" };
    let media = |else_: &str| {
        let one = part.media.iter().find(|it| !it.is_range()).map_or(else_, MediaType::as_str);
        literals::string(one)
    };
    match part.kind {
        PartKind::Text(_) => format!("text{many}({name}, {value}"),
        PartKind::Json(_) => format!("json{many}({name}, {}, {value}", media("application/json")),
        PartKind::File => format!("file{many}({name}, {}, {value}", media("application/octet-stream")),
        PartKind::OneOrMany(ty, file, other) | PartKind::FileOr(ty, file, other) => {
            let (union, variants) = (to.ty(ty), to.rust.members(ty));
            let (file, other, media) = (&variants[file], &variants[other], media("application/octet-stream"));
            let rest = if matches!(part.kind, PartKind::FileOr(..)) {
                format!("value({name}, Some(it), {})", inputs::style(to, Style::Form { explode: true }))
            } else {
                format!("files({name}, {media}, Some(it))")
            };
            let arms = [
                format!("{union}::{file}(it) => parts.file({name}, {media}, Some(it))"),
                format!("{union}::{other}(it) => parts.{rest}"),
            ];
            format!("one_of({value}, |parts, it| match it {{ {} }}", arms.join(", "))
        }
        PartKind::Value(_, style) => format!("value({name}, {value}, {}", inputs::style(to, style)),
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
