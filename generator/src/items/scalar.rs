//! Enums, and types that are one value of another type.

use super::{Side, docs, print};
use crate::plan::names::Scope;
use crate::plan::rust::Writing;
use crate::plan::{checks, literals};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{EnumValue, Shape, Type};
use zephyrix_templates::models::{Enum, EnumVariant, Newtype};

/// An enum of texts.
pub(super) fn enumeration(to: &mut Writing<'_>, id: TypeId, ty: &Type, values: &[EnumValue], side: Side) -> String {
    let rust = to.rust;
    let variants = values.iter().zip(rust.members(id)).map(|(it, name)| EnumVariant {
        docs: variant_docs(it),
        name,
        wire: literals::string(it.value.as_text().unwrap_or_default()),
    });
    print(&Enum {
        docs: docs(ty),
        name: rust.name(id).unwrap_or_default(),
        variants: variants.collect(),
        unknown: unknown(rust.members(id), side),
        checked: side == Side::Server,
    })
}

/// The variant that keeps what is not listed. An enum of one value is a mark to tell types by, and stays closed.
fn unknown(members: &[String], side: Side) -> Option<String> {
    let open = side == Side::Client && members.len() > 1;
    open.then(|| Scope::with(members.iter().map(String::as_str)).claim("Unknown".to_owned()))
}

pub(super) fn variant_docs(it: &EnumValue) -> Vec<String> {
    let described = literals::doc(it.docs.first_line().unwrap_or(""));
    if !described.is_empty() {
        return described;
    }
    literals::doc(&format!("`{}`.", it.value.as_text().unwrap_or_default().replace('`', "'")))
}

/// A list or map that contains itself.
pub(super) fn newtype(to: &mut Writing<'_>, id: TypeId, ty: &Type, side: Side) -> String {
    let rust = to.rust;
    let inner = match &ty.shape {
        Shape::List(item) => format!("Vec<{}>", to.ty(*item)),
        Shape::Map(value) => {
            let map = to.uses.add("std::collections::BTreeMap");
            format!("{map}<String, {}>", to.ty(*value))
        }
        Shape::Nullable(inner) => format!("Option<Box<{}>>", to.ty(*inner)),
        _ => to.uses.add("serde_json::Value"),
    };
    to.uses.all(&["serde::Deserialize", "serde::Serialize"]);
    let place = checks::Place { text: "self.0", is_reference: false };
    let checks = (side == Side::Server).then(|| checks::own(to, id, place).into_iter().collect());
    if checks.is_some() {
        to.uses.all(&["zephyrix::Check", "zephyrix::Validate"]);
    }
    print(&Newtype { docs: docs(ty), name: rust.name(id).unwrap_or_default(), ty: inner, checks })
}
