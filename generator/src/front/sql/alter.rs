//! `ALTER …`.

use super::constraints;
use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use super::settle;

/// From what comes after `ALTER`.
pub(super) fn alter(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    if !cursor.eat("TABLE") {
        return Ok(Done::Skipped("changes of what is not kept"));
    }
    cursor.eat("IF EXISTS");
    cursor.eat("ONLY");
    let (name, span) = reader.existing(cursor)?;
    let mut table = reader.table(&name, span)?.clone();
    if !cursor.eat("ADD") {
        return Ok(Done::Skipped("changes of what is not kept"));
    }
    constraints::define(reader, cursor, &mut table)?;
    settle::settle(reader, &mut table)?;
    if let Some(it) = reader.schema.table_mut(&name) {
        *it = table;
    }
    Ok(Done::Understood)
}
