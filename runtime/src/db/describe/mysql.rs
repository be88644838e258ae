//! MySQL and MariaDB print the definition of each table.

use super::{DescribeError, unreachable};
use crate::db::migrate::history;
use crate::db::open::options;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, MySql, MySqlConnection, Row};

/// Views with their queries, those that others show first.
const VIEWS: &str = "SELECT CAST(table_name AS CHAR), CAST(view_definition AS CHAR), CAST(DATABASE() AS CHAR) \
                     FROM information_schema.views WHERE table_schema = DATABASE() ORDER BY table_name";

pub(super) async fn describe(url: &str) -> Result<Vec<String>, DescribeError> {
    let options = options::<MySql>(url).map_err(DescribeError::Open)?;
    let mut connection = options.connect().await.map_err(|it| unreachable(url, it))?;
    let names = format!(
        "SELECT CAST(table_name AS CHAR) FROM information_schema.tables \
         WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name <> '{}' ORDER BY table_name",
        history::TABLE
    );
    let names: Vec<String> = sqlx::query_scalar(AssertSqlSafe(names)).fetch_all(&mut connection).await?;
    let mut statements = Vec::new();
    for name in names {
        statements.push(table(&mut connection, &name).await?);
    }
    let views: Vec<(String, String, String)> = sqlx::query_as(VIEWS).fetch_all(&mut connection).await?;
    statements.extend(ordered(views));
    connection.close().await?;
    Ok(statements)
}

async fn table(connection: &mut MySqlConnection, name: &str) -> Result<String, sqlx::Error> {
    let show = format!("SHOW CREATE TABLE `{}`", name.replace('`', "``"));
    let row = sqlx::raw_sql(AssertSqlSafe(show)).fetch_one(connection).await?;
    let text: String = row.try_get(1).or_else(|_| {
        let bytes: Vec<u8> = row.try_get(1)?;
        String::from_utf8(bytes).map_err(|error| sqlx::Error::Decode(error.into()))
    })?;
    Ok(without_count(&text))
}

/// How far a table has counted is no part of its definition.
fn without_count(text: &str) -> String {
    let Some(at) = text.rfind(" AUTO_INCREMENT=") else { return text.to_owned() };
    let rest = &text[at + " AUTO_INCREMENT=".len()..];
    let digits = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
    if digits == 0 { text.to_owned() } else { format!("{}{}", &text[..at], &rest[digits..]) }
}

/// A view after those that it shows; names without the database that all are in.
fn ordered(mut open: Vec<(String, String, String)>) -> Vec<String> {
    let mut statements = Vec::new();
    while !open.is_empty() {
        let names: Vec<String> = open.iter().map(|it| format!("`{}`", it.0)).collect();
        let shows = |query: &str, name: &str| names.iter().any(|it| *it != format!("`{name}`") && query.contains(it));
        let next = open.iter().position(|(name, query, _)| !shows(query, name)).unwrap_or(0);
        let (name, query, database) = open.remove(next);
        let query = query.replace(&format!("`{database}`."), "");
        statements.push(format!("CREATE VIEW `{name}` AS {query}"));
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::{ordered, without_count};

    #[test]
    fn a_table_does_not_tell_how_far_it_counted() {
        assert_eq!(without_count(") ENGINE=InnoDB AUTO_INCREMENT=12 COMMENT='x'"), ") ENGINE=InnoDB COMMENT='x'");
        assert_eq!(without_count("`a` int AUTO_INCREMENT"), "`a` int AUTO_INCREMENT");
    }

    #[test]
    fn views_come_after_what_they_show() {
        let view = |name: &str, query: &str| (name.to_owned(), query.to_owned(), "d".to_owned());
        let views = vec![view("a", "select * from `d`.`b`"), view("b", "select * from `d`.`t`")];
        assert_eq!(ordered(views), ["CREATE VIEW `b` AS select * from `t`", "CREATE VIEW `a` AS select * from `b`"]);
    }
}
