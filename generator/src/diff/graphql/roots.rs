//! The types that operations begin with.

use super::Comparison;
use crate::diff::{Breaks, Finding};
use apollo_compiler::ast::OperationType;
use apollo_compiler::{Name, Node, Schema};
use zephyrix_ir::Code;

const KINDS: [(OperationType, &str); 3] = [
    (OperationType::Query, "queries"),
    (OperationType::Mutation, "mutations"),
    (OperationType::Subscription, "subscriptions"),
];

impl Comparison<'_> {
    pub(super) fn roots(&mut self) {
        let (old, new) = (&self.old.read.schema, &self.new.read.schema);
        for (kind, what) in KINDS {
            match (root(old, kind), root(new, kind)) {
                (Some(was), Some(is)) if was != is => {
                    // Fragments name it.
                    let message = format!("{what} begin with `{is}`, and began with `{was}`");
                    let found = Finding::breaking(Code::TYPE_CHANGED, Breaks::Wire, message);
                    self.tell(found, was.location(), is.location());
                }
                (Some(was), None) => {
                    let found = Finding::breaking(Code::OPERATION_GONE, Breaks::Wire, format!("there are no {what}"));
                    self.tell(found, was.location(), new.schema_definition.location());
                }
                (None, Some(is)) => {
                    let place = self.new.span(is.location());
                    self.findings.push(Finding::fresh(format!("there are {what}"), place));
                }
                _ => {}
            }
        }
        let (was, is) = (&old.schema_definition, &new.schema_definition);
        self.applied("schema", (&was.directives, was.location()), (&is.directives, is.location()));
    }

    /// Whether fields of a type are operations.
    pub(super) fn is_root(&self, name: &Name) -> bool {
        self.old.read.schema.schema_definition.iter_root_operations().any(|it| &**it.1 == name)
    }
}

fn root(schema: &Schema, kind: OperationType) -> Option<&Node<Name>> {
    schema.schema_definition.iter_root_operations().find(|it| it.0 == kind).map(|it| it.1)
}
