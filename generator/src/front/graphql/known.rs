//! Directives that schemas may use without defining them.

use super::applied;
use apollo_compiler::ast::Type;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Schema};
use std::sync::OnceLock;

/// Their definitions, for people and editors too.
pub(super) const TEXT: &str = include_str!("known.graphql");

/// Adds the definitions of those that are used and not defined, and of the types of their arguments.
pub(super) fn add(schema: &mut Schema) {
    let used = applied::names(schema);
    for (name, known) in definitions().directive_definitions.iter().filter(|(_, it)| !it.is_built_in()) {
        if !used.contains(name) || schema.directive_definitions.contains_key(name) {
            continue;
        }
        schema.directive_definitions.insert(name.clone(), known.clone());
        known.arguments.iter().for_each(|it| add_type(schema, &it.ty));
    }
}

fn add_type(schema: &mut Schema, ty: &Type) {
    let name = ty.inner_named_type();
    if schema.types.contains_key(name) {
        return;
    }
    if let Some((name, known)) = definitions().types.get_key_value(name) {
        schema.types.insert(name.clone(), known.clone());
    }
}

/// Whether a type is there for a directive that is known, not for values.
pub(super) fn is_known(name: &Name, ty: &ExtendedType) -> bool {
    definitions().types.get(name).is_some_and(|it| it.location() == ty.location())
}

fn definitions() -> &'static Schema {
    static KNOWN: OnceLock<Schema> = OnceLock::new();
    KNOWN.get_or_init(|| match Schema::builder().parse(TEXT, "known.graphql").build() {
        Ok(it) => it,
        // A test parses it.
        Err(it) => it.partial,
    })
}
