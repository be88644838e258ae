//! How callers make a record: what is required is asked for, everything else has a value to begin with.

use super::record::default_fn;
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Field, Rest};
use zephyrix_templates::models::New;

/// The most arguments that a constructor takes; beyond that, a literal with names reads better.
const MOST: usize = 7;

/// What a record has beside its fields.
#[derive(Default)]
pub(crate) struct Making {
    /// `Default` by derive: nothing is required, and nothing has a default of its own.
    pub(crate) derived: bool,
    /// The fields of `Default`, where something has.
    pub(crate) default: Option<Vec<String>>,
    /// A constructor, where something is required.
    pub(crate) new: Option<New>,
}

/// A field of a record to be made.
pub(crate) struct Part {
    /// Its name.
    pub(crate) name: String,
    /// Its type.
    pub(crate) ty: String,
    /// What it is unless told; `None`: it is required.
    pub(crate) value: Option<String>,
    /// Whether that value is its type's default.
    pub(crate) plain: bool,
}

impl Making {
    /// From the fields, in order.
    pub(crate) fn of(parts: &[Part]) -> Self {
        let required = parts.iter().filter(|it| it.value.is_none()).count();
        let value = |it: &Part| format!("{}: {}", it.name, it.value.as_deref().unwrap_or_default());
        match required {
            0 if parts.iter().all(|it| it.plain) => Self { derived: true, ..Self::default() },
            0 => Self { default: Some(parts.iter().map(value).collect()), ..Self::default() },
            1..=MOST => Self { new: Some(constructor(parts)), ..Self::default() },
            _ => Self::default(),
        }
    }
}

fn constructor(parts: &[Part]) -> New {
    let mut new = New { parameters: Vec::new(), fields: Vec::new() };
    for Part { name, ty, value, .. } in parts {
        match (value, ty.as_str()) {
            (Some(value), _) => new.fields.push(format!("{name}: {value}")),
            (None, "String") => {
                new.parameters.push(format!("{name}: impl Into<String>"));
                new.fields.push(format!("{name}: {name}.into()"));
            }
            (None, _) => {
                new.parameters.push(format!("{name}: {ty}"));
                new.fields.push(name.clone());
            }
        }
    }
    new
}

/// How a record of the contract is made.
pub(super) fn of(to: &mut Writing<'_>, id: TypeId, fields: &[Field], rest: &Rest) -> Making {
    let mut parts: Vec<Part> = fields.iter().enumerate().map(|(at, it)| part(to, id, at, it)).collect();
    if matches!(rest, Rest::Kept(_)) {
        let value = Some(format!("{}::new()", to.uses.add("std::collections::BTreeMap")));
        parts.push(Part { name: to.rust.rest(id).to_owned(), ty: String::new(), value, plain: true });
    }
    Making::of(&parts)
}

fn part(to: &mut Writing<'_>, id: TypeId, at: usize, field: &Field) -> Part {
    let name = to.rust.members(id)[at].clone();
    let (value, plain) = match to.rust.field_kind(id, at, field) {
        FieldKind::Plain | FieldKind::Nullable => (None, false),
        FieldKind::Optional | FieldKind::Maybe => (Some("None".to_owned()), true),
        FieldKind::Defaulted | FieldKind::DefaultedNullable => (Some(format!("Self::{}()", default_fn(&name))), false),
    };
    Part { ty: to.field(id, at, field), name, value, plain }
}
