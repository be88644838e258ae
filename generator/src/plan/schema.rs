//! The database that a service needs: as its DDL says, or what its entities ask for.

use super::storage::{pick, sql_type};
use crate::ddl::plain_index;
use crate::migrate::RENAMED_FROM;
use zephyrix_ir::vocabulary::relational::{
    Column, DataType, Database, Expression, ForeignKey, Generation, Hint, Index, Key, Kind, Match, ReferentialAction,
    Schema, Table,
};
use zephyrix_ir::vocabulary::{Column as Kept, Entity, Generated, Relation};
use zephyrix_ir::{Model, Span};

/// What the migrations of a service lead to.
pub(crate) fn schema(model: &Model, database: Database) -> Schema {
    let mut schema = model.schema().cloned().unwrap_or_else(|| Schema::new(database));
    let unstated = model.entities().map(|(_, it)| it).filter(|it| !it.is_stated());
    schema.tables.extend(unstated.map(|it| table(model, it, database)));
    schema
}

fn table(model: &Model, entity: &Entity, database: Database) -> Table {
    let mut columns: Vec<Column> =
        entity.columns.iter().enumerate().map(|(at, it)| column(model, entity, at, it, database)).collect();
    if let Some(name) = &entity.version {
        let mut version = plain(name, pick(database, ["INTEGER", "BIGINT", "BIGINT"]).to_owned(), entity.span);
        version.nullable = false;
        version.default = Some(Expression { text: "1".to_owned(), span: entity.span });
        columns.push(version);
    }
    let key = |column: &Kept| Key {
        name: None,
        columns: vec![column.name.clone()],
        nulls_equal: false,
        deferrable: None,
        span: entity.span,
    };
    let uniques = entity.columns.iter().enumerate().filter(|(at, it)| it.unique && !entity.key.contains(at));
    Table {
        columns,
        primary_key: entity.key_column().map(key),
        uniques: uniques.map(|(_, it)| key(it)).collect(),
        indexes: entity.indexes.iter().map(|it| index(entity, it)).collect(),
        foreign_keys: entity.relations.iter().filter(|it| !it.many).map(|it| reference(model, entity, it)).collect(),
        options: match database {
            Database::Mysql => vec!["CHARACTER SET utf8mb4".to_owned(), "COLLATE utf8mb4_bin".to_owned()],
            Database::Sqlite | Database::Postgres => Vec::new(),
        },
        hints: renamed(model.former_tables(entity), entity.span),
        ..Table::new(entity.table.clone(), entity.span)
    }
}

/// What migrations are told of something that was called otherwise.
fn renamed(names: Vec<String>, span: Span) -> Vec<Hint> {
    names.into_iter().map(|value| Hint { key: RENAMED_FROM.to_owned(), value, span }).collect()
}

/// The hints of a schema, given to what is called the same in another that was read from its text.
pub(crate) fn hint(schema: &mut Schema, from: &Schema) {
    for table in &mut schema.tables {
        let Some(said) = from.tables.iter().find(|it| it.name == table.name) else { continue };
        table.hints.clone_from(&said.hints);
        for column in &mut table.columns {
            if let Some(said) = said.column(&column.name) {
                column.hints.clone_from(&said.hints);
            }
        }
    }
}

/// What a row refers to: another, which stays as long as it does.
fn reference(model: &Model, entity: &Entity, it: &Relation) -> ForeignKey {
    ForeignKey {
        name: Some(format!("{}_{}_fkey", entity.table.name, it.own.join("_"))),
        columns: it.own.clone(),
        table: model[it.to].table.clone(),
        to: it.theirs.clone(),
        matching: Match::default(),
        on_delete: ReferentialAction::default(),
        on_update: ReferentialAction::default(),
        deferrable: None,
        span: entity.span,
    }
}

fn column(model: &Model, entity: &Entity, at: usize, it: &Kept, database: Database) -> Column {
    let is_key = entity.key.contains(&at);
    let indexed = is_key || it.unique || entity.indexes.iter().any(|index| index.columns.contains(&it.name));
    let declared = sql_type(model, entity, it, database, indexed);
    let mut column = plain(&it.name, declared, entity.span);
    column.nullable = it.nullable && !is_key;
    column.hints = renamed(model.former_columns(entity, at), entity.span);
    if it.generated == Some(Generated::Sequence) {
        column.nullable = false;
        column.generation = Some(Generation::Counter { always: false, serial: false, unique_forever: true });
    }
    column
}

fn plain(name: &str, declared: String, span: Span) -> Column {
    Column::new(name, DataType { kind: Kind::Other(declared.clone()), declared }, span)
}

fn index(entity: &Entity, it: &zephyrix_ir::vocabulary::Index) -> Index {
    let name = format!("{}_by_{}", entity.table.name, it.columns.join("_"));
    Index { unique: it.unique, ..plain_index(name, &it.columns, entity.span) }
}
