//! Who may ask for a field: `@authenticated`, `@requiresScopes`, `@policy`.
//!
//! A field asks for what stands on it, on the object type that it is of, on its namesakes of interfaces, and on the type
//! that it answers: for all of it. A policy is a scope by its name. The caller is held against each distinct set once,
//! before anything is executed; a field that may not be answered is never resolved.

use super::Error;
use super::catalog::Catalog;
use super::walk;
use crate::Denied;
use apollo_compiler::ExecutableDocument;
use apollo_compiler::Schema;
use apollo_compiler::ast::{DirectiveList, FieldDefinition, Value};
use apollo_compiler::executable::{Selection, SelectionSet};
use apollo_compiler::schema::ObjectType;
use std::collections::BTreeSet;

/// Any one of these, each of which is all in it; a single empty one asks just who it is.
pub(super) type Scopes = Vec<Vec<String>>;

/// The distinct sets of scopes of a schema.
#[derive(Default)]
pub(super) struct Needs(Vec<Scopes>);

impl Needs {
    /// The position of a set, which is put to the others if it is new.
    pub(super) fn position(&mut self, scopes: Scopes) -> usize {
        let known = self.0.iter().position(|it| *it == scopes);
        known.unwrap_or_else(|| {
            self.0.push(scopes);
            self.0.len() - 1
        })
    }

    pub(super) fn get(&self, position: usize) -> &Scopes {
        &self.0[position]
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// What a field of an object type asks of the caller: all of these.
pub(super) fn of_field(schema: &Schema, object: &ObjectType, field: &FieldDefinition) -> Vec<Scopes> {
    let mut all = Vec::new();
    push(&mut all, &object.directives);
    push(&mut all, &field.directives);
    for interface in &object.implements_interfaces {
        let namesake = schema.get_interface(interface).and_then(|it| it.fields.get(&field.name));
        if let Some(namesake) = namesake {
            push(&mut all, &namesake.directives);
        }
    }
    if let Some(answer) = schema.types.get(field.ty.inner_named_type()) {
        push(&mut all, answer.directives());
    }
    all
}

fn push(all: &mut Vec<Scopes>, directives: &DirectiveList) {
    for directive in directives {
        let scopes = match directive.name.as_str() {
            "authenticated" => vec![Vec::new()],
            "requiresScopes" => alternatives(directive.specified_argument_by_name("scopes").map(AsRef::as_ref)),
            "policy" => alternatives(directive.specified_argument_by_name("policies").map(AsRef::as_ref)),
            _ => continue,
        };
        if !all.contains(&scopes) {
            all.push(scopes);
        }
    }
}

/// A list of lists of names; a list coerces as it does anywhere, so that one name is a list of it.
fn alternatives(value: Option<&Value>) -> Scopes {
    let names = |it: &Value| -> Vec<String> {
        let one = it.as_str().map(str::to_owned);
        let many = it.as_list().into_iter().flatten().filter_map(|it| it.as_str()).map(str::to_owned);
        one.into_iter().chain(many).collect()
    };
    match value {
        Some(Value::List(all)) => all.iter().map(|it| names(it)).collect(),
        Some(one) => vec![names(one)],
        None => Vec::new(),
    }
}

/// Everything that any field of an operation may ask of the caller: positions in [`Catalog::needs`].
pub(super) fn of_operation(catalog: &Catalog, document: &ExecutableDocument, set: &SelectionSet) -> Vec<usize> {
    let mut all = BTreeSet::new();
    if catalog.needs.len() > 0 {
        walk::selections(document, set, |of, selection| {
            let Selection::Field(field) = selection else { return };
            for object in catalog.possible(of) {
                let known = catalog.objects[object].fields.get(&field.name);
                all.extend(known.into_iter().flat_map(|it| it.needs.iter().copied()));
            }
        });
    }
    all.into_iter().collect()
}

/// The error of a field that the caller may not ask for.
pub(super) fn refusal(denied: Denied) -> Error {
    match denied {
        Denied::Unknown => Error::new("UNAUTHENTICATED", "The caller did not prove who they are."),
        Denied::Forbidden => Error::new("FORBIDDEN", "The caller may not ask for this."),
        Denied::Unavailable => Error::new(Error::INTERNAL, "Who calls cannot be checked at the moment."),
    }
}
