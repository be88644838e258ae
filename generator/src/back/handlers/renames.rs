//! What is called otherwise in Rust than it was: everything is named twice, by the contract as it is and as it was.

use super::Job;
use crate::files::{Pair, Renames};
use crate::plan::operations::OperationPlan;
use crate::plan::{Plan, formerly};
use std::collections::HashSet;
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{Action, Serves, Shape};

/// Every name that a file of the user's may have, and that is another one now.
pub(super) fn of(job: Job<'_>) -> Renames {
    let mut renames = Renames::default();
    let plans = formerly::plans(job.model, job.config, job.previous);
    if plans.is_empty() {
        return renames;
    }
    let now = formerly::types(job.model, job.plan);
    let known: HashSet<&str> = now.iter().map(String::as_str).collect();
    for before in &plans {
        let all = formerly::types(job.model, before).into_iter().zip(&now);
        let all = all.filter(|(old, new)| !old.is_empty() && old != *new && !known.contains(old.as_str()));
        renames.types.extend(all.map(|(old, new)| pair(&old, new)));
        let both = Both { model: job.model, before, now: job.plan };
        both.members(&mut renames);
        both.conditions(&mut renames);
        both.methods(&mut renames);
        both.modules(&mut renames);
    }
    for list in [&mut renames.types, &mut renames.modules, &mut renames.tables] {
        once(list);
    }
    once(&mut renames.members);
    once(&mut renames.methods);
    renames
}

fn pair(old: &str, new: &str) -> Pair {
    Pair { old: old.to_owned(), new: new.to_owned() }
}

fn once<T: Ord>(list: &mut Vec<T>) {
    list.sort();
    list.dedup();
}

/// The same service, named as it was and as it is.
struct Both<'a> {
    model: &'a Model,
    before: &'a Plan,
    now: &'a Plan,
}

impl Both<'_> {
    fn members(&self, renames: &mut Renames) {
        let mut add = |of: Pair, old: &[String], new: &[String]| {
            let changed = old.iter().zip(new).filter(|(was, is)| was != is && !new.contains(was));
            renames.members.extend(changed.map(|(old, new)| (of.clone(), pair(old, new))));
        };
        for (id, ty) in self.model.types() {
            let names = self.before.rust.name(id).zip(self.now.rust.name(id));
            let has_members = matches!(ty.shape, Shape::Record { .. } | Shape::Enum { .. } | Shape::Union { .. });
            if let Some((old, new)) = names.filter(|_| has_members) {
                add(pair(old, new), self.before.rust.members(id), self.now.rust.members(id));
            }
        }
        for (id, _) in self.model.operations() {
            let (old, new) = (self.before.operation(id), self.now.operation(id));
            let inputs = |it: &OperationPlan| it.inputs.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
            add(pair(&old.request, &new.request), &inputs(old), &inputs(new));
        }
    }

    /// The conditions of a list, which are called after the parameters that carry them.
    fn conditions(&self, renames: &mut Renames) {
        for (id, it) in self.model.operations() {
            let Some(Serves { entity, action: Action::List { filters, .. } }) = &it.serves else { continue };
            let [old, new] = [self.before, self.now].map(|it| &it.entities[entity.0 as usize].query);
            for (at, input) in it.inputs.iter().enumerate() {
                let [was, is] = [self.before, self.now].map(|it| &it.operation(id).inputs[at].name);
                if was != is && filters.iter().any(|(name, _)| *name == input.field.name) {
                    renames.members.push((pair(old, new), pair(was, is)));
                }
            }
        }
    }

    fn methods(&self, renames: &mut Renames) {
        let mut add = |of: &Pair, old: &str, new: &str| {
            if old != new {
                renames.methods.push((of.clone(), pair(old, new)));
            }
        };
        for (old, new) in self.before.tags.iter().zip(&self.now.tags) {
            let of = pair(&old.trait_name, &new.trait_name);
            for id in &new.operations {
                add(&of, &self.before.operation(*id).method, &self.now.operation(*id).method);
            }
        }
        for (old, new) in self.before.resolvers.iter().zip(&self.now.resolvers) {
            let of = pair(&old.trait_name, &new.trait_name);
            for (old, new) in
                old.methods.iter().zip(&new.methods).filter_map(|(old, new)| old.as_ref().zip(new.as_ref()))
            {
                add(&of, old, new);
            }
        }
    }

    fn modules(&self, renames: &mut Renames) {
        let tags = self.before.tags.iter().zip(&self.now.tags).map(|(old, new)| (&old.module, &new.module));
        let resolvers = self.before.resolvers.iter().zip(&self.now.resolvers);
        let all = tags.chain(resolvers.map(|(old, new)| (&old.module, &new.module)));
        renames.modules.extend(all.filter(|(old, new)| old != new).map(|(old, new)| pair(old, new)));
        let tables = self.before.entities.iter().zip(&self.now.entities).map(|(old, new)| (&old.module, &new.module));
        renames.tables.extend(tables.filter(|(old, new)| old != new).map(|(old, new)| pair(old, new)));
    }
}
