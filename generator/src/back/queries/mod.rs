//! `src/generated/queries/`: a function a query of the user's, over sqlx.

use super::{Backend, Job};
use crate::ddl::qualified;
use crate::files::{FileSet, Owner};
use crate::plan::literals;
use crate::plan::queries::{QueryGroup, QueryPlan, RustType, Value};
use crate::plan::storage::{pick, placeholder};
use crate::plan::uses::Uses;
use zephyrix_ir::vocabulary::queries::{Piece, Query, Yields};
use zephyrix_ir::vocabulary::relational::{Database, Kind};
use zephyrix_templates::Template;
use zephyrix_templates::queries::{Function, Group, Index, Member};

/// The product.
pub(super) struct Queries;

impl Backend for Queries {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let groups = &job.plan.queries;
        if groups.is_empty() {
            return;
        }
        for group in groups {
            let path = format!("src/generated/queries/{}.rs", group.module);
            files.rust(path, Owner::Generated, &file(job, group));
        }
        let modules = groups.iter().map(|it| it.module.as_str()).collect();
        let index = Index { source: job.source, modules }.render().unwrap_or_default();
        files.rust("src/generated/queries/mod.rs", Owner::Generated, &index);
    }
}

fn file(job: Job<'_>, group: &QueryGroup) -> String {
    let mut uses = Uses::default();
    let functions = group.queries.iter().map(|it| function(&job.model.queries()[it.at], it, &mut uses)).collect();
    let view = Group { file: &group.name, uses: Vec::new(), functions };
    Group { uses: uses.lines(), ..view }.render().unwrap_or_default()
}

fn function<'a>(query: &'a Query, plan: &'a QueryPlan, uses: &mut Uses) -> Function<'a> {
    let database = query.database;
    let executor = pick(database, ["SqliteExecutor", "PgExecutor", "MySqlExecutor"]);
    let executor = uses.add(&format!("sqlx::{executor}"));
    uses.add("zephyrix::db::StoreError");
    let members: Vec<Member> = plan.columns.iter().map(|it| member(it, uses)).collect();
    let is_record = members.len() > 1;
    let item = match members.as_slice() {
        [only] => only.ty.clone(),
        _ => plan.row.clone(),
    };
    if query.yields.has_rows() {
        let (module, row) = pick(database, [("sqlite", "SqliteRow"), ("postgres", "PgRow"), ("mysql", "MySqlRow")]);
        uses.all(&["sqlx::Row", &format!("sqlx::{module}::{row}")]);
    }
    let gives = match query.yields {
        Yields::Many => format!("Vec<{item}>"),
        Yields::One => format!("Option<{item}>"),
        Yields::Exec => "u64".to_owned(),
        Yields::Stream => {
            uses.all(&["futures_util::Stream", "futures_util::TryStreamExt"]);
            item
        }
    };
    let docs = match query.docs.description.as_deref() {
        Some(text) => literals::doc(text),
        None => vec![format!("The query `{}`.", query.name)],
    };
    Function {
        docs,
        name: &plan.function,
        row: is_record.then_some(&plan.row),
        row_type: pick(database, ["SqliteRow", "PgRow", "MySqlRow"]),
        executor,
        arguments: plan.parameters.iter().map(|it| argument(it, query.yields, uses)).collect(),
        members,
        gives,
        sql: literals::lines(&sql(query, plan)),
        binds: binds(query, plan),
        kind: query.yields.word(),
    }
}

/// How a value is declared and read: a column of a type that only the database knows is a text nevertheless.
fn member<'a>(it: &'a Value, uses: &mut Uses) -> Member<'a> {
    let ty = rust(&it.ty, uses);
    let ty = if it.nullable { format!("Option<{ty}>") } else { ty };
    Member { name: &it.name, ty, read: if it.ty == RustType::Word { "try_get_unchecked" } else { "try_get" } }
}

/// How a parameter is declared: what is only read is lent.
fn argument<'a>(it: &'a Value, yields: Yields, uses: &mut Uses) -> Member<'a> {
    let life = if yields == Yields::Stream { "'e " } else { "" };
    let mut member = member(it, uses);
    for (owned, lent) in [("String", "str"), ("Vec<u8>", "[u8]")] {
        if member.ty == owned || member.ty == format!("Option<{owned}>") {
            member.ty = member.ty.replace(owned, &format!("&{life}{lent}"));
        }
    }
    member
}

fn rust(ty: &RustType, uses: &mut Uses) -> String {
    match ty {
        RustType::Plain(name) => (*name).to_owned(),
        RustType::Path(path) => uses.add(path),
        RustType::List(item) => format!("Vec<{}>", rust(item, uses)),
        RustType::As(_) | RustType::Word => "String".to_owned(),
    }
}

/// The statement with the database's own placeholders; the text of a type that sqlx does not know is cast to it.
fn sql(query: &Query, plan: &QueryPlan) -> String {
    let piece = |it: &Piece| match it {
        Piece::Text(text) => text.clone(),
        Piece::Hole(at) => {
            let hole = match query.database {
                Database::Sqlite => format!("?{}", at + 1),
                database => placeholder(at + 1, database),
            };
            match (&plan.parameters[*at].ty, &query.parameters[*at].ty.kind) {
                (RustType::As(declared), _) => format!("CAST({hole}::text AS {declared})"),
                (RustType::Word, Kind::User(name)) => {
                    format!("CAST({hole}::text AS {})", qualified(name, query.database))
                }
                _ => hole,
            }
        }
    };
    query.sql.iter().map(piece).collect::<String>().trim().to_owned()
}

/// What is bound, in order: MySQL's placeholders have no numbers, so that a parameter may have to be bound again.
fn binds(query: &Query, plan: &QueryPlan) -> Vec<String> {
    if query.database != Database::Mysql {
        return plan.parameters.iter().map(|it| it.name.clone()).collect();
    }
    let holes = query.sql.iter().filter_map(|it| if let Piece::Hole(at) = it { Some(*at) } else { None });
    let holes: Vec<usize> = holes.collect();
    let bind = |(place, at): (usize, &usize)| {
        let it = &plan.parameters[*at];
        // What is moved into one place cannot be moved into another.
        let lent = holes[place + 1..].contains(at) && !it.ty.is_copy();
        format!("{}{}", if lent { "&" } else { "" }, it.name)
    };
    holes.iter().enumerate().map(bind).collect()
}
