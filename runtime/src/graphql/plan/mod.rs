//! An operation made ready: for each selection and each type of objects, the fields to answer, in their order.
//!
//! What depends on `@skip` and `@include` is decided before: there is a plan for each set of conditions. A plan grows
//! as objects are met, by their types, so that a selection of a thousand types costs what is answered, not what might be.

mod build;
mod conditions;

pub(super) use conditions::Conditions;

use super::Args;
use super::catalog::{Catalog, Shape};
use apollo_compiler::ExecutableDocument;
use apollo_compiler::Node;
use apollo_compiler::ast::FieldDefinition;
use apollo_compiler::executable::{Field, Operation};
use apollo_compiler::validation::Valid;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// An operation under one set of conditions.
pub(super) struct Plan {
    pub(super) planner: Planner,
    pub(super) root: ObjectPlan,
    /// The type of the root, by its position.
    pub(super) object: usize,
}

/// What plans are made from.
pub(super) struct Planner {
    catalog: Arc<Catalog>,
    document: Arc<Valid<ExecutableDocument>>,
    conditions: Conditions,
    /// Whether anything in a selection set asks a resolver; by the set's address in the document.
    fetching: Mutex<HashMap<usize, bool>>,
}

/// What is answered of an object.
#[derive(Default)]
pub(super) struct ObjectPlan {
    pub(super) fields: Vec<Planned>,
    /// Which of them take more than a look at the object.
    pub(super) fetched: Vec<usize>,
}

/// One member of an answer.
pub(super) struct Planned {
    /// What it is called there.
    pub(super) name: Box<str>,
    /// The same as JSON has it: `"name":`.
    pub(super) key: Box<str>,
    /// Where its field is written: a byte of the document.
    pub(super) at: usize,
    pub(super) what: What,
}

/// What a member of an answer is.
pub(super) enum What {
    /// `__typename`, as JSON has it.
    TypeName(Box<str>),
    /// `__schema` or `__type`.
    Introspected,
    /// A field of the schema.
    Field(FieldPlan),
}

/// How a field is answered.
pub(super) struct FieldPlan {
    /// The object type, by its position.
    pub(super) object: usize,
    /// The field, by its position.
    pub(super) index: usize,
    pub(super) is_resolved: bool,
    pub(super) shape: Arc<Shape>,
    pub(super) args: Arguments,
    /// What is answered of objects; a leaf has none.
    pub(super) below: Option<Selection>,
    /// What it asks of the caller.
    pub(super) needs: Box<[usize]>,
}

/// The arguments of a field.
pub(super) enum Arguments {
    Fixed(Args),
    /// They depend on variables, or are wrong, which is told where they are used.
    Open(Node<FieldDefinition>, Node<Field>),
}

/// What is asked of objects of several types.
pub(super) struct Selection {
    /// The fields whose selections are merged (`MergeSelectionSets`, GraphQL §6.4.3).
    nodes: Vec<Node<Field>>,
    /// Whether it takes more than a look at the objects.
    pub(super) is_fetched: bool,
    plans: OnceLock<Box<ByType>>,
}

/// The plan for one type, and the next; few types are met in one place.
struct ByType {
    object: usize,
    plan: ObjectPlan,
    next: OnceLock<Box<ByType>>,
}

impl Plan {
    pub(super) fn new(
        catalog: Arc<Catalog>,
        document: Arc<Valid<ExecutableDocument>>,
        operation: &Operation,
        object: usize,
        conditions: Conditions,
    ) -> Self {
        let planner = Planner { catalog, document, conditions, fetching: Mutex::default() };
        let root = planner.object([&operation.selection_set], object);
        Self { planner, root, object }
    }
}

impl Selection {
    /// What is asked of objects of one type.
    pub(super) fn of(&self, planner: &Planner, object: usize) -> &ObjectPlan {
        let mut slot = &self.plans;
        loop {
            let make = || {
                let sets = self.nodes.iter().filter_map(|it| it.selection_set.as_ref());
                Box::new(ByType { object, plan: planner.object(sets, object), next: OnceLock::new() })
            };
            let by_type = slot.get_or_init(make);
            if by_type.object == object {
                return &by_type.plan;
            }
            slot = &by_type.next;
        }
    }
}
