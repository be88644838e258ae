//! What callers know by earlier names: it is there under these, too, and deprecated.

use super::{Job, Names};
use crate::plan::names::Scope;
use crate::plan::{Plan, formerly};
use std::collections::HashSet;
use zephyrix_ir::vocabulary::OperationId;
use zephyrix_templates::client::Shim;

/// The names of the service as it was.
pub(super) struct Formers {
    plans: Vec<Plan>,
    /// Names that something has now.
    types: HashSet<String>,
}

impl Formers {
    pub(super) fn new(job: Job<'_>) -> Self {
        let plans = formerly::plans(job.model, job.config, job.previous);
        let types = if plans.is_empty() { Vec::new() } else { formerly::types(job.model, job.plan) };
        Self { plans, types: types.into_iter().collect() }
    }

    /// The earlier names of an operation's method.
    pub(super) fn methods(&self, taken: &Scope, id: OperationId) -> Vec<String> {
        let all = self.plans.iter().map(|it| it.operation(id).method.clone());
        // What reads page after page has the name of the method and one word more.
        once(all, |it| taken.has(it) || it.strip_suffix("_all").is_some_and(|it| taken.has(it)))
    }

    /// The earlier names of the types that go with an operation, of which `text` defines some.
    pub(super) fn of_operation(&self, job: Job<'_>, id: OperationId, text: &str) -> Vec<Shim> {
        let now = formerly::of_operation(job.plan.operation(id));
        self.shims(&now, text, |it| formerly::of_operation(it.operation(id)))
    }

    /// The same of the contract's types.
    pub(super) fn of_contract(&self, job: Job<'_>, text: &str) -> Vec<Shim> {
        let now = formerly::of_contract(job.model, job.plan);
        self.shims(&now, text, |it| formerly::of_contract(job.model, it))
    }

    fn shims(&self, now: &[String], text: &str, before: impl Fn(&Plan) -> Vec<String>) -> Vec<Shim> {
        let mut shims: Vec<Shim> = Vec::new();
        for plan in &self.plans {
            for (former, name) in before(plan).into_iter().zip(now) {
                let is_new = !former.is_empty() && former != *name && !self.types.contains(&former);
                let is_there = ["struct", "enum", "type"].iter().any(|it| defines(text, it, name));
                if is_new && is_there && !shims.iter().any(|it| it.former == former) {
                    shims.push(Shim { former, name: name.clone() });
                }
            }
        }
        shims
    }

    /// The earlier names of the client's modules.
    pub(super) fn modules(&self, job: Job<'_>, names: &Names<'_>, own: &[String]) -> Vec<Shim> {
        let mut shims: Vec<Shim> = Vec::new();
        for before in &self.plans {
            for (former, tag) in before.tags.iter().zip(&job.plan.tags) {
                let is_taken = own.contains(&former.module) || shims.iter().any(|it| it.former == former.module);
                if !is_taken {
                    shims.push(Shim { former: former.module.clone(), name: names.module(tag).to_owned() });
                }
            }
        }
        shims
    }
}

/// Whether a text of Rust defines a public item of a kind.
fn defines(text: &str, kind: &str, name: &str) -> bool {
    let start = format!("pub {kind} {name}");
    text.match_indices(&start).any(|(at, _)| {
        let next = text[at + start.len()..].chars().next();
        !next.is_some_and(|it| it.is_alphanumeric() || it == '_')
    })
}

fn once(all: impl Iterator<Item = String>, is_taken: impl Fn(&str) -> bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for it in all {
        if !is_taken(&it) && !names.contains(&it) {
            names.push(it);
        }
    }
    names
}
