//! Assertions as JSON Schemas, each where it is used.

use super::Job;
use super::schemas::assertion;
use crate::plan::sample::literal;
use serde_json::{Map, Value as Json, json};
use zephyrix_ir::vocabulary::{AssertionId, Constraint, Keyword};

/// The schema of an assertion. `open` holds those around it: one that contains itself says no more there.
pub(super) fn schema(job: Job<'_>, id: AssertionId, open: &mut Vec<AssertionId>) -> Json {
    if open.contains(&id) {
        return json!(true);
    }
    open.push(id);
    let mut to = Map::new();
    for it in &job.model[id].keywords {
        keyword(job, &mut to, it, open);
    }
    open.pop();
    if job.model[id].keywords.contains(&Keyword::Never) { json!(false) } else { Json::Object(to) }
}

/// Adds what a type's assertion says to its schema: as its own keywords where it has none, else beside them.
pub(super) fn add(to: &mut Map<String, Json>, schema: Json) {
    match schema {
        Json::Object(all) if to.is_empty() => *to = all,
        other => also(to, other),
    }
}

fn keyword(job: Job<'_>, to: &mut Map<String, Json>, it: &Keyword, open: &mut Vec<AssertionId>) {
    let mut each = |all: &[AssertionId]| all.iter().map(|it| schema(job, *it, open)).collect::<Vec<_>>();
    let (key, value) = match it {
        Keyword::Never => return,
        Keyword::Kinds(kinds) => ("type", json!(kinds.iter().map(|it| it.word()).collect::<Vec<_>>())),
        Keyword::OneOf(values) => ("enum", json!(values.iter().map(literal).collect::<Vec<_>>())),
        Keyword::Required(names) => ("required", json!(names)),
        Keyword::Members { named, matching, others } => {
            for (key, members) in [("properties", named), ("patternProperties", matching)] {
                let all: Map<String, Json> =
                    members.iter().map(|(name, it)| (name.clone(), schema(job, *it, open))).collect();
                if !all.is_empty() {
                    to.insert(key.into(), Json::Object(all));
                }
            }
            let Some(others) = others else { return };
            ("additionalProperties", schema(job, *others, open))
        }
        Keyword::Items { first, others } => {
            if !first.is_empty() {
                to.insert("prefixItems".into(), json!(each(first)));
            }
            let Some(others) = others else { return };
            ("items", schema(job, *others, open))
        }
        Keyword::All(all) => {
            for it in each(all) {
                also(to, it);
            }
            return;
        }
        Keyword::Any(all) => ("anyOf", json!(each(all))),
        Keyword::One(all) => ("oneOf", json!(each(all))),
        Keyword::UnevaluatedProperties(it) => ("unevaluatedProperties", schema(job, *it, open)),
        Keyword::UnevaluatedItems(it) => ("unevaluatedItems", schema(job, *it, open)),
        Keyword::Constraint(Constraint::Valid(it)) => return also(to, schema(job, *it, open)),
        Keyword::Constraint(it) => return assertion(job, to, it, &mut |it| schema(job, it, open)),
    };
    to.insert(key.to_owned(), value);
}

fn also(to: &mut Map<String, Json>, schema: Json) {
    if let Json::Array(all) = to.entry("allOf").or_insert_with(|| json!([])) {
        all.push(schema);
    }
}
