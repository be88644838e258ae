//! New rows.

use super::statements::is_text;
use super::{Writer, columns};
use crate::ddl::quote;
use crate::plan::literals;
use crate::plan::storage::pick;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::vocabulary::{Column, ColumnType, Generated, Scalar};
use zephyrix_templates::Template;
use zephyrix_templates::store::{Insert, Key};

/// What an insert says: columns, what stands for their values, and what is bound.
#[derive(Default)]
struct Said {
    lets: Vec<String>,
    names: Vec<String>,
    holes: Vec<String>,
    binds: Vec<String>,
    /// Expressions of the key, where the database does not tell it.
    key: Vec<String>,
    counted: bool,
}

impl Writer<'_> {
    /// The method that adds one; and, with `many`, that which adds several.
    pub(super) fn insert(&mut self, one: &str, body: TypeId, key: &Key, many: bool) -> String {
        let said = self.said(body);
        let values = match (said.names.is_empty(), self.database) {
            (true, Database::Mysql) => " () VALUES ()".to_owned(),
            (true, _) => " DEFAULT VALUES".to_owned(),
            (false, _) => format!(" ({}) VALUES ({})", said.names.join(", "), said.holes.join(", ")),
        };
        let returning = self.returning();
        let statement = format!("INSERT INTO {}{values}{}", self.table_name(), returning.as_deref().unwrap_or(""));
        let connection = pick(self.database, ["SqliteConnection", "PgConnection", "MySqlConnection"]);
        let many = many.then(|| self.to.uses.add(&format!("sqlx::{connection}")));
        let body = self.to.ty(body);
        let on = match (&many, returning.is_some()) {
            (None, _) => "&self.pool",
            (Some(_), true) => "to",
            (Some(_), false) => "&mut *to",
        };
        let insert = Insert {
            a_noun: &self.plan.a_noun,
            body: &body,
            one,
            lets: said.lets,
            statement: literals::string(&statement),
            binds: said.binds,
            counted: said.counted,
            key_after: returning.is_none().then_some(said.key),
            many: many.as_deref(),
            on,
            find: &key.find,
            constrained: !self.entity.constraints.is_empty(),
        };
        insert.render().unwrap_or_default()
    }

    fn said(&mut self, body: TypeId) -> Said {
        let mut said = Said::default();
        let entity = self.entity;
        for (at, column) in entity.columns.iter().enumerate() {
            if entity.version.as_ref() == Some(&column.name) {
                said.names.push(quote(&column.name, self.database));
                said.holes.push("1".to_owned());
                continue;
            }
            let bound = match (self.given(body, column), column.generated) {
                (_, Some(it @ (Generated::CreatedAt | Generated::UpdatedAt))) => self.generated(it, column),
                (_, Some(Generated::Uuid)) if !entity.key.contains(&at) => self.generated(Generated::Uuid, column),
                (Some(bound), _) => bound,
                (None, Some(Generated::Parent)) => {
                    // Before what it is made of goes into a column of its own.
                    said.lets
                        .insert(0, format!("let {} = {};", column.name, self.generated(Generated::Parent, column)));
                    column.name.clone()
                }
                (None, Some(Generated::Sequence)) => {
                    said.key.push(last_id(column));
                    said.counted = true;
                    continue;
                }
                (None, None | Some(Generated::Database)) => continue,
                (None, Some(it)) => self.generated(it, column),
            };
            let place = entity.key.iter().position(|it| *it == at);
            if let (Some(place), Database::Mysql) = (place, self.database) {
                let name = if entity.key.len() == 1 { "key" } else { &self.plan.key[place] };
                let name = if is_text(column) { format!("&{name}") } else { name.to_owned() };
                said.lets.push(format!("let {} = {bound};", name.trim_start_matches('&')));
                said.key.push(name.clone());
                said.binds.push(name);
            } else {
                said.binds.push(bound);
            }
            said.names.push(quote(&column.name, self.database));
            let hole = columns::hole(said.binds.len(), &self.kept(column).write, self.database);
            said.holes.push(match &column.default {
                Some(default) => format!("COALESCE({hole}, {default})"),
                None => hole,
            });
        }
        said
    }
}

/// The key that MySQL has just given.
fn last_id(column: &Column) -> String {
    let ty = if column.ty == ColumnType::Scalar(Scalar::Int32) { "i32" } else { "i64" };
    format!("{ty}::try_from(done.last_insert_id()).unwrap_or({ty}::MAX)")
}
