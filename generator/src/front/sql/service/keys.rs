//! What tells the rows of a table apart, and may stand in a path.

use super::columns::ColumnPlan;
use zephyrix_ir::vocabulary::relational::{Key, Kind, Table};

/// The columns of the primary key, or of the first unique key that is never NULL; none where neither can be written
/// in a path.
pub(super) fn of(table: &Table, columns: &[ColumnPlan<'_>]) -> Vec<String> {
    let fits = |name: &String| {
        let column = columns.iter().find(|it| it.column.name == *name);
        column.is_some_and(|it| !it.nullable && is_written_in_paths(it))
    };
    let keys = table.primary_key.iter().chain(&table.uniques);
    let found = keys.into_iter().find(|it: &&Key| !it.columns.is_empty() && it.columns.iter().all(fits));
    found.map(|it| it.columns.clone()).unwrap_or_default()
}

fn is_written_in_paths(it: &ColumnPlan<'_>) -> bool {
    it.is_enum
        || matches!(
            it.declared.kind,
            Kind::Integer { .. }
                | Kind::Char(_)
                | Kind::Varchar(_)
                | Kind::Text(_)
                | Kind::Uuid
                | Kind::Date
                | Kind::Timestamp { .. }
                | Kind::Decimal { .. }
                | Kind::Boolean
        )
}
