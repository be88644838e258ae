//! What functions give: a table of those that everybody uses.

use super::super::cursor::Parsed;
use super::operators::{BIG, DECIMAL, INT};
use super::scope::Scope;
use super::typed::{Analysis, Typed, data_type};
use super::unify::is_text;
use sqlparser::ast::{Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, WindowType};
use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind};
use zephyrix_ir::{Code, Diagnostic};

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Bool,
    Int,
    Big,
    Float,
    Text,
    Bytes,
    Date,
    Time,
    /// A reading of some clock.
    Timestamp,
    /// A moment.
    Moment,
    Uuid,
    Json,
    Jsonb,
    /// What its first argument is.
    First,
    /// The same; a text of any kind is `text` (PostgreSQL's `lower(varchar)`).
    Text1,
    /// What its arguments are together, NULL only when all are.
    Coalesce,
    /// What its second and third arguments are together (`IF`).
    Either,
    /// The first, or NULL.
    NullIf,
    Sum,
    Average,
    /// A list of what its argument is.
    List,
    Rounded,
}

/// When a function gives NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Null {
    Never,
    /// When any argument is.
    Any,
    Always,
    /// When it aggregates nothing, or only NULL.
    Empty,
}

use Gives as G;
use Null as N;

/// Functions of all three.
const COMMON: &[(&str, Gives, Null)] = &[
    ("count row_number rank dense_rank", G::Big, N::Never),
    ("percent_rank cume_dist", G::Float, N::Never),
    ("sum", G::Sum, N::Empty),
    ("avg", G::Average, N::Empty),
    ("min max", G::Text1, N::Empty),
    ("first_value last_value lag lead nth_value", G::First, N::Always),
    ("coalesce ifnull", G::Coalesce, N::Any),
    ("nullif", G::NullIf, N::Always),
    ("lower upper trim ltrim rtrim replace reverse repeat substr substring left right lpad rpad", G::Text, N::Any),
    ("length char_length character_length octet_length", G::Int, N::Any),
    ("abs", G::First, N::Any),
    ("round ceil ceiling floor", G::Rounded, N::Any),
    ("sqrt exp ln log10 pow power", G::Float, N::Any),
    ("mod", G::First, N::Any),
];

const POSTGRES: &[(&str, Gives, Null)] = &[
    ("ntile", G::Int, N::Never),
    ("greatest least", G::Coalesce, N::Any),
    ("concat concat_ws format quote_ident", G::Text, N::Never),
    ("initcap btrim translate split_part regexp_replace to_char md5 encode quote_literal chr", G::Text, N::Any),
    ("string_agg", G::Text, N::Empty),
    ("array_agg", G::List, N::Empty),
    ("json_agg json_object_agg", G::Json, N::Empty),
    ("jsonb_agg jsonb_object_agg", G::Jsonb, N::Empty),
    ("json_build_object json_build_array", G::Json, N::Never),
    ("jsonb_build_object jsonb_build_array", G::Jsonb, N::Never),
    ("to_json row_to_json", G::Json, N::Any),
    ("to_jsonb jsonb_set jsonb_strip_nulls", G::Jsonb, N::Any),
    ("json_extract_path_text jsonb_extract_path_text", G::Text, N::Always),
    ("bool_and bool_or every", G::Bool, N::Empty),
    ("starts_with", G::Bool, N::Any),
    ("now current_timestamp transaction_timestamp statement_timestamp clock_timestamp", G::Moment, N::Never),
    ("localtimestamp", G::Timestamp, N::Never),
    ("current_date", G::Date, N::Never),
    ("localtime", G::Time, N::Never),
    ("to_timestamp", G::Moment, N::Any),
    ("to_date make_date", G::Date, N::Any),
    ("gen_random_uuid", G::Uuid, N::Never),
    ("strpos ascii position", G::Int, N::Any),
    ("array_length cardinality", G::Int, N::Always),
    ("jsonb_array_length json_array_length", G::Int, N::Any),
    ("random", G::Float, N::Never),
    ("date_part", G::Float, N::Any),
    ("stddev variance stddev_samp var_samp stddev_pop var_pop", G::Average, N::Empty),
    ("current_user session_user current_setting", G::Text, N::Never),
    ("nextval currval", G::Big, N::Never),
    ("decode", G::Bytes, N::Any),
];

