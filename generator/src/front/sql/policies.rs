//! Row-level security (PostgreSQL).

use super::cursor::{Cursor, Parsed};
use super::reader::{Done, Reader};
use zephyrix_ir::vocabulary::relational::{Policy, PolicyCommand};
use zephyrix_ir::{Code, Diagnostic};

/// From what comes after `POLICY`.
pub(super) fn create(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>) -> Parsed<Done> {
    let name = cursor.name()?;
    cursor.expect("ON")?;
    let (table, span) = reader.existing(cursor)?;
    let mut it = Policy {
        name: name.name,
        restrictive: false,
        command: PolicyCommand::All,
        roles: Vec::new(),
        using: None,
        check: None,
        span: name.span,
    };
    said(cursor, &mut it)?;
    if reader.scope.is_elsewhere(&table, reader.database) {
        return Ok(Done::Skipped("what is said of temporary tables and other servers"));
    }
    reader.table(&table, span)?;
    let Some(table) = reader.schema.table_mut(&table) else { return Ok(Done::Understood) };
    if let Some(first) = table.policies.iter().find(|known| known.name == it.name) {
        let message = format!("`{}` has a policy `{}` already", table.name, it.name);
        return Err(Box::new(Diagnostic::new(Code::SQL_DUPLICATE, it.span, message).related(first.span, "here")));
    }
    table.policies.push(it);
    Ok(Done::Understood)
}

/// What is said of a policy, in `CREATE` and `ALTER`.
pub(super) fn said(cursor: &mut Cursor<'_>, it: &mut Policy) -> Parsed<()> {
    while !cursor.is_done() {
        if cursor.eat("AS") {
            it.restrictive = match cursor.eat_any(&["PERMISSIVE", "RESTRICTIVE"]) {
                Some(word) => word == "RESTRICTIVE",
                None => return Err(cursor.wrong("`PERMISSIVE` or `RESTRICTIVE`")),
            };
        } else if cursor.eat("FOR") {
            it.command = match cursor.eat_any(&["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]) {
                Some("SELECT") => PolicyCommand::Select,
                Some("INSERT") => PolicyCommand::Insert,
                Some("UPDATE") => PolicyCommand::Update,
                Some("DELETE") => PolicyCommand::Delete,
                Some(_) => PolicyCommand::All,
                None => return Err(cursor.wrong("a kind of statement")),
            };
        } else if cursor.eat("TO") {
            it.roles.clear();
            loop {
                it.roles.push(cursor.name()?.name);
                if !cursor.eat(",") {
                    break;
                }
            }
            it.roles.retain(|it| it != "public");
        } else if cursor.eat("USING") {
            let inner = cursor.parenthesis()?;
            it.using = Some(Reader::condition(&inner)?);
        } else if cursor.eat("WITH CHECK") {
            let inner = cursor.parenthesis()?;
            it.check = Some(Reader::condition(&inner)?);
        } else {
            return Err(cursor.wrong("`USING` or `WITH CHECK`"));
        }
    }
    Ok(())
}
