//! Directives: those that operations may carry, and those that a schema carries.

use super::Comparison;
use crate::diff::{Breaks, Finding};
use apollo_compiler::Node;
use apollo_compiler::ast::{DirectiveDefinition, DirectiveList, DirectiveLocation};
use apollo_compiler::parser::SourceSpan;
use std::collections::BTreeMap;
use zephyrix_ir::Code;

/// Those whose meaning is compared by itself: what of input objects, who may ask (`guards.rs`), and what nobody is broken by.
const COMPARED: [&str; 5] = ["oneOf", "authenticated", "requiresScopes", "policy", "deprecated"];

/// Whether operations may carry it.
pub(super) fn is_asked_with(it: &DirectiveDefinition) -> bool {
    it.locations.iter().any(|it| is_of_operations(*it))
}

fn is_of_operations(it: DirectiveLocation) -> bool {
    use DirectiveLocation::{
        Field, FragmentDefinition, FragmentSpread, InlineFragment, Mutation, Query, Subscription, VariableDefinition,
    };
    let all =
        [Query, Mutation, Subscription, Field, FragmentDefinition, FragmentSpread, InlineFragment, VariableDefinition];
    all.contains(&it)
}

impl Comparison<'_> {
    /// Compares those that the schemas define. What only a schema carries is told where it is carried.
    pub(super) fn directives(&mut self) {
        let (old, new) = (self.old.read, self.new.read);
        let (before, now) = (&old.schema.directive_definitions, &new.schema.directive_definitions);
        for it in before.values().filter(|it| !it.is_built_in() && is_asked_with(it)) {
            if let Some(now) = now.get(&it.name) {
                self.directive(it, now);
            } else {
                let message = format!("`@{}` is gone", it.name);
                let place = old.places.span(it.name.location());
                self.findings.push(Finding::breaking(Code::OPERATION_CHANGED, Breaks::Wire, message).was(place));
            }
        }
        let fresh = now.values().filter(|it| !before.contains_key(&it.name) && is_asked_with(it));
        for it in fresh {
            self.fresh(&format!("`@{}`", it.name), it.name.location());
        }
    }

    fn directive(&mut self, was: &Node<DirectiveDefinition>, is: &Node<DirectiveDefinition>) {
        let (name, places) = (&was.name, (was.name.location(), is.name.location()));
        for it in was.locations.iter().filter(|it| is_of_operations(**it) && !is.locations.contains(*it)) {
            let message = format!("`@{name}` may no longer stand on {it}");
            self.tell(Finding::breaking(Code::OPERATION_CHANGED, Breaks::Wire, message), places.0, places.1);
        }
        for it in is.locations.iter().filter(|it| is_of_operations(**it) && !was.locations.contains(*it)) {
            let message = format!("`@{name}` may stand on {it}");
            self.tell(Finding::harmless(Code::SOMETHING_NEW, message), places.0, places.1);
        }
        match (was.repeatable, is.repeatable) {
            (true, false) => {
                let message = format!("`@{name}` may stand in a place but once");
                self.tell(Finding::breaking(Code::OPERATION_CHANGED, Breaks::Wire, message), places.0, places.1);
            }
            (false, true) => {
                let message = format!("`@{name}` may stand in a place more than once");
                self.tell(Finding::harmless(Code::SOMETHING_NEW, message), places.0, places.1);
            }
            _ => {}
        }
        let arguments = (was.arguments.iter().collect(), is.arguments.iter().collect());
        self.inputs(arguments, places, &|argument| format!("@{name}({argument}:)"));
    }

    /// Compares those that a part of the schema carries on both sides.
    pub(super) fn applied(
        &mut self,
        path: &str,
        (was, old): (&DirectiveList, Option<SourceSpan>),
        (is, new): (&DirectiveList, Option<SourceSpan>),
    ) {
        let deprecated = (was.has("deprecated"), is.has("deprecated"));
        if deprecated.0 != deprecated.1 {
            let word = if deprecated.1 { "is" } else { "is no longer" };
            let found = Finding::harmless(Code::SOMETHING_NEW, format!("`{path}` {word} deprecated"));
            self.tell(found, old, new);
        }
        let (before, now) = (others(was), others(is));
        let names = before.keys().chain(now.keys().filter(|it| !before.contains_key(*it)));
        for name in names.filter(|it| before.get(*it) != now.get(*it)) {
            let message = format!("`@{name}` of `{path}` differs, which is not compared");
            self.tell(Finding::harmless(Code::NOT_COMPARED, message), old, new);
        }
    }
}

/// What is not compared, each by its name as it is written, in order.
fn others(all: &DirectiveList) -> BTreeMap<&str, Vec<String>> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for it in all.iter().filter(|it| !COMPARED.contains(&it.name.as_str())) {
        found.entry(it.name.as_str()).or_default().push(it.to_string());
    }
    found
}
