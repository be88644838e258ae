//! `src/generated/store/`: what the service keeps, over sqlx.

use askama::Template;

#[derive(Template)]
#[template(path = "store/mod.rs.j2", escape = "none")]
pub struct Mod<'a> {
    pub source: &'a str,
    pub pool: &'a str,
    pub tables: Vec<TableRef<'a>>,
    /// Whether lists have filters of operators.
    pub filters: bool,
}

pub struct TableRef<'a> {
    pub module: &'a str,
    pub ty: &'a str,
}

#[derive(Template)]
#[template(path = "store/table.rs.j2", escape = "none")]
pub struct Table<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    /// The table's struct: `Pets`.
    pub name: &'a str,
    /// The table: `pets`.
    pub table: &'a str,
    /// The record: `Pet`.
    pub record: &'a str,
    /// What it is called in a sentence: `pet`.
    pub noun: &'a str,
    /// The same with its article.
    pub a_noun: &'a str,
    pub pool: &'a str,
    pub row: &'a str,
    /// What one is handed out as: `Pet` or `Tagged<Pet>`.
    pub one: &'a str,
    /// Whether a method asks for a version.
    pub versioned: bool,
    /// Whether rows have a version.
    pub tagged: bool,
    /// The version of the row `row`, of which `value` has been read.
    pub tag: String,
    pub key: Option<Key>,
    /// What a write may break, each a `KnownConstraint`.
    pub constraints: Option<Vec<String>>,
    /// `pub(super) ` where other tables read rows of this one.
    pub visible: &'a str,
    /// Whether any whole row is read.
    pub reader: bool,
    /// `id, name, …`
    pub columns: &'a str,
    /// Fields of the record, read from `row`.
    pub reads: Vec<Assign>,
    pub methods: Vec<String>,
    /// Further items.
    pub items: Vec<String>,
}

pub struct Key {
    /// `id: i64`, as parameters.
    pub params: String,
    /// `id`, as arguments.
    pub args: String,
    pub parts: Vec<KeyPart>,
    /// `DELETE FROM pets WHERE id = `, a string literal.
    pub delete: String,
    /// A string literal: `SELECT … WHERE id = ?`.
    pub find: String,
    /// ` AND version = `, a string literal.
    pub version: String,
}

pub struct KeyPart {
    /// ` WHERE id = `, a string literal.
    pub condition: String,
    pub bind: String,
    /// What follows the value, a string literal.
    pub after: Option<String>,
}

pub struct Assign {
    pub name: String,
    pub value: String,
}

#[derive(Template)]
#[template(path = "store/list.rs.j2", escape = "none")]
pub struct List<'a> {
    /// How it is read from its end, where it is.
    pub backward: Option<Backward>,
    pub record: &'a str,
    pub query: &'a str,
    pub database: &'a str,
    /// `SELECT … FROM pets WHERE TRUE`, a string literal.
    pub select: String,
    /// `SELECT COUNT(*) …`, when the total is asked for.
    pub count: Option<String>,
    /// ` AND id > `, a string literal.
    pub after: String,
    /// ` ORDER BY id LIMIT `, a string literal.
    pub order: String,
    /// The key of `it`, to make a cursor of: `it.id.to_string()`.
    pub key_of: String,
    pub versioned: bool,
}

#[derive(Template)]
#[template(path = "store/query.rs.j2", escape = "none")]
pub struct Query<'a> {
    /// Whether it may be read from its end.
    pub backward: bool,
    /// Whether it has a default.
    pub default: bool,
    pub query: &'a str,
    pub database: &'a str,
    /// The type of the key.
    pub key_ty: &'a str,
    pub filters: Vec<Filter>,
}

pub struct Filter {
    pub name: String,
    pub ty: String,
    /// ` AND status = `, a string literal.
    pub condition: String,
    pub bind: String,
    /// What follows the value, a string literal.
    pub after: Option<String>,
}

#[derive(Template)]
#[template(path = "store/insert.rs.j2", escape = "none")]
pub struct Insert<'a> {
    pub a_noun: &'a str,
    pub body: &'a str,
    pub one: &'a str,
    /// `let id = Uuid::now_v7();`, each.
    pub lets: Vec<String>,
    pub statement: String,
    pub binds: Vec<String>,
    /// The expressions of the new row's key when the database does not return rows.
    pub key_after: Option<Vec<String>>,
    /// Whether these ask what the database counted.
    pub counted: bool,
    /// The type of a connection, where several may be added at once.
    pub many: Option<&'a str>,
    /// What executes: `&self.pool`.
    pub on: &'a str,
    /// `SELECT … WHERE id = ?`, a string literal.
    pub find: &'a str,
    /// Whether the table has constraints that are known by name.
    pub constrained: bool,
}

#[derive(Template)]
#[template(path = "store/replace.rs.j2", escape = "none")]
pub struct Replace<'a> {
    pub a_noun: &'a str,
    pub body: &'a str,
    pub one: &'a str,
    pub versioned: bool,
    pub key: &'a Key,
    pub database: &'a str,
    /// `UPDATE pets SET `, a string literal.
    pub start: String,
    pub sets: Vec<Set>,
    pub constrained: bool,
    /// ` RETURNING …`, a string literal; `None`: the database does not return rows.
    pub returning: Option<String>,
}

pub struct Set {
    /// `name = `, a string literal.
    pub column: String,
    pub value: String,
    /// What follows the value, a string literal.
    pub after: Option<String>,
}

#[derive(Template)]
#[template(path = "store/patch.rs.j2", escape = "none")]
pub struct Patch<'a> {
    pub a_noun: &'a str,
    pub body: &'a str,
    pub one: &'a str,
    pub versioned: bool,
    pub key: &'a Key,
    pub database: &'a str,
    /// `UPDATE pets SET version = version + 1`, a string literal.
    pub start: String,
    /// The pattern of a body that changes nothing, where nothing but what it says is set.
    pub nothing: Option<String>,
    /// Set whatever is patched: `, updated_at = `.
    pub always: Vec<Set>,
    pub sets: Vec<PatchSet>,
    pub constrained: bool,
    pub returning: Option<String>,
}

pub struct PatchSet {
    /// The pattern that finds it in the body: `Some(name) = body.name`.
    pub pattern: String,
    /// `, name = `, a string literal.
    pub column: String,
    pub value: String,
    /// What follows the value, a string literal.
    pub after: Option<String>,
}

#[derive(Template)]
#[template(path = "store/delete.rs.j2", escape = "none")]
pub struct Delete<'a> {
    pub a_noun: &'a str,
    pub versioned: bool,
    pub key: &'a Key,
    pub database: &'a str,
}

/// String literals.
pub struct Backward {
    pub before: String,
    pub order: String,
}

/// The rows of many keys at once.
#[derive(Template)]
#[template(path = "store/each.rs.j2", escape = "none")]
pub struct Each<'a> {
    pub noun: &'a str,
    /// The member that is compared.
    pub name: &'a str,
    /// Whether there may be many of each.
    pub many: bool,
    /// The type of a key.
    pub of: &'a str,
    pub record: &'a str,
    pub database: &'static str,
    /// String literals.
    pub select: String,
    pub order: String,
    pub before: Option<String>,
    pub after: Option<String>,
    /// What is bound for a key.
    pub bind: String,
    pub among: &'a str,
    pub helper: &'a str,
    /// The key of a row.
    pub member: String,
}
