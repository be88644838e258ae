//! What is sent: an operation with the fragments that it needs, and nothing of other operations.

use apollo_compiler::executable::{Operation, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{ExecutableDocument, Name, Node, Schema, name};
use indexmap::IndexSet;

/// The text of an operation.
pub(super) fn of(schema: &Schema, document: &ExecutableDocument, operation: &Operation) -> String {
    let mut needed = IndexSet::new();
    spreads(&operation.selection_set, &mut needed);
    let mut at = 0;
    while let Some(name) = needed.get_index(at).copied() {
        at += 1;
        if let Some(it) = document.fragments.get(name) {
            spreads(&it.selection_set, &mut needed);
        }
    }
    let mut sent = ExecutableDocument::new();
    let mut operation = operation.clone();
    // Descriptions are for those who read the file: not every service knows them here.
    operation.description = None;
    operation
        .variables
        .iter_mut()
        .filter(|it| it.description.is_some())
        .for_each(|it| it.make_mut().description = None);
    told(schema, &mut operation.selection_set);
    sent.operations.insert(operation);
    for fragment in needed.iter().filter_map(|it| document.fragments.get(*it)) {
        let mut fragment = Node::clone(fragment);
        let it = fragment.make_mut();
        it.description = None;
        told(schema, &mut it.selection_set);
        sent.fragments.insert(it.name.clone(), fragment);
    }
    sent.to_string()
}

/// The fragments that a selection spreads.
fn spreads<'a>(set: &'a SelectionSet, found: &mut IndexSet<&'a Name>) {
    for it in &set.selections {
        match it {
            Selection::Field(it) => it.selection_set.iter().for_each(|it| spreads(it, found)),
            Selection::InlineFragment(it) => spreads(&it.selection_set, found),
            Selection::FragmentSpread(it) => {
                found.insert(&it.fragment_name);
            }
        }
    }
}

/// Asks for the type of whatever may be of several.
fn told(schema: &Schema, set: &mut SelectionSet) {
    for it in &mut set.selections {
        match it {
            Selection::Field(field) if field.selection_set.is_some() => {
                let Some(inside) = &mut field.make_mut().selection_set else { continue };
                told(schema, inside);
                if is_abstract(schema, &inside.ty)
                    && !inside.selections.iter().any(is_type_name)
                    && let Ok(asked) = inside.new_field(schema, name!("__typename"))
                {
                    inside.selections.insert(0, asked.into());
                }
            }
            Selection::InlineFragment(it) => told(schema, &mut it.make_mut().selection_set),
            Selection::Field(_) | Selection::FragmentSpread(_) => {}
        }
    }
}

fn is_abstract(schema: &Schema, ty: &Name) -> bool {
    matches!(schema.types.get(ty), Some(ExtendedType::Interface(_) | ExtendedType::Union(_)))
}

/// Whether a selection is the name of the type, always and under its own name.
fn is_type_name(it: &Selection) -> bool {
    it.as_field().is_some_and(|it| it.name == "__typename" && it.alias.is_none() && it.directives.is_empty())
}
