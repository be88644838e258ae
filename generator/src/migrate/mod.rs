//! From one [`Schema`] to another, and back: what differs as [steps](Step), and these as SQL.
//!
//! The state of a database is what its migrations lead to when they are replayed; the next migration is what is wanted
//! less that. Nothing here guesses: what is not [said to be renamed](Rename) goes, and something new comes.

mod cast;
mod diff;
mod fill;
mod lint;
mod narrow;
mod print;
mod renames;
pub(crate) mod same;
mod step;
pub(crate) mod words;

pub(crate) use cast::{Cast, cast};
pub use lint::lint;
pub(crate) use narrow::is_narrower;
pub(crate) use renames::KEY as RENAMED_FROM;
pub use renames::Rename;

use crate::front::sql;
pub(crate) use step::Step;
use zephyrix_ir::vocabulary::relational::Schema;
use zephyrix_ir::{Diagnostics, SourceId};

/// A change of a database, and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Statements, without their `;`, in order.
    pub up: Vec<String>,
    /// What takes them back.
    pub down: Vec<String>,
}

impl Change {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.up.is_empty()
    }
}

/// What leads from one schema to another of the same database. Beside `renames`, those that `to` states count
/// (`renamed_from`).
pub fn change(from: &Schema, to: &Schema, renames: &[Rename]) -> Change {
    let renames = renames::all(from, to, renames);
    let back: Vec<Rename> = renames.iter().map(|it| it.back(&renames)).collect();
    let statements =
        |from: &Schema, to: &Schema, renames: &[Rename]| print::statements(&diff::diff(from, to, renames), to.database);
    let up = statements(from, to, &renames);
    Change { down: statements(&after(from, to, &up), from, &back), up }
}

/// What statements lead to: what is wanted, but for names that nobody asked for.
fn after(from: &Schema, to: &Schema, up: &[String]) -> Schema {
    let (mut after, mut log) = (from.clone(), Diagnostics::default());
    sql::read(&script(up), SourceId::default(), to.database, &mut after, &mut log);
    if log.has_errors() { to.clone() } else { after }
}

/// Two schemas beside one another: each with what need not be said, the older one under the names that the newer one has,
/// and what that renamed.
pub(crate) struct Met {
    pub(crate) old: Schema,
    pub(crate) new: Schema,
    pub(crate) renamed: Vec<Step>,
}

/// Puts two schemas beside one another, by the renamings that the newer one states.
pub(crate) fn meet(from: &Schema, to: &Schema) -> Met {
    let said = renames::all(from, to, &[]);
    let (mut old, new) = (diff::normal(from), diff::normal(to));
    let renamed = renames::apply(&mut old, &new, &said);
    Met { old, new, renamed }
}

/// What takes everything back that is in a schema.
pub(crate) fn undo(schema: &Schema) -> String {
    script(&print::statements(&diff::diff(schema, &Schema::new(schema.database), &[]), schema.database))
}

/// Statements as the text of a file.
pub fn script(statements: &[String]) -> String {
    statements.iter().flat_map(|it| [it.as_str(), ";\n"]).collect()
}

#[cfg(test)]
mod tests;
