//! A whole REST service from tables alone: each table a resource, by the rules of `docs/rest.md`.
//!
//! ```text
//! Schema ─► resources: columns, key, relations ─► types, operations and stated entities of the draft
//! ```
//!
//! Nothing here is of one database: what its words mean, the schema says.

mod checks;
mod columns;
mod filters;
mod functions;
mod keys;
mod lists;
mod literals;
mod names;
mod operations;
mod records;
mod relations;
mod renames;
mod types;
mod views;

pub(crate) use checks::is_looser;
use columns::ColumnPlan;
pub(crate) use functions::without as without_calls_of_functions;
use zephyrix_ir::vocabulary::relational::{Hint, Name, Schema, Table};
use zephyrix_ir::vocabulary::{AssertionId, Docs, Relation, TagDef};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Draft, Span};

/// What is made of a table.
pub(super) struct Resource<'s> {
    table: &'s Table,
    /// The name of its record: `Film`.
    name: String,
    /// Its path, without the slash: `film`.
    path: String,
    columns: Vec<ColumnPlan<'s>>,
    /// Names of the columns that tell its rows apart; none where nothing does.
    key: Vec<String>,
    relations: Vec<Relation>,
}

impl Resource<'_> {
    /// Whether its rows may be changed: some key tells them apart, and its author does not forbid it.
    fn is_written(&self) -> bool {
        !self.key.is_empty() && hint(&self.table.hints, "readonly").is_none()
    }

    fn is_key(&self, column: &str) -> bool {
        self.key.iter().any(|it| it == column)
    }

    /// The column in which rows count their changes.
    fn version(&self) -> Option<&ColumnPlan<'_>> {
        self.columns.iter().find(|it| it.is_version)
    }
}

/// What is being made: the schema, and the draft that it goes to.
struct Service<'s, 'd> {
    schema: &'s Schema,
    draft: &'d mut Draft,
    log: &'d mut Diagnostics,
    /// What moments look like of which the database has but some.
    moments: Option<AssertionId>,
}

/// Adds a service over every table of a schema to a draft.
pub(crate) fn lower(schema: &Schema, draft: &mut Draft, log: &mut Diagnostics) {
    let mut service = Service { schema, draft, log, moments: None };
    service.user_types();
    let views = service.views();
    let mut names = names::Names::default();
    let mut resources: Vec<Resource<'_>> = Vec::new();
    let tables = service.open_tables();
    for table in tables.into_iter().chain(&views) {
        let (name, path) = names.of(table);
        let columns = service.columns(table, &name);
        let key = keys::of(table, &columns);
        resources.push(Resource { table, name, path, columns, key, relations: Vec::new() });
    }
    let relations = relations::all(schema, &resources);
    for (resource, relations) in resources.iter_mut().zip(relations) {
        resource.relations = relations;
    }
    for (at, resource) in resources.iter().enumerate() {
        let description = resource.table.comment.clone();
        let docs = Docs { summary: None, description };
        service.draft.tags.push(TagDef { name: resource.path.clone(), renamed_from: Vec::new(), docs });
        service.records(resource, &resources);
        service.operations(at, resource);
        service.draft.entities.push(records::stated(resource));
        service.formers(resource);
    }
}

impl<'s> Service<'s, '_> {
    /// The tables that are served: not those whose rows only some may see, for nothing tells who asks.
    fn open_tables(&mut self) -> Vec<&'s Table> {
        let (guarded, open): (Vec<_>, Vec<_>) = self
            .schema
            .tables
            .iter()
            .filter(|it| hint(&it.hints, "skip").is_none())
            .partition(|it| self.schema.guards_rows(it));
        for it in guarded {
            self.refuse(&it.name, it.span, "decide who sees its rows");
        }
        open
    }

    /// Tells that something is not served because of policies.
    fn refuse(&mut self, name: &Name, span: Span, why: &str) {
        let message = format!("`{name}` is not served: policies {why}, and nothing tells them who asks");
        let help = "`-- zephyrix: rows=all` above the table has all rows served that the service sees";
        self.log.push(Diagnostic::new(Code::ROW_SECURITY, span, message).mild().help(help));
    }
}

/// What the author asks for under a key.
fn hint<'h>(hints: &'h [Hint], key: &str) -> Option<&'h Hint> {
    hints.iter().find(|it| it.key == key)
}