const MYSQL: &[(&str, Gives, Null)] = &[
    ("ntile", G::Big, N::Never),
    ("greatest least", G::Coalesce, N::Any),
    ("concat concat_ws lcase ucase mid hex", G::Text, N::Any),
    ("date_format time_format dayname monthname elt", G::Text, N::Always),
    ("group_concat", G::Text, N::Empty),
    ("json_object json_array", G::Text, N::Never),
    ("json_extract json_value json_query", G::Text, N::Always),
    ("json_arrayagg json_objectagg", G::Text, N::Empty),
    ("json_length json_valid", G::Int, N::Always),
    ("if", G::Either, N::Any),
    ("now current_timestamp localtime localtimestamp sysdate utc_timestamp", G::Timestamp, N::Never),
    ("curdate current_date utc_date", G::Date, N::Never),
    ("curtime current_time", G::Time, N::Never),
    ("date last_day makedate", G::Date, N::Always),
    ("timestamp str_to_date from_unixtime", G::Timestamp, N::Always),
    (
        "year month day dayofmonth dayofweek dayofyear hour minute second quarter week weekday datediff",
        G::Int,
        N::Always,
    ),
    ("timestampdiff unix_timestamp last_insert_id found_rows row_count", G::Big, N::Always),
    ("instr locate ascii find_in_set field strcmp sign", G::Int, N::Any),
    ("rand", G::Float, N::Never),
    ("uuid user current_user database version", G::Text, N::Never),
    ("stddev variance std stddev_pop stddev_samp var_pop var_samp", G::Float, N::Empty),
    ("truncate", G::Rounded, N::Any),
    ("bit_count crc32", G::Big, N::Any),
    ("values", G::First, N::Any),
];

const SQLITE: &[(&str, Gives, Null)] = &[
    ("ntile", G::Big, N::Never),
    ("concat concat_ws printf format typeof quote hex sqlite_version", G::Text, N::Never),
    ("group_concat string_agg", G::Text, N::Empty),
    ("total", G::Float, N::Never),
    ("instr unicode sign", G::Big, N::Any),
    ("changes last_insert_rowid total_changes random", G::Big, N::Never),
    ("unixepoch", G::Big, N::Always),
    ("julianday", G::Float, N::Always),
    ("date time datetime strftime current_timestamp current_date current_time", G::Text, N::Always),
    ("json json_object json_array json_set json_insert json_replace json_remove json_patch", G::Text, N::Any),
    ("json_type json_group_array json_group_object", G::Text, N::Always),
    ("json_array_length json_valid", G::Big, N::Always),
    ("iif if", G::Either, N::Any),
    ("randomblob zeroblob", G::Bytes, N::Never),
];

/// Words that are called without parentheses.
const WORDS: &[&str] = &[
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_user",
    "session_user",
];

