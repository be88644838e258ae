//! Any schema becomes any other, and back, on a real database: the property that migrations stand on.

pub(crate) mod canon;
mod change;
pub(crate) mod live;
mod random;
mod samples;

use fastrand::Rng;
use live::Live;
use std::fmt::Write;
use zephyrix::Migration;
use zephyrix::db::{OutOfOrder, Scratch, describe, down, up};
use zephyrix_generator::migrate::{self, Rename};
use zephyrix_generator::relational::Schema;
use zephyrix_generator::{Database, Diagnostics, SourceId, ddl, sql};

/// Two schemas and what was called otherwise.
#[derive(Debug)]
struct Pair {
    from: Schema,
    to: Schema,
    renames: Vec<Rename>,
    /// Whether there are rows: between schemas that have nothing to do with one another there are none.
    rows: Vec<String>,
}

/// Checks so many pairs against the server of a URL, beginning with a seed; the first that fails is told.
///
/// # Errors
/// The seed, the SQL, and what is wrong.
pub fn check(database: Database, url: &str, seeds: std::ops::Range<u64>) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for seed in seeds {
        let pair = pair(database, seed);
        let told = runtime.block_on(holds(&pair, url));
        told.map_err(|wrong| format!("seed {seed} on {}: {wrong}", database.word()))?;
    }
    Ok(())
}

/// Every other pair is a schema and what became of it; the rest have nothing in common.
fn pair(database: Database, seed: u64) -> Pair {
    let mut rng = Rng::with_seed(seed);
    let from = random::schema(&mut rng, database);
    if seed % 2 == 1 {
        return Pair { to: random::schema(&mut rng, database), from, renames: Vec::new(), rows: Vec::new() };
    }
    let rows = samples::rows(&from);
    let (mut to, renames) = change::changed(&mut rng, &from);
    let mut from = from;
    if database == Database::Sqlite && renames.is_empty() {
        // What runs when rows of the first go, and says the last.
        let trigger = random::trigger(&from);
        from.tables[0].triggers.push(trigger.clone());
        to.tables[0].triggers.push(trigger);
    }
    Pair { from, to, renames, rows }
}

async fn holds(pair: &Pair, url: &str) -> Result<(), String> {
    let database = pair.from.database;
    let (first, second) = (ddl::script(&pair.from), ddl::script(&pair.to));
    let change = migrate::change(&read(&first, database)?, &read(&second, database)?, &pair.renames);
    let (forward, back) = (migrate::script(&change.up), migrate::script(&change.down));
    let story = || {
        let mut text = String::new();
        for (title, sql) in [("A", &first), ("B", &second), ("up", &forward), ("down", &back)] {
            let _ = writeln!(text, "-- {title}\n{sql}");
        }
        format!("{text}{}", pair.rows.join(";\n"))
    };
    let told = |what: &str, wrong: String| format!("{what}: {wrong}\n{}", story());
    let replayed = read(&format!("{first}{forward}"), database).map_err(|it| told("replay", it))?;
    let rest = migrate::change(&replayed, &read(&second, database)?, &[]);
    if !rest.is_empty() {
        return Err(told("what is left after replay", migrate::script(&rest.up)));
    }
    let (one, other) = (scratch(url).await?, scratch(url).await?);
    let steps = [leaked(1, &first, ""), leaked(2, &forward, &back)];
    apply(one.url(), &steps[..1]).await.map_err(|it| told("A", it))?;
    apply(other.url(), &[leaked(1, &second, "")]).await.map_err(|it| told("B", it))?;
    let before = described(one.url(), database).await?;
    let live = Live::of(one.url());
    for row in &pair.rows {
        live.run(row).await.map_err(|it| told(row, it))?;
    }
    let counted = counts(&live, &pair.from).await?;
    apply(one.url(), &steps).await.map_err(|it| told("up", it))?;
    same(&described(one.url(), database).await?, &described(other.url(), database).await?)
        .map_err(|it| told("up does not lead to B", it))?;
    for (table, count) in &counted {
        let now = change::name_after(table, &pair.renames);
        if pair.to.tables.iter().any(|it| it.name.name == now) && live.count(&now).await? != *count {
            return Err(told("rows are lost", now));
        }
    }
    down(one.url(), &steps, 1).await.map_err(|it| told("down", it.to_string()))?;
    same(&described(one.url(), database).await?, &before).map_err(|it| told("down does not lead to A", it))
}

async fn counts(live: &Live, schema: &Schema) -> Result<Vec<(String, i64)>, String> {
    let mut counts = Vec::new();
    for table in &schema.tables {
        counts.push((table.name.name.clone(), live.count(&table.name.name).await?));
    }
    Ok(counts)
}

pub(crate) async fn scratch(url: &str) -> Result<Scratch, String> {
    Scratch::beside(url, "pair").await.map_err(|it| it.to_string())
}

async fn apply(url: &str, steps: &[Migration]) -> Result<(), String> {
    up(url, steps, OutOfOrder::Refuse).await.map(drop).map_err(|it| it.to_string())
}

pub(crate) async fn described(url: &str, database: Database) -> Result<Vec<String>, String> {
    let text = describe(url).await.map_err(|it| it.to_string())?;
    canon::lines(&text, database)
}

/// The constants that a service has its migrations in live as long as its process.
fn leaked(version: i64, up: &str, down: &str) -> Migration {
    let keep = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    Migration { version, name: "step", up: keep(up), down: Some(keep(down)) }
}

pub(crate) fn read(text: &str, database: Database) -> Result<Schema, String> {
    let (mut schema, mut log) = (Schema::new(database), Diagnostics::default());
    let counted = sql::read(text, SourceId::default(), database, &mut schema, &mut log);
    let wrong = log.all().iter().find(|it| it.severity != zephyrix_generator::Severity::Note);
    match wrong {
        Some(it) => {
            let place = it.span.map_or(text, |it| &text[it.range()]);
            Err(format!("cannot be read: {}: {place}", it.message))
        }
        None if counted.failed > 0 => Err("cannot be read".to_owned()),
        None => Ok(schema),
    }
}

/// Two descriptions, line by line.
pub(crate) fn same(one: &[String], other: &[String]) -> Result<(), String> {
    let only = |a: &[String], b: &[String], sign: &str| -> String {
        a.iter().filter(|it| !b.contains(it)).fold(String::new(), |all, it| format!("{all}\n{sign} {it}"))
    };
    let differences = only(one, other, "has") + &only(other, one, "lacks");
    if differences.is_empty() { Ok(()) } else { Err(differences) }
}

/// Does something with a server of its own; `None`, said aloud, where none is installed.
pub fn with_server<T>(database: Database, act: impl FnOnce(&str) -> T) -> Option<T> {
    match database {
        Database::Sqlite => Some(act("sqlite://scratch")),
        Database::Postgres => crate::servers::postgres().map(|it| act(&it.url)),
        Database::Mysql => crate::servers::mariadb().map(|it| act(&it.url)),
    }
}

/// Runs a statement on the database of a URL.
///
/// # Errors
/// What the database says.
pub fn run(url: &str, sql: &str) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(Live::of(url).run(sql))
}
