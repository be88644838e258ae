//! What names mean where a statement stands: search paths, databases in use, and things that are not kept.

use super::cursor::Ident;
use zephyrix_ir::vocabulary::relational::{Database, Name, Schema};

/// What the statements before have set.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Where names without a schema are looked for and made; `None`: where nothing needs saying.
    path: Vec<Option<String>>,
    /// MySQL: the first database in use, which needs no saying.
    main: Option<String>,
    /// Tables, views and types that are there but not kept: temporary ones, those of other servers.
    elsewhere: Vec<Name>,
    /// Whether something was skipped that may define what is not seen: `DO` blocks, `\i`.
    pub(super) is_blind: bool,
}

/// Schemas that need no saying.
fn is_default(schema: &str, database: Database) -> bool {
    match database {
        Database::Postgres => schema == "public",
        Database::Sqlite => schema.eq_ignore_ascii_case("main"),
        Database::Mysql => false,
    }
}

impl Scope {
    /// A new place for names: PostgreSQL's `search_path`.
    pub(super) fn search(&mut self, path: impl Iterator<Item = String>) {
        let path = path.filter(|it| it != "pg_catalog" && it != "$user" && !it.is_empty());
        self.path = path.map(|it| (it != "public").then_some(it)).collect();
    }

    /// MySQL's `USE`.
    pub(super) fn enter(&mut self, database: String) {
        let main = self.main.get_or_insert_with(|| database.clone());
        self.path = vec![(*main != database).then_some(database)];
    }

    /// The name that a definition gives.
    pub(super) fn name(&self, path: &[Ident], database: Database) -> Name {
        let name = path.last().map(|it| it.name.clone()).unwrap_or_default();
        let schema = match path.len().checked_sub(2).and_then(|at| path.get(at)) {
            Some(it) => return self.placed(it.name.clone(), &name, database),
            None => self.path.first().cloned().flatten(),
        };
        Name { schema, name }
    }

    /// A name in a stated schema.
    pub(super) fn placed(&self, schema: String, name: &str, database: Database) -> Name {
        let needs_no_saying = is_default(&schema, database) || self.main.as_ref() == Some(&schema);
        Name { schema: (!needs_no_saying).then_some(schema), name: name.to_owned() }
    }

    /// The name of what is meant: the first of the search path that is there.
    pub(super) fn find(&self, path: &[Ident], schema: &Schema) -> Name {
        let name = self.name(path, schema.database);
        if path.len() > 1 {
            return name;
        }
        let places = self.path.iter().cloned().chain([None]);
        let mut names = places.map(|it| Name { schema: it, name: name.name.clone() });
        names.find(|it| self.knows(it, schema)).unwrap_or(name)
    }

    /// Whether anything has this name.
    pub(super) fn knows(&self, name: &Name, schema: &Schema) -> bool {
        let relation = schema.table(name).is_some() || schema.view(name).is_some();
        let other = schema.user_type(name).is_some()
            || schema.sequences.iter().any(|it| it.name.matches(name, schema.database));
        relation || other || self.is_elsewhere(name, schema.database)
    }

    /// Remembers a name of something that is not kept.
    pub(super) fn not_kept(&mut self, name: Name) {
        if !self.elsewhere.contains(&name) {
            self.elsewhere.push(name);
        }
    }

    /// SQLite: a virtual table, and the tables that FTS and R*Tree keep their own things in.
    pub(super) fn virtual_table(&mut self, name: &str) {
        const OWN: &[&str] = &[
            "",
            "_data",
            "_idx",
            "_content",
            "_docsize",
            "_config",
            "_segments",
            "_segdir",
            "_stat",
            "_node",
            "_rowid",
            "_parent",
        ];
        for own in OWN {
            self.not_kept(Name::new(format!("{name}{own}")));
        }
    }

    /// Forgets it.
    pub(super) fn forget(&mut self, name: &Name, database: Database) {
        self.elsewhere.retain(|it| !it.matches(name, database));
    }

    /// Whether that is so of a name.
    pub(super) fn is_elsewhere(&self, name: &Name, database: Database) -> bool {
        self.elsewhere.iter().any(|it| it.matches(name, database))
    }
}
