//! Enums, and types that are one value of another type.

use super::{docs, print};
use crate::plan::rust::Writing;
use crate::plan::{checks, literals};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{EnumValue, Shape, Type};
use zephyrix_templates::models::{Enum, EnumVariant, Newtype};

/// An enum of texts.
pub(super) fn enumeration(to: &mut Writing<'_>, id: TypeId, ty: &Type, values: &[EnumValue], server: bool) -> String {
    let rust = to.rust;
    to.uses.all(&["std::fmt::Display", "std::fmt::Formatter", "std::str::FromStr", "zephyrix::types::UnknownValue"]);
    if server {
        to.uses.all(&["zephyrix::FromText", "zephyrix::Validate", "zephyrix::types::Mismatch"]);
    }
    let variants = values.iter().zip(rust.members(id)).map(|(it, name)| EnumVariant {
        docs: variant_docs(it),
        name,
        wire: literals::string(it.value.as_text().unwrap_or_default()),
    });
    print(&Enum {
        docs: docs(ty),
        name: rust.name(id).unwrap_or_default(),
        variants: variants.collect(),
        from_text: server,
    })
}

fn variant_docs(it: &EnumValue) -> Vec<String> {
    let described = literals::doc(it.docs.first_line().unwrap_or(""));
    if !described.is_empty() {
        return described;
    }
    literals::doc(&format!("`{}`.", it.value.as_text().unwrap_or_default().replace('`', "'")))
}

/// A list or map that contains itself.
pub(super) fn newtype(to: &mut Writing<'_>, id: TypeId, ty: &Type, checked: bool) -> String {
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
    let place = checks::Place { text: "self.0", is_reference: false };
    let checks = checked.then(|| checks::own(to, id, place).into_iter().collect());
    if checked {
        to.uses.all(&["zephyrix::Check", "zephyrix::Validate"]);
    }
    print(&Newtype { docs: docs(ty), name: rust.name(id).unwrap_or_default(), ty: inner, checks })
}
