//! Types of columns as they are written, and what they mean in each database.

use super::cursor::{Cursor, Ident, Parsed};
use super::lexer::Kind as Token;
use super::text;
use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind, Name};

/// A type as it is written.
pub(super) struct Written {
    /// Its words, lower case, with a space between two; empty where SQLite has none.
    pub(super) name: String,
    /// Its name as a path, where it could be the user's.
    pub(super) path: Vec<Ident>,
    /// What is in parentheses after it.
    pub(super) arguments: Vec<String>,
    /// Words that change it: `unsigned`, `with time zone`.
    pub(super) attributes: Vec<&'static str>,
    /// Whether it is a list of those.
    pub(super) is_array: bool,
    /// All of it, in one layout.
    pub(super) declared: String,
}

/// Names of several words, longest first.
const WORDS: &[&str] = &[
    "national character varying",
    "national char varying",
    "national varchar",
    "national character",
    "national char",
    "character varying",
    "char varying",
    "char byte",
    "bit varying",
    "double precision",
    "long varchar",
    "long varbinary",
    "long binary",
];

/// What may follow a name and its parentheses.
const ATTRIBUTES: &[&str] = &[
    "with time zone",
    "without time zone",
    "with local time zone",
    "unsigned",
    "signed",
    "zerofill",
    "ascii",
    "unicode",
    "year to month",
    "day to hour",
    "day to minute",
    "day to second",
    "hour to minute",
    "hour to second",
    "minute to second",
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
];

/// SQLite: any words make a type, up to one of these.
const SQLITE_END: &[&str] = &[
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "GENERATED",
    "AS",
    "ON",
    "DEFERRABLE",
    "AUTOINCREMENT",
];

/// Reads a type.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Parsed<Written> {
    if cursor.database == Database::Sqlite {
        return sqlite(cursor);
    }
    let mark = cursor.mark();
    let (name, path) = match WORDS.iter().find(|it| cursor.eat(it)) {
        Some(words) => ((*words).to_owned(), Vec::new()),
        None => named(cursor)?,
    };
    let mut attributes = Vec::new();
    let mut arguments = Vec::new();
    let is_interval = name == "interval";
    loop {
        if arguments.is_empty() && cursor.is("(") {
            let inner = cursor.parenthesis()?;
            arguments = inner.items().iter().map(text::printed).collect();
        } else if let Some(word) = attribute(cursor, is_interval) {
            attributes.push(word);
        } else {
            break;
        }
    }
    charset(cursor);
    let is_array = array(cursor)?;
    let declared = declared(&cursor.slice(mark));
    Ok(Written { name, path, arguments, attributes, is_array, declared })
}

/// A name of one word; empty where it can only be the user's.
fn named(cursor: &mut Cursor<'_>) -> Parsed<(String, Vec<Ident>)> {
    let is_quoted = cursor.peek().is_some_and(|it| it.kind == Token::Quoted);
    let path = cursor.path()?;
    let name = path.last().map(|it| it.name.clone()).unwrap_or_default();
    let is_plain = path.len() == 1 && !is_quoted;
    // Types of extensions are where those are; `"char"` is another type than `char`.
    let is_known = is_plain || is_other(&name) || path[0].name == "pg_catalog";
    let name = match (is_known, is_quoted && name == "char") {
        (_, true) => "\"char\"".to_owned(),
        (true, _) => name.to_ascii_lowercase(),
        (false, _) => String::new(),
    };
    Ok((name, path))
}

