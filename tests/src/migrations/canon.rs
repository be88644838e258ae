//! A description in an order that does not depend on how a database came to be.

use zephyrix_generator::{Database, ddl};

/// One line a thing, each with its table; sorted.
pub(super) fn lines(described: &str, database: Database) -> Result<Vec<String>, String> {
    // SQLite keeps what was written; what is told from it is what counts.
    let text = match database {
        Database::Sqlite => ddl::script(&super::read(described, database)?).replace('"', ""),
        Database::Postgres | Database::Mysql => described.to_owned(),
    };
    let mut lines = Vec::new();
    let mut head = String::new();
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        let plain = nameless(line.trim().trim_end_matches([',', ';']), database);
        let plain = plain.replace("CREATE TABLE \"", "CREATE TABLE ");
        if line.starts_with("CREATE TABLE") {
            head.clone_from(&plain);
        }
        // A table's options end it.
        lines.push(if line.starts_with("  ") || line.starts_with(')') { format!("{head} {plain}") } else { plain });
    }
    lines.sort();
    Ok(lines)
}

/// Names of constraints are nobody's business, but for the database's.
fn nameless(line: &str, database: Database) -> String {
    let mut words: Vec<&str> = line.split(' ').collect();
    if let Some(at) = words.iter().position(|it| *it == "CONSTRAINT") {
        words.drain(at..at + 2);
    }
    // MySQL calls the index of a reference as the reference.
    if database == Database::Mysql && (line.starts_with("KEY ") || line.starts_with("UNIQUE KEY ")) {
        let at = words.iter().position(|it| *it == "KEY").unwrap_or(0);
        words.remove(at + 1);
    }
    words.join(" ")
}
