//! Lists that callers may narrow, order, page through and thin out.

use crate::store::Assign;
use askama::Template;

#[derive(Template)]
#[template(path = "store/listing.rs.j2", escape = "none")]
pub struct Listing<'a> {
    pub query: &'a str,
    /// The items: `FilmPart`.
    pub item: &'a str,
    /// The enum of the columns.
    pub column: &'a str,
    pub database: &'a str,
    /// An arm a relation: the columns that it needs.
    pub needed: Vec<String>,
    /// The columns of the key.
    pub key: String,
    /// Whether there is a key, so that a page may begin after a row.
    pub keyed: bool,
    /// ` FROM film WHERE TRUE`, a string literal.
    pub from: String,
    pub filters: &'a [Filter],
    pub includes: Vec<IncludeArm>,
}

pub struct IncludeArm {
    /// `FilmRelation::Actor`
    pub variant: String,
    pub method: String,
}

pub struct Filter {
    /// The field of the query.
    pub name: String,
    /// The name of the parameter.
    pub wire: String,
    pub ty: String,
    /// The function that narrows by it.
    pub function: String,
    /// `Compared::plain("film.title")`
    pub column: String,
}

#[derive(Template)]
#[template(path = "store/choice.rs.j2", escape = "none")]
pub struct Choice<'a> {
    pub query: &'a str,
    pub sort: &'a str,
    pub column: &'a str,
    pub keyed: bool,
    pub include: Option<String>,
    pub filters: &'a [Filter],
}

#[derive(Template)]
#[template(path = "store/include.rs.j2", escape = "none")]
pub struct Include<'a> {
    pub name: &'a str,
    pub method: &'a str,
    pub row: &'a str,
    pub item: &'a str,
    pub database: &'a str,
    /// Columns of this table.
    pub own: String,
    /// `SELECT … WHERE `, a string literal; where there are many, of rows that are numbered.
    pub select: String,
    /// The columns that are equal, string literals.
    pub theirs: String,
    /// What these are called in what is found, string literals.
    pub aliases: String,
    /// The module of the other table.
    pub module: &'a str,
    pub many: bool,
    pub member: &'a str,
    /// The member that tells whether there is more.
    pub more: Option<&'a str>,
    /// What the member becomes, of `found`.
    pub value: String,
}

#[derive(Template)]
#[template(path = "store/column.rs.j2", escape = "none")]
pub struct Columns<'a> {
    pub column: &'a str,
    pub database: &'a str,
    pub null_is_greatest: bool,
    pub row: &'a str,
    pub columns: Vec<Column>,
    /// How values are bound.
    pub binds: Vec<Bind>,
    pub sort: &'a str,
    /// An arm an order.
    pub sorts: Vec<String>,
    pub item: &'a str,
    /// `listing`, or `_` where every field is always shown.
    pub listing: &'a str,
    /// Fields of an item, read from `row`.
    pub reads: Vec<Assign>,
}

pub struct Column {
    pub variant: String,
    /// A string literal.
    pub selected: String,
    /// `film.title`, a string literal.
    pub name: String,
    /// What its value in a row is called, an expression.
    pub alias: String,
    /// What it is read and bound as.
    pub ty: String,
}

pub struct Bind {
    /// `Self::Title | Self::Description`
    pub variants: String,
    pub ty: String,
    /// A string literal.
    pub before: Option<String>,
    /// A string literal.
    pub after: Option<String>,
}

#[derive(Template)]
#[template(path = "store/filters.rs.j2", escape = "none")]
pub struct Filters<'a> {
    pub source: &'a str,
    pub uses: Vec<String>,
    pub database: &'a str,
    pub filters: Vec<FilterFunction>,
    pub either: Vec<Either>,
}

/// A filter that may be one value, or operators.
pub struct Either {
    pub function: String,
    pub ty: String,
    /// An arm each.
    pub arms: Vec<String>,
}

pub struct FilterFunction {
    pub function: String,
    pub ty: String,
    pub conditions: Vec<Condition>,
}

pub struct Condition {
    pub member: String,
    /// A call that pushes it.
    pub call: String,
}
