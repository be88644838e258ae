//! Schemas of GraphQL: what operations that are sent today may no longer ask, or are answered otherwise.
//!
//! Names are as the specification has them in schema coordinates: `Order.lines(first:)`, `@cached(for:)`.

mod directives;
mod fields;
mod guards;
mod inputs;
mod roots;
mod types;
mod wrapped;

use super::{Breaks, Finding};
use crate::front::graphql::read::Read;
use apollo_compiler::Name;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::ExtendedType;
use std::collections::HashSet;
use zephyrix_ir::{Code, Span};

/// A version, and which of its types go which way.
struct Side<'s> {
    read: &'s Read,
    /// Types of arguments and of fields of input objects.
    sent: HashSet<&'s Name>,
    /// Types that fields answer, and objects that stand for them.
    answered: HashSet<&'s Name>,
}

impl<'s> Side<'s> {
    fn of(read: &'s Read) -> Self {
        let mut side = Self { read, sent: HashSet::new(), answered: HashSet::new() };
        for ty in read.schema.types.values() {
            for field in fields::of(ty) {
                side.answered.insert(field.ty.inner_named_type());
                side.sent.extend(field.arguments.iter().map(|it| it.ty.inner_named_type()));
            }
            if let ExtendedType::InputObject(it) = ty {
                side.sent.extend(it.fields.values().map(|it| it.ty.inner_named_type()));
            }
        }
        let given = read.schema.directive_definitions.values().filter(|it| directives::is_asked_with(it));
        side.sent.extend(given.flat_map(|it| &it.arguments).map(|it| it.ty.inner_named_type()));
        side
    }

    /// A type that a source writes.
    fn ty(&self, name: &Name) -> Option<&'s ExtendedType> {
        self.read.schema.types.get(name).filter(|it| self.writes(it))
    }

    fn types(&self) -> impl Iterator<Item = &'s ExtendedType> {
        self.read.schema.types.values().filter(|it| self.writes(it))
    }

    fn writes(&self, it: &ExtendedType) -> bool {
        !it.is_built_in() && it.location().and_then(|at| self.read.places.written(at)).is_some()
    }

    fn span(&self, at: Option<SourceSpan>) -> Span {
        self.read.places.span(at)
    }
}

/// Two versions, and what was found so far.
struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    findings: &'a mut Vec<Finding>,
}

impl Comparison<'_> {
    /// Tells of something that is there on both sides, or that was in something that is.
    fn tell(&mut self, finding: Finding, was: Option<SourceSpan>, is: Option<SourceSpan>) {
        self.findings.push(finding.at(self.old.span(was), self.new.span(is)));
    }

    /// Tells of something that was not there.
    fn fresh(&mut self, what: &str, is: Option<SourceSpan>) {
        self.findings.push(Finding::fresh(format!("{what} is new"), self.new.span(is)));
    }
}

pub(super) fn compare(old: Option<&Read>, new: Option<&Read>, findings: &mut Vec<Finding>) {
    match (old, new) {
        (Some(old), Some(new)) => {
            let mut both = Comparison { old: Side::of(old), new: Side::of(new), findings };
            both.roots();
            both.directives();
            both.types();
        }
        (Some(old), None) => {
            let place = old.places.span(old.schema.schema_definition.location());
            let message = "the schema of GraphQL is gone";
            findings.push(Finding::breaking(Code::OPERATION_GONE, Breaks::Wire, message).was(place));
        }
        (None, Some(new)) => {
            let place = new.places.span(new.schema.schema_definition.location());
            findings.push(Finding::fresh("the schema of GraphQL is new", place));
        }
        (None, None) => {}
    }
}
