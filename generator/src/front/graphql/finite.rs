//! Objects that would contain themselves without end: legal in GraphQL, where nobody has to ask for all of it.

use super::facts::{Facts, objects};
use apollo_compiler::Name;
use std::collections::{HashMap, HashSet};

/// The fields that a resolver has to answer, so that every type has a value that ends.
pub(super) fn endless<'a>(facts: &Facts<'a>) -> HashSet<(&'a Name, &'a Name)> {
    let steps = steps(facts);
    // Grow the set of types that have a finite value until nothing changes; the rest have none.
    let mut finite: HashSet<&Name> = HashSet::new();
    loop {
        let before = finite.len();
        for (name, fields) in &steps {
            if fields.iter().all(|(_, to)| finite.contains(to)) {
                finite.insert(name);
            }
        }
        let ends = |all: &Vec<&Name>| all.is_empty() || all.iter().any(|it| finite.contains(it));
        let of: Vec<&Name> = facts.possible.iter().filter(|it| ends(it.1)).map(|it| *it.0).collect();
        finite.extend(of);
        if finite.len() == before {
            break;
        }
    }
    let mut found = HashSet::new();
    for (name, fields) in steps.iter().filter(|it| !finite.contains(it.0)) {
        let back = fields.iter().filter(|(_, to)| leads(to, name, &steps, facts));
        found.extend(back.map(|(field, _)| (*name, *field)));
    }
    found
}

/// By object type: the fields that are always there and are objects, and of which type they are.
type Steps<'a> = HashMap<&'a Name, Vec<(&'a Name, &'a Name)>>;

fn steps<'a>(facts: &Facts<'a>) -> Steps<'a> {
    let schema = facts.schema;
    let composite =
        |name: &Name| schema.types.get(name).is_some_and(|it| it.is_object() || facts.possible.contains_key(name));
    let of = |(name, it): (&'a Name, &'a apollo_compiler::schema::ObjectType)| {
        let fields = it.fields.values().filter(|it| it.ty.is_non_null() && !it.ty.is_list());
        let plain = fields.filter(|it| composite(it.ty.inner_named_type()) && !facts.is_asked(name, it));
        (name, plain.map(|it| (&it.name, it.ty.inner_named_type())).collect())
    };
    objects(schema).map(of).collect()
}

/// Whether values of one type contain values of another.
fn leads(from: &Name, to: &Name, steps: &Steps<'_>, facts: &Facts<'_>) -> bool {
    let (mut open, mut seen) = (vec![from], HashSet::new());
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at.clone()) {
            open.extend(steps.get(at).into_iter().flatten().map(|it| it.1));
            open.extend(facts.possible.get(at).into_iter().flatten());
        }
    }
    false
}
