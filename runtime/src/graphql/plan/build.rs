//! Collecting fields (GraphQL §6.3.2), and what each of them takes.

use super::super::{Args, coerce};
use super::{Arguments, FieldPlan, ObjectPlan, Planned, Planner, Selection, What};
use apollo_compiler::collections::{HashSet, IndexMap};
use apollo_compiler::executable::{self as exe, Field, SelectionSet};
use apollo_compiler::{Name, Node};
use std::ptr;
use std::sync::{OnceLock, PoisonError};

/// The fields of each name in an answer, in the order in which the names are met.
type Collected<'d> = IndexMap<&'d Name, Vec<&'d Node<Field>>>;

impl Planner {
    /// What selections come to for an object of a type.
    pub(super) fn object<'d>(&'d self, sets: impl IntoIterator<Item = &'d SelectionSet>, object: usize) -> ObjectPlan {
        let (mut collected, mut spread) = (Collected::default(), HashSet::default());
        for set in sets {
            self.collect(set, object, &mut spread, &mut collected);
        }
        let mut plan = ObjectPlan::default();
        for (name, nodes) in collected {
            let Some(planned) = self.planned(object, name, &nodes) else { continue };
            if let What::Field(field) = &planned.what
                && (field.is_resolved || field.below.as_ref().is_some_and(|it| it.is_fetched))
            {
                plan.fetched.push(plan.fields.len());
            }
            plan.fields.push(planned);
        }
        plan
    }

    /// `CollectFields`.
    fn collect<'d>(
        &'d self,
        set: &'d SelectionSet,
        object: usize,
        spread: &mut HashSet<&'d Name>,
        collected: &mut Collected<'d>,
    ) {
        for selection in &set.selections {
            if self.conditions.leave_out(selection.directives()) {
                continue;
            }
            let inner = match selection {
                exe::Selection::Field(field) => {
                    collected.entry(field.response_name()).or_default().push(field);
                    continue;
                }
                exe::Selection::InlineFragment(it) => Some(&it.selection_set),
                exe::Selection::FragmentSpread(it) if spread.insert(&it.fragment_name) => {
                    self.document.fragments.get(&it.fragment_name).map(|it| &it.selection_set)
                }
                exe::Selection::FragmentSpread(_) => None,
            };
            if let Some(inner) = inner.filter(|it| self.catalog.is_of(object, &it.ty)) {
                self.collect(inner, object, spread, collected);
            }
        }
    }

    /// One member of an answer; nothing for a field that there is not, which validation has refused.
    fn planned(&self, object: usize, name: &Name, nodes: &[&Node<Field>]) -> Option<Planned> {
        let first = *nodes.first()?;
        let of = &self.catalog.objects[object];
        let what = match first.name.as_str() {
            "__typename" => What::TypeName(format!("\"{}\"", of.name).into()),
            "__schema" | "__type" => What::Introspected,
            field => {
                let known = of.fields.get(field)?;
                What::Field(FieldPlan {
                    object,
                    index: known.index,
                    is_resolved: known.is_resolved,
                    shape: known.shape.clone(),
                    args: self.arguments(known.definition.clone(), first),
                    below: first.selection_set.is_some().then(|| self.selection(nodes)),
                    needs: known.needs.clone(),
                })
            }
        };
        let at = first.name.location().map_or(0, |it| it.offset());
        Some(Planned { name: name.as_str().into(), key: format!("\"{name}\":").into(), at, what })
    }

    /// Arguments, coerced once and for all where no variable is among them.
    fn arguments(&self, definition: Node<apollo_compiler::ast::FieldDefinition>, field: &Node<Field>) -> Arguments {
        let fixed = (!coerce::depends(field))
            .then(|| coerce::arguments(&self.catalog.schema, &definition, field, None).ok())
            .flatten();
        match fixed {
            Some(values) => Arguments::Fixed(Args::from(values)),
            None => Arguments::Open(definition, field.clone()),
        }
    }

    fn selection(&self, nodes: &[&Node<Field>]) -> Selection {
        let mut sets = nodes.iter().filter_map(|it| it.selection_set.as_ref());
        let is_fetched = sets.any(|it| self.is_fetched(it));
        let nodes = nodes.iter().map(|it| (*it).clone()).collect();
        Selection { nodes, is_fetched, plans: OnceLock::new() }
    }

    /// Whether anything in a selection set asks a resolver, of whatever type the objects are. Each set is looked at once.
    fn is_fetched(&self, set: &SelectionSet) -> bool {
        let address = ptr::from_ref(set).addr();
        if let Some(known) = self.fetching.lock().unwrap_or_else(PoisonError::into_inner).get(&address) {
            return *known;
        }
        let is_fetched = set.selections.iter().any(|selection| match selection {
            exe::Selection::Field(it) => {
                self.asks(&set.ty, &it.name) || it.selection_set.as_ref().is_some_and(|it| self.is_fetched(it))
            }
            exe::Selection::InlineFragment(it) => self.is_fetched(&it.selection_set),
            exe::Selection::FragmentSpread(it) => {
                let fragment = self.document.fragments.get(&it.fragment_name);
                fragment.is_some_and(|it| self.is_fetched(&it.selection_set))
            }
        });
        self.fetching.lock().unwrap_or_else(PoisonError::into_inner).insert(address, is_fetched);
        is_fetched
    }

    /// Whether a resolver answers a field for any of the objects that a type may be.
    fn asks(&self, of: &Name, field: &Name) -> bool {
        let known = |it: usize| self.catalog.objects[it].fields.get(field).is_some_and(|it| it.is_resolved);
        self.catalog.possible(of).into_iter().any(known)
    }
}
