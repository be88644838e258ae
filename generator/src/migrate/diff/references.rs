//! References that must go and come again, because what they stand on does.

use super::{Pair, Tables};
use crate::ddl::Constraint;
use zephyrix_ir::vocabulary::relational::{Database, ForeignKey, Index, Keyed};

/// Has every reference that stands on something that changes go, and come again.
pub(super) fn settle(tables: &mut Tables<'_>) {
    let database = tables.to.database;
    let shaken: Vec<Vec<Constraint>> = tables
        .pairs
        .iter()
        .map(|pair| {
            let kept = pair.to.foreign_keys.iter().filter(|key| {
                let constraint = Constraint::Foreign((*key).clone());
                !pair.parts.references.1.contains(&constraint) && is_shaken(key, pair, &tables.pairs, database)
            });
            kept.cloned().map(Constraint::Foreign).collect()
        })
        .collect();
    for (pair, shaken) in tables.pairs.iter_mut().zip(shaken) {
        for it in shaken {
            let old = pair.from.foreign_keys.iter().cloned().map(Constraint::Foreign);
            let old = old.into_iter().find(|old| crate::migrate::same::constraint(old, pair.to, &it, database));
            pair.parts.references.0.extend(old);
            pair.parts.references.1.push(it);
        }
    }
}

fn is_shaken(key: &ForeignKey, pair: &Pair<'_>, all: &[Pair<'_>], database: Database) -> bool {
    // A table that is new is referred to by new references only.
    let target = all.iter().find(|it| it.to.name.matches(&key.table, database));
    let is_retyped = target.is_some_and(|it| it.columns.unsteady().any(|it| key.to.contains(&it.name)));
    is_retyped
        || target.is_some_and(|it| loses_key(it, &key.to, database))
        || (database == Database::Mysql && loses_key(pair, &key.columns, database))
}

/// Whether a key or an index goes on which a reference may stand.
fn loses_key(pair: &Pair<'_>, columns: &[String], database: Database) -> bool {
    let stands = |of: &[String]| match database {
        Database::Mysql => of.first() == columns.first(),
        Database::Sqlite | Database::Postgres => of.len() == columns.len() && of.iter().all(|it| columns.contains(it)),
    };
    let keys = pair.parts.constraints.0.iter().any(|it| match it {
        Constraint::Primary(key) | Constraint::Unique(key) => stands(&key.columns),
        _ => false,
    });
    keys || pair.parts.indexes.0.iter().any(|it| (it.unique || database == Database::Mysql) && stands(&columns_of(it)))
}

fn columns_of(it: &Index) -> Vec<String> {
    let column = |of: &Keyed| if let Keyed::Column(name) = of { Some(name.clone()) } else { None };
    it.parts.iter().filter_map(|it| column(&it.of)).collect()
}
