//! Queries of the user's in Rust: names, and what types of the database are there.

use super::names::{Scope, camel, module, snake};
use zephyrix_ir::vocabulary::queries::{Output, Parameter, Query};
use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, Span};

/// A file of queries.
#[derive(Debug)]
pub(crate) struct QueryGroup {
    /// Its module: `films`.
    pub(crate) module: String,
    /// As the file is called.
    pub(crate) name: String,
    pub(crate) queries: Vec<QueryPlan>,
}

/// A query.
#[derive(Debug)]
pub(crate) struct QueryPlan {
    /// Its position among the model's.
    pub(crate) at: usize,
    /// `list_overdue`.
    pub(crate) function: String,
    /// `ListOverdue`: a row of it, where that has several columns.
    pub(crate) row: String,
    pub(crate) parameters: Vec<Value>,
    pub(crate) columns: Vec<Value>,
}

/// A parameter or a column.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) ty: RustType,
    pub(crate) nullable: bool,
}

/// What a type of a database is in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RustType {
    /// A type that needs no `use`.
    Plain(&'static str),
    /// A path.
    Path(&'static str),
    /// Many of one.
    List(Box<RustType>),
    /// A text of which the driver has to be told that it is this type: what has no type of its own in Rust.
    As(String),
    /// A text that the driver calls something else.
    Word,
}

impl RustType {
    /// Whether an argument of it is copied, not moved: texts and bytes are lent.
    pub(crate) fn is_copy(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Path("serde_json::Value")) && !self.is_decimal()
    }

    /// As it is called there, without where it is from.
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Plain(name) => (*name).to_owned(),
            Self::Path(path) => path.rsplit("::").next().unwrap_or(path).to_owned(),
            Self::List(item) => format!("Vec<{}>", item.word()),
            Self::As(_) | Self::Word => "String".to_owned(),
        }
    }

    /// Whether it is an exact decimal.
    pub(crate) fn is_decimal(&self) -> bool {
        match self {
            Self::Path(path) => path.ends_with("::Decimal"),
            Self::List(item) => item.is_decimal(),
            _ => false,
        }
    }
}

/// Every file of queries, in order.
pub(crate) fn plan(model: &Model, log: &mut Diagnostics) -> Vec<QueryGroup> {
    let mut groups: Vec<QueryGroup> = Vec::new();
    let mut modules = Scope::with(["mod_"]);
    for (at, query) in model.queries().iter().enumerate() {
        if groups.last().is_none_or(|it| it.name != query.group) {
            let module = modules.claim(module(&query.group));
            groups.push(QueryGroup { module, name: query.group.clone(), queries: Vec::new() });
        }
        let planned = one(at, query, log);
        if let (Some(group), Some(planned)) = (groups.last_mut(), planned) {
            group.queries.push(planned);
        }
    }
    groups
}

fn one(at: usize, query: &Query, log: &mut Diagnostics) -> Option<QueryPlan> {
    let mut names = Scope::with(["on", "row", "rows"]);
    let given = |it: &Parameter| value(&mut names, query, (&it.name, &it.ty, it.nullable, it.span), Side::Given);
    let parameters: Vec<Result<Value, Diagnostic>> = query.parameters.iter().map(given).collect();
    let mut names = Scope::default();
    let got = |it: &Output| value(&mut names, query, (&it.name, &it.ty, it.nullable, it.span), Side::Got);
    let columns: Vec<Result<Value, Diagnostic>> = query.columns.iter().map(got).collect();
    let mut all = |values: Vec<Result<Value, Diagnostic>>| {
        let good = values.into_iter().filter_map(|it| it.map_err(|found| log.push(found)).ok());
        good.collect::<Vec<Value>>()
    };
    let (parameters, columns) = (all(parameters), all(columns));
    let whole = parameters.len() == query.parameters.len() && columns.len() == query.columns.len();
    whole.then(|| QueryPlan { at, function: snake(&query.name), row: camel(&query.name), parameters, columns })
}

/// Into the database, or out of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Given,
    Got,
}

fn value(
    names: &mut Scope,
    query: &Query,
    (name, ty, nullable, span): (&str, &DataType, bool, Span),
    side: Side,
) -> Result<Value, Diagnostic> {
    let kept = kept(ty, query.database);
    match kept {
        RustType::As(declared) if side == Side::Got => {
            let message = format!("`{name}` is of type `{declared}`, which has no type in Rust");
            let found = Diagnostic::new(Code::QUERY_UNTYPED, span, message);
            Err(found.help("cast it to a text: `CAST(… AS text)`"))
        }
        ty => Ok(Value { name: names.claim(snake(name)), ty, nullable }),
    }
}

/// The Rust type of a database's, as sqlx reads and writes it.
pub(crate) fn kept(ty: &DataType, database: Database) -> RustType {
    use Database::{Mysql, Postgres, Sqlite};
    let declared = || {
        RustType::As(match (&ty.kind, ty.declared.as_str()) {
            (Kind::Other(name), "") => name.clone(),
            (_, declared) => declared.to_owned(),
        })
    };
    match (&ty.kind, database) {
        (Kind::Boolean, _) => RustType::Plain("bool"),
        (Kind::Integer { .. }, Sqlite) => RustType::Plain("i64"),
        (Kind::Integer { bits, unsigned }, _) => RustType::Plain(integer(*bits, *unsigned)),
        (Kind::Year, _) => RustType::Plain("u16"),
        (Kind::Decimal { .. }, Sqlite) | (Kind::Float64, _) => RustType::Plain("f64"),
        (Kind::Decimal { .. }, _) => RustType::Path("zephyrix::db::Decimal"),
        (Kind::Float32, _) => RustType::Plain("f32"),
        (Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_) | Kind::Enum(_) | Kind::Set(_), _)
        | (Kind::Interval | Kind::User(_) | Kind::Array(_) | Kind::Other(_), Mysql | Sqlite) => {
            RustType::Plain("String")
        }
        (Kind::Bytes(_), _) => RustType::Plain("Vec<u8>"),
        (Kind::Date, _) => RustType::Path("zephyrix::types::Date"),
        (Kind::Timestamp { zoned: true, .. }, _) => RustType::Path("zephyrix::types::DateTime"),
        (Kind::Timestamp { .. }, _) => RustType::Path("zephyrix::db::LocalDateTime"),
        (Kind::Time { zoned: true, .. } | Kind::Other(_), Postgres) => declared(),
        (Kind::Time { .. }, _) => RustType::Path("zephyrix::db::LocalTime"),
        (Kind::Uuid, _) => RustType::Path("zephyrix::types::Uuid"),
        (Kind::Json { .. }, _) => RustType::Path("serde_json::Value"),
        (Kind::Array(item), Postgres) => match kept(item, database) {
            RustType::As(_) | RustType::Word | RustType::List(_) => declared(),
            item => RustType::List(Box::new(item)),
        },
        (Kind::User(_), Postgres) => RustType::Word,
        (Kind::Interval, Postgres) => RustType::Path("sqlx::postgres::types::PgInterval"),
    }
}

fn integer(bits: u8, unsigned: bool) -> &'static str {
    match (bits, unsigned) {
        (8, false) => "i8",
        (8, true) => "u8",
        (16, false) => "i16",
        (16, true) => "u16",
        (24 | 32, false) => "i32",
        (24 | 32, true) => "u32",
        (_, false) => "i64",
        (_, true) => "u64",
    }
}