impl Analysis<'_> {
    /// A word that is a function's name.
    pub(super) fn word(&self, name: &str) -> Option<Typed> {
        let name = name.to_ascii_lowercase();
        let (gives, null) = self.known(&name).filter(|_| WORDS.contains(&name.as_str()))?;
        Some(self.given(gives, null, &[], false))
    }

    fn known(&self, name: &str) -> Option<(Gives, Null)> {
        let own = match self.database() {
            Database::Postgres => POSTGRES,
            Database::Mysql => MYSQL,
            Database::Sqlite => SQLITE,
        };
        let mut all = own.iter().chain(COMMON);
        all.find(|it| it.0.split(' ').any(|it| it == name)).map(|it| (it.1, it.2))
    }

    pub(super) fn function(&mut self, it: &Function, scope: &Scope<'_>, wanted: Option<&DataType>) -> Parsed<Typed> {
        let (_, name) = self.names(&it.name);
        let name = name.to_ascii_lowercase();
        let mut arguments = expressions(&it.args);
        // `TIMESTAMPDIFF(HOUR, …)`: the first is a word of the language.
        if matches!(name.as_str(), "timestampdiff" | "timestampadd") && !arguments.is_empty() {
            arguments.remove(0);
        }
        let Some((gives, null)) = self.known(&name).or_else(|| self.truncated(&name)) else {
            for it in &arguments {
                self.expr(it, scope, None)?;
            }
            if let Some(wanted) = wanted {
                return Ok(Typed { ty: Some(wanted.clone()), nullable: true });
            }
            let found = Diagnostic::new(
                Code::QUERY_UNTYPED,
                self.place(&it.name),
                format!("nothing is known of what `{name}` gives"),
            );
            return Err(Box::new(found.help(format!("cast what it gives: `CAST({name}(…) AS …)`"))));
        };
        if let Some(filter) = &it.filter {
            self.condition(filter, scope)?;
        }
        self.window(it.over.as_ref(), scope)?;
        // `date_trunc('day', at)` is about its second argument, `jsonb_set` and its like about texts.
        let about = usize::from(matches!(name.as_str(), "date_trunc"));
        let typed = self.arguments((&name, gives), &arguments, scope, wanted)?;
        let typed = typed.get(about..).unwrap_or_default();
        let full = it.filter.is_none() && if it.over.is_some() { !has_frame(it.over.as_ref()) } else { scope.grouped };
        let mut result = self.given(gives, null, typed, full);
        // A default makes `lag` what it is of.
        if matches!(name.as_str(), "lag" | "lead") && typed.len() == 3 {
            result.nullable = typed[0].nullable || typed[2].nullable;
        }
        Ok(result)
    }

    /// PostgreSQL's `date_trunc`, which gives what its second argument is.
    fn truncated(&self, name: &str) -> Option<(Gives, Null)> {
        (name == "date_trunc" && self.database() == Database::Postgres).then_some((G::First, N::Any))
    }

    fn arguments(
        &mut self,
        (name, gives): (&str, Gives),
        arguments: &[&Expr],
        scope: &Scope<'_>,
        wanted: Option<&DataType>,
    ) -> Parsed<Vec<Typed>> {
        if let (G::NullIf, [one, other]) = (gives, arguments) {
            let (one, other) = self.pair(one, other, scope)?;
            return Ok(vec![one, other]);
        }
        if matches!(gives, G::Coalesce | G::Either) {
            let about = usize::from(gives == G::Either);
            if let Some(condition) = arguments.first().filter(|_| about == 1) {
                self.condition(condition, scope)?;
            }
            let arguments = arguments.get(about..).unwrap_or_default();
            let together = self.common(arguments, scope, wanted)?;
            let nullable = |it: &&Expr| self.expr(it, scope, together.ty.as_ref()).map(|it| it.nullable);
            let each = arguments.iter().map(nullable).collect::<Parsed<Vec<bool>>>()?;
            return Ok(each.into_iter().map(|nullable| Typed { ty: together.ty.clone(), nullable }).collect());
        }
        let texts = matches!(gives, G::Text | G::Text1 | G::Int | G::Date | G::Moment | G::Timestamp);
        let of = |texts| data_type(if texts { Kind::Text(None) } else { Kind::Float64 });
        let mut typed = Vec::new();
        for (at, it) in arguments.iter().enumerate() {
            let first = typed.first().and_then(|it: &Typed| it.ty.clone());
            let wanted = match (gives, at) {
                (G::First | G::Sum | G::Average | G::List | G::Rounded, 0) => wanted.cloned(),
                // `lag(x, n, default)`, `round(x, n)`, `substr(x, n, m)`.
                (G::First | G::Rounded, 1) => Some(data_type(INT)),
                (G::First, _) => first,
                (G::Text, _) if counts(name, at) => Some(data_type(INT)),
                _ => Some(of(texts)),
            };
            typed.push(self.expr(it, scope, wanted.as_ref())?);
        }
        Ok(typed)
    }

    /// `full`: none of what it aggregates is without rows.
    fn given(&self, gives: Gives, null: Null, arguments: &[Typed], full: bool) -> Typed {
        let any = arguments.iter().any(|it| it.nullable);
        let nullable = match (null, gives) {
            (Null::Never, _) => false,
            (Null::Always, _) => true,
            (Null::Empty, _) => any || !full,
            (Null::Any, G::Coalesce) if self.database() != Database::Mysql || arguments.len() < 3 => {
                arguments.iter().all(|it| it.nullable)
            }
            (Null::Any, _) => any,
        };
        let first = || arguments.first().and_then(|it| it.ty.clone());
        let kind = match gives {
            G::Bool => return self.truth(nullable),
            G::First | G::Coalesce | G::NullIf | G::Either => return Typed { ty: first(), nullable },
            G::Text1 => return Typed { ty: first().map(|it| self.plain(it)), nullable },
            G::Rounded => return self.rounded(&Typed { ty: first(), nullable }),
            G::List => return Typed { ty: first().map(|it| data_type(Kind::Array(Box::new(it)))), nullable },
            G::Sum | G::Average => self.aggregated(gives, first()),
            G::Int if self.database() == Database::Sqlite => BIG,
            G::Int => INT,
            G::Big => BIG,
            G::Float => Kind::Float64,
            G::Text => Kind::Text(None),
            G::Bytes => Kind::Bytes(None),
            G::Date => Kind::Date,
            G::Time => Kind::Time { zoned: false, precision: None },
            G::Timestamp => Kind::Timestamp { zoned: false, precision: None },
            G::Moment => Kind::Timestamp { zoned: true, precision: None },
            G::Uuid => Kind::Uuid,
            G::Json => Kind::Json { binary: false },
            G::Jsonb => Kind::Json { binary: true },
        };
        Typed::of(kind, nullable)
    }

    /// PostgreSQL has functions of `text` only: a `varchar` given to them is one then.
    pub(super) fn plain(&self, ty: DataType) -> DataType {
        let varies = matches!(ty.kind, Kind::Varchar(_)) && self.database() == Database::Postgres;
        if varies { data_type(Kind::Text(None)) } else { ty }
    }

    fn aggregated(&self, gives: Gives, of: Option<DataType>) -> Kind {
        let average = gives == G::Average;
        let kind = of.map(|it| it.kind);
        let is_whole = match (self.database(), &kind) {
            (Database::Postgres, Some(Kind::Integer { bits, .. })) => *bits <= 32,
            (Database::Sqlite, Some(it)) => matches!(it, Kind::Integer { .. } | Kind::Boolean),
            _ => false,
        };
        match (self.database(), kind) {
            (_, Some(Kind::Interval)) => Kind::Interval,
            _ if is_whole && !average => BIG,
            (Database::Postgres, Some(Kind::Float32)) if !average => Kind::Float32,
            (Database::Sqlite, _) | (_, Some(Kind::Float32 | Kind::Float64)) => Kind::Float64,
            (Database::Mysql, Some(it)) if is_text(&it) => Kind::Float64,
            _ => DECIMAL,
        }
    }

    /// A number without its fraction, or some of it.
    pub(super) fn rounded(&self, it: &Typed) -> Typed {
        let kind = match (self.database(), it.kind()) {
            (Database::Sqlite, _)
            | (Database::Postgres, Some(Kind::Integer { .. }))
            | (_, Some(Kind::Float32) | None) => Kind::Float64,
            (_, Some(Kind::Decimal { .. })) => DECIMAL,
            (Database::Mysql, Some(Kind::Integer { unsigned, .. })) => Kind::Integer { bits: 64, unsigned: *unsigned },
            (_, Some(kind)) => kind.clone(),
        };
        Typed::of(kind, it.nullable)
    }

    fn window(&mut self, over: Option<&WindowType>, scope: &Scope<'_>) -> Parsed<()> {
        if let Some(WindowType::WindowSpec(it)) = over {
            for expr in it.partition_by.iter().chain(it.order_by.iter().map(|it| &it.expr)) {
                self.expr(expr, scope, None)?;
            }
        }
        Ok(())
    }
}

/// Whether an argument of a function about texts is a number.
fn counts(name: &str, at: usize) -> bool {
    match name {
        "substr" | "substring" | "left" | "right" | "repeat" | "mid" => at > 0,
        "lpad" | "rpad" => at == 1,
        "split_part" => at == 2,
        _ => false,
    }
}

fn has_frame(over: Option<&WindowType>) -> bool {
    !matches!(over, Some(WindowType::WindowSpec(it)) if it.window_frame.is_none())
}

/// The arguments of a call that are expressions.
pub(super) fn expressions(arguments: &FunctionArguments) -> Vec<&Expr> {
    let FunctionArguments::List(list) = arguments else { return Vec::new() };
    list.args.iter().filter_map(argument).collect()
}

/// An argument that is an expression.
pub(super) fn argument(it: &FunctionArg) -> Option<&Expr> {
    let (FunctionArg::Named { arg, .. } | FunctionArg::ExprNamed { arg, .. } | FunctionArg::Unnamed(arg)) = it;
    if let FunctionArgExpr::Expr(it) = arg { Some(it) } else { None }
}