fn attribute(cursor: &mut Cursor<'_>, is_interval: bool) -> Option<&'static str> {
    let fields = ATTRIBUTES.iter().position(|it| *it == "year to month").unwrap_or(ATTRIBUTES.len());
    let known = if is_interval { ATTRIBUTES } else { &ATTRIBUTES[..fields] };
    cursor.eat_any(known)
}

/// MySQL's `CHARACTER SET x`, `CHARSET x`, `BINARY`: a part of the type as it is declared.
fn charset(cursor: &mut Cursor<'_>) {
    if cursor.database != Database::Mysql {
        return;
    }
    cursor.eat("BINARY");
    if cursor.eat("CHARACTER SET") || cursor.eat("CHARSET") {
        cursor.bump();
    }
}

fn array(cursor: &mut Cursor<'_>) -> Parsed<bool> {
    if cursor.database != Database::Postgres {
        return Ok(false);
    }
    let mut is_array = cursor.eat("ARRAY");
    while cursor.eat("[") {
        is_array = true;
        if !cursor.eat("]") {
            cursor.number()?;
            cursor.expect("]")?;
        }
    }
    Ok(is_array)
}

/// The tokens of a type in one layout; words in lower case.
fn declared(cursor: &Cursor<'_>) -> String {
    let (mut declared, mut rest) = (String::new(), *cursor);
    let mut depth = 0;
    while let Some(token) = rest.bump() {
        let written = rest.written(token);
        let glued = matches!(written, "(" | ")" | "," | "[" | "]" | ".") || declared.ends_with(['(', ',', '[', '.']);
        if !declared.is_empty() && !glued {
            declared.push(' ');
        }
        depth += i32::from(written == "(") - i32::from(written == ")");
        match token.kind {
            Token::Word if depth == 0 => declared.push_str(&written.to_ascii_lowercase()),
            _ => declared.push_str(written),
        }
    }
    declared
}

fn sqlite(cursor: &mut Cursor<'_>) -> Parsed<Written> {
    let mark = cursor.mark();
    while let Some(token) = cursor.peek() {
        let is_name = matches!(token.kind, Token::Word | Token::Quoted | Token::Text);
        if !is_name || SQLITE_END.iter().any(|it| cursor.is(it)) {
            break;
        }
        cursor.bump();
    }
    let name = declared(&cursor.slice(mark)).replace(['"', '`', '[', ']', '\''], "");
    let mut arguments = Vec::new();
    if !name.is_empty() && cursor.is("(") {
        let inner = cursor.parenthesis()?;
        arguments = inner.items().iter().map(text::printed).collect();
    }
    let declared = declared(&cursor.slice(mark));
    let name = name.to_ascii_lowercase();
    Ok(Written { name, path: Vec::new(), arguments, attributes: Vec::new(), is_array: false, declared })
}

impl Written {
    /// What it means; `user` is the name of a type of the user's, where it could be one.
    pub(super) fn meaning(&self, database: Database, user: Option<Name>) -> DataType {
        let kind = match database {
            Database::Sqlite => Some(self.affinity()),
            Database::Postgres => self.postgres(),
            Database::Mysql => self.mysql(),
        };
        let kind = kind.or(user.map(Kind::User)).unwrap_or_else(|| Kind::Other(self.declared.clone()));
        if !self.is_array {
            return DataType { kind, declared: self.declared.clone() };
        }
        let element = self.declared.split(['[', ' ']).next().unwrap_or_default().to_owned();
        let element = if self.declared.contains('[') {
            self.declared.split('[').next().unwrap_or_default().to_owned()
        } else {
            element
        };
        let element = DataType { kind, declared: element };
        DataType { kind: Kind::Array(Box::new(element)), declared: self.declared.clone() }
    }

    fn argument(&self, at: usize) -> Option<u64> {
        self.arguments.get(at)?.parse().ok()
    }

    fn decimal(&self) -> Kind {
        let scale = self.arguments.get(1).and_then(|it| it.parse().ok());
        Kind::Decimal { precision: self.argument(0), scale }
    }

    fn has(&self, attribute: &str) -> bool {
        self.attributes.contains(&attribute)
    }

    /// PostgreSQL: documentation, table 8.1.
    fn postgres(&self) -> Option<Kind> {
        let (length, signed) = (self.argument(0), |bits| Kind::Integer { bits, unsigned: false });
        let zoned = self.has("with time zone");
        Some(match self.name.as_str() {
            "boolean" | "bool" => Kind::Boolean,
            "smallint" | "int2" | "smallserial" | "serial2" => signed(16),
            "integer" | "int" | "int4" | "serial" | "serial4" => signed(32),
            "bigint" | "int8" | "bigserial" | "serial8" => signed(64),
            "numeric" | "decimal" | "dec" => self.decimal(),
            "float" if length.is_none_or(|it| it > 24) => Kind::Float64,
            "real" | "float4" | "float" => Kind::Float32,
            "double precision" | "float8" => Kind::Float64,
            "char" | "character" | "nchar" | "national character" | "national char" => Kind::Char(length.or(Some(1))),
            "bpchar" => Kind::Char(length),
            "varchar"
            | "character varying"
            | "char varying"
            | "nchar varying"
            | "national character varying"
            | "national char varying" => Kind::Varchar(length),
            "text" => Kind::Text(None),
            "bytea" => Kind::Bytes(None),
            "date" => Kind::Date,
            "time" | "timetz" => Kind::Time { zoned: zoned || self.name == "timetz", precision: length },
            "timestamp" | "timestamptz" => {
                Kind::Timestamp { zoned: zoned || self.name == "timestamptz", precision: length }
            }
            "interval" => Kind::Interval,
            "uuid" => Kind::Uuid,
            "json" | "jsonb" => Kind::Json { binary: self.name == "jsonb" },
            other if is_other(other) => Kind::Other(self.declared.clone()),
            _ => return None,
        })
    }

    /// MySQL: reference manual §13; and what only MariaDB has.
    fn mysql(&self) -> Option<Kind> {
        let (length, unsigned) = (self.argument(0), self.has("unsigned") || self.has("zerofill"));
        let integer = |bits| Kind::Integer { bits, unsigned };
        Some(match self.name.as_str() {
            "tinyint" | "int1" if length != Some(1) || unsigned => integer(8),
            "tinyint" | "int1" | "bool" | "boolean" => Kind::Boolean,
            "smallint" | "int2" => integer(16),
            "mediumint" | "int3" | "middleint" => integer(24),
            "int" | "integer" | "int4" => integer(32),
            "bigint" | "int8" => integer(64),
            "serial" => Kind::Integer { bits: 64, unsigned: true },
            "decimal" | "numeric" | "dec" | "fixed" => match length {
                None => Kind::Decimal { precision: Some(10), scale: Some(0) },
                Some(_) if self.arguments.len() == 1 => Kind::Decimal { precision: length, scale: Some(0) },
                Some(_) => self.decimal(),
            },
            "float" if self.arguments.len() == 1 && length.is_some_and(|it| it > 24) => Kind::Float64,
            "float" | "float4" => Kind::Float32,
            "double" | "double precision" | "real" | "float8" => Kind::Float64,
            "char" | "character" | "nchar" | "national char" | "national character" => Kind::Char(length.or(Some(1))),
            "varchar"
            | "character varying"
            | "char varying"
            | "nvarchar"
            | "national varchar"
            | "national character varying"
            | "national char varying" => Kind::Varchar(length),
            "tinytext" => Kind::Text(Some(255)),
            "text" => Kind::Text(Some(length.unwrap_or(65_535))),
            "mediumtext" | "long" | "long varchar" => Kind::Text(Some(16_777_215)),
            "longtext" => Kind::Text(Some(4_294_967_295)),
            "binary" | "char byte" => Kind::Bytes(length.or(Some(1))),
            "varbinary" => Kind::Bytes(length),
            "tinyblob" => Kind::Bytes(Some(255)),
            "blob" => Kind::Bytes(Some(length.unwrap_or(65_535))),
            "mediumblob" | "long varbinary" => Kind::Bytes(Some(16_777_215)),
            "longblob" => Kind::Bytes(Some(4_294_967_295)),
            "date" => Kind::Date,
            "time" => Kind::Time { zoned: false, precision: length },
            "datetime" => Kind::Timestamp { zoned: false, precision: length },
            "timestamp" => Kind::Timestamp { zoned: true, precision: length },
            "year" => Kind::Year,
            "json" => Kind::Json { binary: false },
            "uuid" => Kind::Uuid,
            "enum" => Kind::Enum(self.words()),
            "set" => Kind::Set(self.words()),
            other if is_other(other) => Kind::Other(self.declared.clone()),
            _ => return None,
        })
    }

    fn words(&self) -> Vec<String> {
        self.arguments.iter().filter(|it| !it.is_empty()).map(|it| text::string(it, Database::Mysql)).collect()
    }

    /// SQLite: well-known names first, then the rules of affinity (documentation, "Datatypes" §3.1).
    fn affinity(&self) -> Kind {
        let (name, length) = (self.name.as_str(), self.argument(0));
        let has = |words: &[&str]| words.iter().any(|it| name.contains(it));
        match name {
            "boolean" | "bool" => Kind::Boolean,
            "date" => Kind::Date,
            "time" => Kind::Time { zoned: false, precision: None },
            "datetime" | "timestamp" => Kind::Timestamp { zoned: false, precision: None },
            "timestamptz" | "timestamp with time zone" => Kind::Timestamp { zoned: true, precision: None },
            "uuid" => Kind::Uuid,
            "json" | "jsonb" => Kind::Json { binary: name == "jsonb" },
            "" | "any" => Kind::Other(name.to_owned()),
            _ if has(&["int"]) => Kind::Integer { bits: 64, unsigned: false },
            _ if has(&["varchar", "varying", "nvarchar"]) => Kind::Varchar(length),
            "char" | "character" | "nchar" => Kind::Char(length),
            _ if has(&["char", "clob", "text"]) => Kind::Text(None),
            _ if has(&["blob"]) => Kind::Bytes(None),
            _ if has(&["real", "floa", "doub"]) => Kind::Float64,
            _ => self.decimal(),
        }
    }
}

fn is_other(name: &str) -> bool {
    name == "bit varying" || name == "\"char\"" || OTHERS.split(' ').any(|it| it == name)
}

/// Types of the databases and of well-known extensions that mean nothing here beyond their name.
const OTHERS: &str = "aclitem bit box cid cidr circle citext cstring cube datemultirange daterange geography geometry \
    geometrycollection geomcollection halfvec hstore inet inet4 inet6 int2vector int4multirange int4range \
    int8multirange int8range isbn jsonpath line linestring lquery lseg ltree ltxtquery macaddr macaddr8 money \
    multilinestring multipoint multipolygon name numrange nummultirange oid oidvector path pg_lsn pg_snapshot \
    point polygon refcursor regclass regcollation regconfig regdictionary regnamespace regoper regoperator \
    regproc regprocedure regrole regtype seg sparsevec tid tsmultirange tsquery tsrange tstzmultirange tstzrange \
    tsvector txid_snapshot varbit vector xid xid8 xml";
