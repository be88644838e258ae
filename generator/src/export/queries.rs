//! Statements of the user's own.

use super::places::{Docs, Export, Place, slug};
use crate::ddl::data_type;
use crate::plan::queries::{QueryPlan, RustType, Value};
use serde::Serialize;
use zephyrix_ir::vocabulary::relational::{DataType, Database};

/// A named statement.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Query {
    /// What it is called.
    name: String,
    /// What it is called in paths.
    slug: String,
    /// The file it is in, without folder and extension.
    group: String,
    /// The comment above it.
    docs: Docs,
    /// Where its name is written.
    place: Option<Place>,
    /// The statement as its database prepares it.
    sql: String,
    /// What running it gives: `many`, `one`, `exec` or `stream`.
    yields: &'static str,
    /// In the order of their first holes.
    parameters: Vec<Column>,
    /// Of each row.
    columns: Vec<Column>,
    /// What it is in Rust.
    rust: RustQuery,
}

/// A query in Rust.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RustQuery {
    /// Its module in `crate::generated::queries`.
    module: String,
    /// Its function.
    function: String,
    /// The struct of a row, where that has several columns.
    row: Option<String>,
}

/// A parameter, or a column of a row.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Column {
    /// What it is called.
    name: String,
    /// Its type in the database.
    sql: String,
    /// Whether it may be NULL.
    nullable: bool,
    /// Its name and type in Rust.
    rust: super::types::RustField,
}

/// Every query.
pub(super) fn all(export: &Export<'_>) -> Vec<Query> {
    let groups = export.plan.queries.iter();
    groups.flat_map(|group| group.queries.iter().map(|it| one(export, &group.module, it))).collect()
}

fn one(export: &Export<'_>, module: &str, plan: &QueryPlan) -> Query {
    let it = &export.model.queries()[plan.at];
    let parameters = it.parameters.iter().map(|it| (&it.name, &it.ty)).zip(&plan.parameters);
    let columns = it.columns.iter().map(|it| (&it.name, &it.ty)).zip(&plan.columns);
    Query {
        name: it.name.clone(),
        slug: slug(&plan.function),
        group: it.group.clone(),
        docs: Docs::of(&it.docs),
        place: export.place(it.span),
        sql: it.numbered().trim().to_owned(),
        yields: it.yields.word(),
        parameters: parameters.map(|(of, plan)| column(it.database, of, plan)).collect(),
        columns: columns.map(|(of, plan)| column(it.database, of, plan)).collect(),
        rust: RustQuery {
            module: module.to_owned(),
            function: plan.function.clone(),
            row: (plan.columns.len() > 1).then(|| plan.row.clone()),
        },
    }
}

fn column(database: Database, (name, ty): (&String, &DataType), plan: &Value) -> Column {
    let inner = rust(&plan.ty);
    let ty_in_rust = if plan.nullable { format!("Option<{inner}>") } else { inner };
    Column {
        name: name.clone(),
        sql: data_type(ty, database),
        nullable: plan.nullable,
        rust: super::types::RustField { name: plan.name.clone(), ty: ty_in_rust },
    }
}

fn rust(it: &RustType) -> String {
    match it {
        RustType::Plain(name) => (*name).to_owned(),
        RustType::Path(path) => path.rsplit("::").next().unwrap_or(path).to_owned(),
        RustType::List(item) => format!("Vec<{}>", rust(item)),
        RustType::As(_) | RustType::Word => "String".to_owned(),
    }
}
