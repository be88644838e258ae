//! How tables belong together, read off their foreign keys.

use super::Resource;
use zephyrix_ir::vocabulary::relational::{ForeignKey, Schema, Table};
use zephyrix_ir::vocabulary::{EntityId, Relation, Through};

/// The relations of every resource, in order: to one, to many, and to many by a table between.
pub(super) fn all(schema: &Schema, resources: &[Resource<'_>]) -> Vec<Vec<Relation>> {
    let mut all: Vec<Vec<Relation>> = resources.iter().map(|_| Vec::new()).collect();
    for (at, resource) in resources.iter().enumerate() {
        for key in &resource.table.foreign_keys {
            let Some((to, theirs)) = target(schema, resources, key) else { continue };
            all[at].push(Relation {
                name: one_name(key),
                to: id(to),
                many: false,
                own: key.columns.clone(),
                theirs: theirs.clone(),
                through: None,
            });
            if between(resource.table).is_none() {
                all[to].push(many(resources, at, to, key, &theirs));
            }
        }
    }
    for (middle, resource) in resources.iter().enumerate() {
        let Some((first, second)) = between(resource.table) else { continue };
        for (near, far) in [(first, second), (second, first)] {
            let (Some(from), Some(to)) = (target(schema, resources, near), target(schema, resources, far)) else {
                continue;
            };
            all[from.0].push(Relation {
                name: resources[to.0].path.clone(),
                to: id(to.0),
                many: true,
                own: from.1,
                theirs: to.1,
                through: Some(Through {
                    table: resources[middle].table.name.clone(),
                    near: near.columns.clone(),
                    far: far.columns.clone(),
                }),
            });
        }
    }
    for (relations, resource) in all.iter_mut().zip(resources) {
        tell_apart(relations, resource);
    }
    all
}

fn id(at: usize) -> EntityId {
    EntityId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The resource that a foreign key refers to, and its columns.
fn target(schema: &Schema, resources: &[Resource<'_>], key: &ForeignKey) -> Option<(usize, Vec<String>)> {
    let at = resources.iter().position(|it| it.table.name.matches(&key.table, schema.database))?;
    let table = resources[at].table;
    let named = if key.to.is_empty() { &table.primary_key.as_ref()?.columns } else { &key.to };
    let exact = |name: &String| table.column(name).map(|it| it.name.clone());
    let theirs: Vec<String> = named.iter().map(exact).collect::<Option<_>>()?;
    (theirs.len() == key.columns.len()).then_some((at, theirs))
}

/// `language_id` is `language`; else what the table referred to is called.
fn one_name(key: &ForeignKey) -> String {
    let stem = match key.columns.as_slice() {
        [column] => column.strip_suffix("_id").or_else(|| column.strip_suffix("Id")),
        _ => None,
    };
    stem.filter(|it| !it.is_empty()).unwrap_or(&key.table.name).to_owned()
}

/// The other side of a foreign key of `at`.
fn many(resources: &[Resource<'_>], at: usize, to: usize, key: &ForeignKey, theirs: &[String]) -> Relation {
    let table = resources[at].table;
    let same =
        |columns: &[String]| columns.len() == key.columns.len() && columns.iter().all(|it| key.columns.contains(it));
    let unique = table.primary_key.iter().chain(&table.uniques).any(|it| same(&it.columns));
    let alone = table.foreign_keys.iter().filter(|it| it.table == key.table).count() == 1;
    let path = &resources[at].path;
    let name = if alone && at != to { path.clone() } else { format!("{path}_by_{}", key.columns.join("_")) };
    Relation { name, to: id(at), many: !unique, own: theirs.to_vec(), theirs: key.columns.clone(), through: None }
}

/// The two foreign keys that a table's primary key is made of, where it is there to join two tables.
fn between(table: &Table) -> Option<(&ForeignKey, &ForeignKey)> {
    let key = table.primary_key.as_ref()?;
    let [first, second] = table.foreign_keys.as_slice() else { return None };
    let joined = first.columns.len() + second.columns.len() == key.columns.len()
        && key.columns.iter().all(|it| first.columns.contains(it) || second.columns.contains(it));
    joined.then_some((first, second))
}

/// No relation is called like a column or like another one.
fn tell_apart(relations: &mut [Relation], resource: &Resource<'_>) {
    let mut taken: Vec<String> = resource.columns.iter().map(|it| it.column.name.to_lowercase()).collect();
    for it in relations {
        let by = it.through.as_ref().map_or_else(|| it.own.join("_"), |it| it.table.name.clone());
        let mut name = super::names::plain(&it.name);
        let mut count = 1;
        let more = |name: &str| format!("{}_more", name.to_lowercase());
        while taken.contains(&name.to_lowercase()) || it.many && taken.contains(&more(&name)) {
            let longer = super::names::plain(&format!("{}_by_{by}", it.name));
            name = if count == 1 { longer } else { format!("{longer}_{count}") };
            count += 1;
        }
        taken.push(name.to_lowercase());
        taken.extend(it.many.then(|| more(&name)));
        it.name = name;
    }
}
