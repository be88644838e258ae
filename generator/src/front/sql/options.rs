//! What comes after the columns of a table.

use super::cursor::{Cursor, Parsed};
use super::reader::Reader;
use super::text;
use zephyrix_ir::vocabulary::relational::{Database, Table};

/// Reads them all.
pub(super) fn read(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    while !cursor.is_done() {
        let more = match reader.database {
            Database::Postgres => postgres(reader, cursor, table)?,
            Database::Mysql => mysql(reader, cursor, table)?,
            Database::Sqlite => sqlite(cursor, table),
        };
        if !more {
            break;
        }
    }
    Ok(())
}

fn postgres(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<bool> {
    const NEXT: &[&str] =
        &["INHERITS", "PARTITION BY", "USING", "WITH", "WITHOUT OIDS", "ON COMMIT", "TABLESPACE", "AS"];
    let mark = cursor.mark();
    if cursor.is("INHERITS") {
        cursor.bump();
        let mut list = cursor.parenthesis()?;
        let mut parents = Vec::new();
        loop {
            let (parent, span) = reader.existing(&mut list)?;
            inherit(table, reader.table(&parent, span)?);
            parents.push(reader.qualified(&parent));
            if !list.eat(",") {
                break;
            }
        }
        table.options.push(format!("INHERITS ({})", parents.join(", ")));
    } else if cursor.is("PARTITION BY") || cursor.is("WITH (") {
        let option = cursor.until(NEXT);
        table.options.push(text::printed(&option));
    } else if cursor.eat("WITHOUT OIDS") {
        // That is how it is where nothing is said.
    } else if cursor.eat("USING") || cursor.eat("TABLESPACE") {
        cursor.name()?;
        reader.left_out(cursor.since(mark));
    } else if cursor.eat("ON COMMIT") {
        cursor.until(NEXT);
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Columns and checks of a parent: those that the table states itself stay as they are (PostgreSQL §5.10).
pub(super) fn inherit(table: &mut Table, parent: &Table) {
    let stated = std::mem::take(&mut table.columns);
    table.columns.clone_from(&parent.columns);
    for column in stated {
        match table.columns.iter_mut().find(|it| it.name == column.name) {
            Some(inherited) => {
                let nullable = inherited.nullable && column.nullable;
                *inherited = column;
                inherited.nullable = nullable;
            }
            None => table.columns.push(column),
        }
    }
    for check in &parent.checks {
        if !table.checks.iter().any(|it| it.name == check.name) {
            table.checks.push(check.clone());
        }
    }
}

/// MySQL's that say nothing of what is stored: where a counter stands, how statistics are kept.
const OF_STATE: &[&str] = &[
    "AUTO_INCREMENT",
    "AVG_ROW_LENGTH",
    "CHECKSUM",
    "CONNECTION",
    "DATA DIRECTORY",
    "DELAY_KEY_WRITE",
    "INDEX DIRECTORY",
    "INSERT_METHOD",
    "MAX_ROWS",
    "MIN_ROWS",
    "PACK_KEYS",
    "PASSWORD",
    "STATS_AUTO_RECALC",
    "STATS_PERSISTENT",
    "STATS_SAMPLE_PAGES",
    "TABLESPACE",
    "SECONDARY_ENGINE",
    "AUTOEXTEND_SIZE",
    "PAGE_CHECKSUM",
    "TRANSACTIONAL",
];

/// The others, as they are printed.
const OF_STORAGE: &[(&str, &str)] = &[
    ("ENGINE", "ENGINE"),
    ("TYPE", "ENGINE"),
    ("DEFAULT CHARACTER SET", "DEFAULT CHARSET"),
    ("DEFAULT CHARSET", "DEFAULT CHARSET"),
    ("CHARACTER SET", "DEFAULT CHARSET"),
    ("CHARSET", "DEFAULT CHARSET"),
    ("DEFAULT COLLATE", "COLLATE"),
    ("COLLATE", "COLLATE"),
    ("ROW_FORMAT", "ROW_FORMAT"),
    ("KEY_BLOCK_SIZE", "KEY_BLOCK_SIZE"),
    ("COMPRESSION", "COMPRESSION"),
    ("ENCRYPTION", "ENCRYPTION"),
    ("PAGE_COMPRESSED", "PAGE_COMPRESSED"),
];

/// One option of MySQL's.
pub(super) fn mysql(reader: &mut Reader<'_>, cursor: &mut Cursor<'_>, table: &mut Table) -> Parsed<bool> {
    let mark = cursor.mark();
    cursor.eat(",");
    if cursor.eat("COMMENT") {
        cursor.eat("=");
        table.comment = Some(cursor.string()?).filter(|it| !it.is_empty());
    } else if cursor.is("PARTITION BY") {
        table.options.push(text::printed(&cursor.take_rest()));
    } else if cursor.eat("WITH SYSTEM VERSIONING") {
        table.options.push("WITH SYSTEM VERSIONING".to_owned());
    } else if cursor.eat_any(OF_STATE).is_some() {
        cursor.eat("=");
        cursor.bump();
    } else if cursor.eat("UNION") {
        cursor.eat("=");
        cursor.parenthesis()?;
        reader.not_kept(cursor.since(mark), "UNION");
    } else if let Some((_, printed)) = OF_STORAGE.iter().find(|it| cursor.eat(it.0)) {
        cursor.eat("=");
        let Some(value) = cursor.bump() else { return Err(cursor.wrong("a value")) };
        let option = format!("{printed}={}", cursor.written(value));
        let start = format!("{printed}=");
        table.options.retain(|it| !it.starts_with(&start));
        table.options.push(option);
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn sqlite(cursor: &mut Cursor<'_>, table: &mut Table) -> bool {
    cursor.eat(",");
    let option = cursor.eat_any(&["STRICT", "WITHOUT ROWID"]);
    table.options.extend(option.map(str::to_owned));
    option.is_some()
}
