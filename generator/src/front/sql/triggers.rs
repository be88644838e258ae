//! Triggers of SQLite, which are not understood, but kept with their table: written anew, it loses them.

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use zephyrix_ir::vocabulary::relational::{Expression, Trigger};

/// From what comes after `CREATE`; `CREATE TRIGGER … ON t … BEGIN … END`.
pub(super) fn create(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    cursor.expect("TRIGGER")?;
    cursor.eat("IF NOT EXISTS");
    let mut name = cursor.name()?.name;
    if cursor.eat(".") {
        name = cursor.name()?.name;
    }
    cursor.until(&["ON"]);
    cursor.expect("ON")?;
    let (table, _) = reader.existing(cursor)?;
    let text = reader.text[reader.statement.range()].to_owned();
    // Those of views go and come with nobody.
    if let Some(table) = reader.schema.table_mut(&table) {
        let statement = Expression { text, span: reader.statement };
        table.triggers.push(Trigger { name, statement });
    }
    Ok(Done::Skipped("triggers"))
}

/// From what comes after `DROP`.
pub(super) fn drop(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    cursor.expect("TRIGGER")?;
    cursor.eat("IF EXISTS");
    let mut name = cursor.name()?.name;
    if cursor.eat(".") {
        name = cursor.name()?.name;
    }
    for table in &mut reader.schema.tables {
        table.triggers.retain(|it| !it.name.eq_ignore_ascii_case(&name));
    }
    Ok(Done::Skipped("triggers"))
}
