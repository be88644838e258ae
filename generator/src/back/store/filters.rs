//! `src/generated/store/filters.rs`: a function a filter of the contract, which narrows a list by it.

use super::{Job, columns, database_type};
use crate::plan::rust::Writing;
use crate::plan::storage::{Storage, pick};
use crate::plan::uses::Uses;
use crate::plan::{literals, names};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::vocabulary::{Action, Operator, Scalar, Shape};
use zephyrix_templates::Template;
use zephyrix_templates::listing::{Condition, Either, FilterFunction, Filters};

/// The file; `None` where no list has such filters.
pub(super) fn file(job: Job<'_>) -> Option<String> {
    let mut all: Vec<TypeId> = Vec::new();
    for (_, it) in job.model.operations() {
        let Some(Action::List { filters, choice: Some(_), .. }) = it.serves.as_ref().map(|it| &it.action) else {
            continue;
        };
        let of = |name: &String| it.inputs.iter().find(|it| it.field.name == *name).map(|it| it.field.ty);
        for ty in filters.iter().filter_map(|(name, _)| of(name)) {
            if !all.contains(&ty) {
                all.push(ty);
            }
        }
    }
    if all.is_empty() {
        return None;
    }
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    let database = database_type(job.config.database);
    to.uses.all(&["sqlx::QueryBuilder", &format!("sqlx::{database}"), "zephyrix::db::ComparedColumn"]);
    let either = all.iter().filter_map(|ty| either(job, &mut to, *ty)).collect();
    let mut records: Vec<TypeId> = Vec::new();
    for ty in all.into_iter().filter_map(|ty| record(job, ty)) {
        if !records.contains(&ty) {
            records.push(ty);
        }
    }
    let filters = records.into_iter().map(|ty| function(job, &mut to, ty)).collect();
    let view = Filters { source: job.source, uses: Uses::lines(&to.uses), database, filters, either };
    view.render().ok()
}

/// The name of the function of a filter.
pub(super) fn function_name(job: Job<'_>, ty: TypeId) -> String {
    names::snake(job.plan.rust.name(ty).unwrap_or("filter"))
}

/// The record of operators of a filter, which may be one value too.
fn record(job: Job<'_>, ty: TypeId) -> Option<TypeId> {
    match job.model.shape(ty) {
        Shape::Record { .. } => Some(ty),
        Shape::Union { variants, .. } => variants.iter().find_map(|it| record(job, it.ty)),
        _ => None,
    }
}

/// What a filter does that may be one value too.
fn either(job: Job<'_>, to: &mut Writing<'_>, ty: TypeId) -> Option<Either> {
    let Shape::Union { variants, .. } = job.model.shape(ty) else { return None };
    let path = to.ty(ty);
    let arms = variants.iter().zip(job.plan.rust.members(ty)).map(|(it, member)| {
        let does = match job.model.shape(it.ty) {
            Shape::Record { .. } => format!("{}(to, column, &it)", function_name(job, it.ty)),
            _ => call(job, to, Operator::Eq, it.ty),
        };
        format!("{path}::{member}(it) => {does}")
    });
    let arms = arms.collect();
    Some(Either { function: function_name(job, ty), ty: path, arms })
}

fn function(job: Job<'_>, to: &mut Writing<'_>, ty: TypeId) -> FilterFunction {
    let mut conditions = Vec::new();
    if let Shape::Record { fields, .. } = job.model.shape(ty) {
        for (field, member) in fields.iter().zip(job.plan.rust.members(ty)) {
            let Some(operator) = Operator::ALL.into_iter().find(|it| it.word() == field.name) else { continue };
            let call = call(job, to, operator, field.ty);
            conditions.push(Condition { member: member.clone(), call });
        }
    }
    FilterFunction { function: function_name(job, ty), ty: to.ty(ty), conditions }
}

fn call(job: Job<'_>, to: &mut Writing<'_>, operator: Operator, ty: TypeId) -> String {
    let sign = match operator {
        Operator::Eq => " = ",
        Operator::Ne => " <> ",
        Operator::Lt => " < ",
        Operator::Lte => " <= ",
        Operator::Gt => " > ",
        Operator::Gte => " >= ",
        Operator::In => {
            let Shape::List(item) = job.model.shape(ty) else { return String::new() };
            let each = columns::stored(to, storage(job, *item), "it", false);
            let values = if each == "it" { "it".to_owned() } else { format!("it.iter().map(|it| {each})") };
            return format!("{}(to, column, {values})", to.uses.add("zephyrix::db::one_of"));
        }
        Operator::Like | Operator::Ilike => {
            let words = like(job.config.database, operator == Operator::Ilike).map(literals::string);
            return format!("{}(to, column, [{}], it)", to.uses.add("zephyrix::db::like"), words.join(", "));
        }
        Operator::Null => return format!("{}(to, column, *it)", to.uses.add("zephyrix::db::is_null")),
    };
    let bound = columns::stored(to, storage(job, ty), "it", false);
    format!("{}(to, column, {}, {bound})", to.uses.add("zephyrix::db::compare"), literals::string(sign))
}

/// Patterns have no character that escapes others: `%` and `_` are all there is.
fn like(database: Database, any_case: bool) -> [&'static str; 3] {
    match (database, any_case) {
        // It knows no other comparison than that of any (ASCII) case.
        (Database::Sqlite, _) => ["", " LIKE ", ""],
        (Database::Postgres | Database::Mysql, false) => ["", " LIKE ", " ESCAPE ''"],
        (Database::Postgres, true) => ["", " ILIKE ", " ESCAPE ''"],
        (Database::Mysql, true) => ["LOWER(", ") LIKE LOWER(", ") ESCAPE ''"],
    }
}

fn storage(job: Job<'_>, ty: TypeId) -> Storage {
    let sqlx_knows = |it: Scalar| {
        let texts = [Scalar::Time, Scalar::Duration, Scalar::Seconds, Scalar::FieldMask, Scalar::Base64];
        !texts.contains(&it)
    };
    match job.model.shape(ty) {
        Shape::Scalar(it) if sqlx_knows(*it) => Storage::Direct,
        _ => Storage::Text,
    }
}

/// The column of a list that a filter compares.
pub(super) fn compared(column: &str, around: &(String, String)) -> String {
    match (around.0.as_str(), around.1.as_str()) {
        ("", "") => format!("ComparedColumn::plain({})", literals::string(column)),
        (before, after) => format!(
            "ComparedColumn {{ column: {}, before: {}, after: {} }}",
            literals::string(column),
            literals::string(before),
            literals::string(after)
        ),
    }
}

/// The word for a database, kept here so that both writers of lists agree.
pub(super) fn null_is_greatest(database: Database) -> bool {
    pick(database, [false, true, false])
}
