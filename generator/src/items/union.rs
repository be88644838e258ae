//! Unions as enums with a payload.

use super::{Side, docs, print as render};
use crate::plan::rust::Writing;
use crate::plan::{checks, literals, size};
use std::collections::HashSet;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Shape, Type, UnionBy, Variant};
use zephyrix_templates::models::{Union, UnionArm, UnionCheck, UnionVariant};

/// A union as an enum that reads itself.
pub(super) fn print(
    to: &mut Writing<'_>,
    id: TypeId,
    ty: &Type,
    variants: &[Variant],
    by: &UnionBy,
    side: Side,
) -> String {
    let rust = to.rust;
    to.uses.all(&["serde::Deserialize", "serde::Deserializer", "serde::Serialize", "zephyrix::json::Choice"]);
    let names = rust.members(id);
    let open = variants.iter().any(|it| it.otherwise);
    let views = variants.iter().zip(names).map(|(it, name)| UnionVariant {
        name,
        ty: to.ty(it.ty),
        boxed: is_boxed(to, id, it.ty),
    });
    let views = views.collect();
    let tag = match by {
        UnionBy::Tag(tag) if tells_apart(variants) => Some(literals::string(&tag.field)),
        _ => None,
    };
    let tried = match by {
        UnionBy::Tag(_) if tag.is_some() && open => false,
        UnionBy::Tag(it) if tag.is_some() => !variants.iter().all(|variant| requires(to, variant.ty, &it.field)),
        _ => true,
    };
    let checks = (side == Side::Server).then(|| {
        let arm = |(it, name): (&Variant, &'_ String)| {
            let boxed = is_boxed(to, id, it.ty) && matches!(to.model.shape(it.ty), Shape::Nullable(_));
            // A pattern does not look into a box by itself.
            let place = if boxed { checks::Place { text: "**it", is_reference: false } } else { checks::Place::IT };
            checks::statement(to, it.ty, place).map(|statement| (name.clone(), statement))
        };
        variants.iter().zip(names).filter_map(arm).collect::<Vec<_>>()
    });
    if checks.is_some() {
        to.uses.all(&["zephyrix::Check", "zephyrix::Validate"]);
    }
    let checks = checks.as_ref().map(|all| {
        all.iter().map(|(variant, statement)| UnionCheck { variant, statement: statement.clone() }).collect()
    });
    render(&Union {
        docs: docs(ty),
        name: rust.name(id).unwrap_or_default(),
        variants: views,
        tag,
        arms: arms(variants, names),
        open,
        tried,
        fit: if side == Side::Server { "fit" } else { "resembles" },
        choose: match (side, by) {
            (Side::Server, UnionBy::ExactlyOne) => "Choice::exactly_one",
            _ => "choice.closest",
        },
        checks,
        whole: if side == Side::Server { checks::valid(to, ty) } else { Vec::new() },
    })
}

/// What each value of the tag selects. Where something takes all others, the tag need not be there.
fn arms<'a>(variants: &[Variant], names: &'a [String]) -> Vec<UnionArm<'a>> {
    let open = variants.iter().any(|it| it.otherwise);
    let arm = |(it, variant): (&Variant, &'a String)| {
        let tags = it.tags.iter().map(|tag| literals::string(tag)).collect::<Vec<_>>().join(" | ");
        UnionArm { pattern: if open { format!("Some({tags})") } else { tags }, variant }
    };
    let (others, told): (Vec<_>, Vec<_>) = variants.iter().zip(names).partition(|(it, _)| it.otherwise);
    let others = others.into_iter().map(|(_, variant)| UnionArm { pattern: "_".to_owned(), variant });
    told.into_iter().map(arm).chain(others).collect()
}

/// Whether a variant is boxed: the union would contain itself, or be much larger than its other values need.
pub(super) fn is_boxed(to: &Writing<'_>, id: TypeId, ty: TypeId) -> bool {
    to.rust.is_boxed(to.model, id, ty) || size::is_large(to.model, to.rust, ty)
}

/// Whether every value of a variant has its tag.
fn requires(to: &Writing<'_>, ty: TypeId, tag: &str) -> bool {
    match to.model.shape(ty) {
        Shape::Record { fields, .. } => fields.iter().any(|it| it.name == tag && it.presence.is_required()),
        Shape::Union { by: UnionBy::Tag(it), .. } => it.field == tag,
        _ => false,
    }
}

/// Whether every variant has a tag, and no two have the same; where not so, they have to be tried.
fn tells_apart(variants: &[Variant]) -> bool {
    let mut seen = HashSet::new();
    variants.iter().all(|it| (it.otherwise || !it.tags.is_empty()) && it.tags.iter().all(|tag| seen.insert(tag)))
}
