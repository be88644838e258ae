//! How a body of parts is read into its record, as one expression a member.

use crate::plan::names::Scope;
use crate::plan::operations::OperationPlan;
use crate::plan::parts::{Others, PartKind, PartPlan, PartsPlan};
use crate::plan::readings::Reading;
use crate::plan::rust::{FieldKind, Writing};
use crate::plan::{checks, inputs, literals};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Field, Rest, Shape};
use zephyrix_templates::routes::{Part, Parts};

/// How the body of an operation is read, where it has parts.
pub(super) fn read(to: &mut Writing<'_>, plan: &OperationPlan) -> Option<Parts> {
    let (id, parts) = plan.inputs.iter().find_map(|it| in_parts(&it.how))?;
    let Shape::Record { fields, rest } = to.model.shape(id) else { return None };
    to.uses.add("zephyrix::Parts");
    let members = to.rust.members(id);
    let name = Scope::with(members.iter().map(String::as_str)).claim("parts".to_owned());
    let reads = fields.iter().zip(&parts.members).enumerate().map(|(at, (field, part))| Part {
        name: members[at].clone(),
        read: format!("{name}.{}{}", found(to, field, part), ending(to, id, at, field)),
    });
    let mut fields: Vec<Part> = reads.collect();
    if let Some(others) = parts.others {
        fields.push(Part { name: to.rust.rest(id).to_owned(), read: format!("{name}.{}", self::others(to, others)) });
    }
    let (closed, whole) = (*rest == Rest::Refused, !to.model[id].constraints.is_empty());
    let idle = fields.is_empty() && !closed && !whole;
    Some(Parts { ty: to.ty(id), fields, closed, whole, name: if idle { "_".to_owned() } else { name } })
}

/// The record whose members are parts, if it is or may be one.
fn in_parts(how: &Reading) -> Option<(TypeId, &PartsPlan)> {
    match how {
        Reading::Multipart(id, parts) => Some((*id, parts)),
        Reading::Choice(_, variants) => variants.iter().find_map(|it| in_parts(&it.how)),
        _ => None,
    }
}

/// The call that takes every part that is no member.
pub(super) fn others(to: &mut Writing<'_>, it: Others) -> String {
    match it {
        Others::Values(ty) => format!("others::<{}>()", to.ty(ty)),
        Others::Files => "other_files()".to_owned(),
    }
}

/// The part that is looked for, and what is asserted of it.
fn found(to: &mut Writing<'_>, field: &Field, part: &PartPlan) -> String {
    let name = literals::string(&field.name);
    let many = if part.repeated { "s" } else { "" };
    let found = match part.kind {
        PartKind::Text(ty) => format!("text{many}::<{}>({name})", to.ty(ty)),
        PartKind::Json(ty) => format!("json{many}::<{}>({name})", to.ty(ty)),
        PartKind::File => format!("file{many}({name}, &[{}])", media(part)),
        PartKind::OneOrMany(ty, file, other) | PartKind::FileOr(ty, file, other) => {
            let (union, variants) = (to.ty(ty), to.rust.members(ty));
            let call = if matches!(part.kind, PartKind::FileOr(..)) { "file_or" } else { "one_or_many" };
            format!("{call}({name}, &[{}], {union}::{}, {union}::{})", media(part), variants[file], variants[other])
        }
        PartKind::Value(ty, style) => format!("value::<{}>({name}, {})", to.ty(ty), inputs::style(to, style)),
    };
    // A value is checked where it is read, but for what its Rust type does not carry.
    let carried = matches!(part.kind, PartKind::Value(..)) && !checks::are_of_place(to, field.ty);
    let check = checks::closure(to, field.ty).filter(|_| !carried);
    let check = check.map_or_else(String::new, |it| format!(".check({it})"));
    format!("{found}{check}")
}

/// The media types that a file may be of, as string literals.
fn media(part: &PartPlan) -> String {
    let media: Vec<String> = part.media.iter().map(|it| literals::string(it.as_str())).collect();
    media.join(", ")
}

/// What makes the member of what was found.
fn ending(to: &Writing<'_>, id: TypeId, at: usize, field: &Field) -> String {
    let boxed = to.rust.is_boxed(to.model, id, field.ty);
    let default = to.rust.default(id, at).unwrap_or_default();
    match (to.rust.field_kind(id, at, field), boxed) {
        (FieldKind::Plain, false) => ".required()".to_owned(),
        (FieldKind::Plain, true) => ".required().map(Box::new)".to_owned(),
        (FieldKind::Nullable, false) => ".required().map(Some)".to_owned(),
        (FieldKind::Nullable, true) => ".required().map(|it| Some(Box::new(it)))".to_owned(),
        (FieldKind::Optional, false) => ".optional()".to_owned(),
        (FieldKind::Optional, true) => ".optional().map(|it| it.map(Box::new))".to_owned(),
        (FieldKind::Maybe, false) => ".optional().map(|it| it.map(Some))".to_owned(),
        (FieldKind::Maybe, true) => ".optional().map(|it| it.map(|it| Some(Box::new(it))))".to_owned(),
        (FieldKind::Defaulted, _) => format!(".or({default})"),
        (FieldKind::DefaultedNullable, _) => format!(".optional().map(|it| it.map_or({default}, Some))"),
    }
}
