//! `migrations/V1__init.sql` and its way back.

use askama::Template;

#[derive(Template)]
#[template(path = "migrations/up.sql.j2", escape = "none")]
pub struct Up {
    pub tables: Vec<Table>,
}

pub struct Table {
    pub name: String,
    /// `id INTEGER …`, each.
    pub lines: Vec<String>,
    /// What follows the closing parenthesis.
    pub options: &'static str,
    /// Whole statements.
    pub indexes: Vec<String>,
}

#[derive(Template)]
#[template(path = "migrations/down.sql.j2", escape = "none")]
pub struct Down {
    /// Names, last made first.
    pub tables: Vec<String>,
}
