//! Every value that a document writes out.

use apollo_compiler::ast::{Argument, DirectiveList, Value};
use apollo_compiler::executable::{Selection, SelectionSet};
use apollo_compiler::{ExecutableDocument, Node};

/// The values of arguments, and defaults of variables.
pub(super) fn all(document: &ExecutableDocument) -> Vec<&Node<Value>> {
    let mut found = Vec::new();
    for it in document.operations.iter() {
        directives(&it.directives, &mut found);
        for it in &it.variables {
            found.extend(&it.default_value);
            directives(&it.directives, &mut found);
        }
        selected(&it.selection_set, &mut found);
    }
    for it in document.fragments.values() {
        directives(&it.directives, &mut found);
        selected(&it.selection_set, &mut found);
    }
    found
}

fn selected<'a>(set: &'a SelectionSet, found: &mut Vec<&'a Node<Value>>) {
    for it in &set.selections {
        directives(it.directives(), found);
        match it {
            Selection::Field(it) => {
                arguments(&it.arguments, found);
                it.selection_set.iter().for_each(|it| selected(it, found));
            }
            Selection::InlineFragment(it) => selected(&it.selection_set, found),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn directives<'a>(all: &'a DirectiveList, found: &mut Vec<&'a Node<Value>>) {
    all.iter().for_each(|it| arguments(&it.arguments, found));
}

fn arguments<'a>(all: &'a [Node<Argument>], found: &mut Vec<&'a Node<Value>>) {
    found.extend(all.iter().map(|it| &it.value));
}
