//! Migrations: files of SQL applied in order, once each, by one process at a time; what was applied is remembered in the
//! database.
//!
//! By a runner of our own, because a file that fails half way must be known by its statements: MySQL keeps what was
//! done before, and so does PostgreSQL where a statement cannot be in a transaction.

mod apply;
mod error;
pub(super) mod history;
mod session;
mod split;

pub use error::MigrateError;

use super::open::Kind;
use crate::Migration;
use apply::{Applying, forget, write};
use history::{Phase, Row, checksum, checksum_of};
use session::Session;

/// Where one migration stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Its version.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: State,
}

/// Where a migration stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Applied at this time, RFC 3339.
    Applied(String),
    /// Not applied yet.
    Pending,
    /// Applied, but its file has been changed since.
    Changed,
    /// Applied, but this service does not know it.
    Unknown,
    /// So many of its statements are applied: the next one failed, or its process was killed.
    Unfinished(usize),
    /// So many statements of its way back are applied.
    HalfTakenBack(usize),
}

/// What becomes of a pending migration whose version is less than that of one that is applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutOfOrder {
    /// Nothing is applied.
    #[default]
    Refuse,
    /// It is applied all the same.
    Allow,
}

/// Runs a generic function for the database of a URL.
macro_rules! with_database {
    ($url:expr, $function:ident $(, $argument:expr)*) => {
        match Kind::of($url)? {
            #[cfg(feature = "sqlite")]
            Kind::Sqlite => session::with::<sqlx::SqliteConnection, _>($url, async |it| $function(it $(, $argument)*).await).await,
            #[cfg(feature = "postgres")]
            Kind::Postgres => session::with::<sqlx::PgConnection, _>($url, async |it| $function(it $(, $argument)*).await).await,
            #[cfg(feature = "mysql")]
            Kind::MySql => session::with::<sqlx::MySqlConnection, _>($url, async |it| $function(it $(, $argument)*).await).await,
        }
    };
}

/// Applies all pending migrations; returns those applied. Where another process does, waits until it has.
///
/// # Errors
/// Returns why the first that failed did; those before it stay applied.
pub async fn up(url: &str, migrations: &[Migration], order: OutOfOrder) -> Result<Vec<String>, MigrateError> {
    with_database!(url, up_in, migrations, order)
}

/// Takes back the last `count` migrations; returns them.
///
/// # Errors
/// Also returned when one has no way back, or was changed since it was applied.
pub async fn down(url: &str, migrations: &[Migration], count: usize) -> Result<Vec<String>, MigrateError> {
    with_database!(url, down_in, migrations, count)
}

/// Where every migration stands, in order of version.
///
/// # Errors
/// Returns why the history cannot be read.
pub async fn status(url: &str, migrations: &[Migration]) -> Result<Vec<Status>, MigrateError> {
    with_database!(url, status_in, migrations)
}

/// Takes the migrations up to a version for applied, in a database that somebody else made; returns them.
///
/// # Errors
/// Returned where migrations were applied already.
pub async fn baseline(url: &str, migrations: &[Migration], version: i64) -> Result<Vec<String>, MigrateError> {
    with_database!(url, baseline_in, migrations, version)
}

/// Takes the files as they are now for what was applied; returns what that changed.
///
/// # Errors
/// Returns why the history cannot be read or written.
pub async fn repair(url: &str, migrations: &[Migration]) -> Result<Vec<String>, MigrateError> {
    with_database!(url, repair_in, migrations)
}

async fn up_in<S: Session>(
    session: &mut S,
    migrations: &[Migration],
    order: OutOfOrder,
) -> Result<Vec<String>, MigrateError> {
    let history = history::read(session).await?;
    let known = |it: &Migration| history.iter().find(|row| row.version == it.version);
    for it in migrations {
        known(it).map_or(Ok(()), |row| unchanged(row, it))?;
    }
    let last = history.iter().filter(|it| it.phase() == Phase::Applied).map(|it| it.version).max();
    let mut applied = Vec::new();
    for it in migrations {
        let row = match known(it) {
            Some(row) if row.phase() == Phase::Up => row.clone(),
            Some(_) => continue,
            None if last.is_some_and(|last| it.version < last) && order == OutOfOrder::Refuse => {
                return Err(MigrateError::out_of_order(it, last.unwrap_or_default()));
            }
            None => Row::begun(it.version, it.name, it.up, Phase::Up),
        };
        let row = Row { checksum: checksum(it.up), ..row };
        applied.push(Applying { row, file: it.up, phase: Phase::Up }.apply(session).await?);
    }
    Ok(applied)
}

/// What was applied is as it was, and nothing is half taken back.
fn unchanged(row: &Row, it: &Migration) -> Result<(), MigrateError> {
    match row.phase() {
        Phase::Applied if row.checksum != checksum(it.up) => Err(MigrateError::changed(row)),
        Phase::Down => Err(MigrateError::Step(format!(
            "{} is half taken back: `migrate down` goes on with statement {}",
            row.title(),
            row.count() + 1
        ))),
        Phase::Applied | Phase::Up => Ok(()),
    }
}

async fn down_in<S: Session>(
    session: &mut S,
    migrations: &[Migration],
    count: usize,
) -> Result<Vec<String>, MigrateError> {
    let history = history::read(session).await?;
    let mut taken_back = Vec::new();
    for row in history.into_iter().rev().take(count) {
        let known = migrations.iter().find(|it| it.version == row.version);
        let Some(down) = known.and_then(|it| it.down) else {
            return Err(MigrateError::Step(format!("there is no way back from {}", row.title())));
        };
        let row = match row.phase() {
            Phase::Down => row,
            Phase::Up => return Err(MigrateError::unfinished(&row)),
            Phase::Applied => {
                known.map_or(Ok(()), |it| unchanged(&row, it))?;
                row.going_down()
            }
        };
        taken_back.push(Applying { row, file: down, phase: Phase::Down }.apply(session).await?);
    }
    Ok(taken_back)
}

async fn status_in<S: Session>(session: &mut S, migrations: &[Migration]) -> Result<Vec<Status>, MigrateError> {
    let history = history::read(session).await?;
    let pending = migrations.iter().filter(|it| history.iter().all(|row| row.version != it.version));
    let pending = pending.map(|it| Status { version: it.version, name: it.name.to_owned(), state: State::Pending });
    let begun = history.iter().map(|row| {
        let known = migrations.iter().find(|it| it.version == row.version);
        let state = match (row.phase(), known) {
            (Phase::Up, _) => State::Unfinished(row.count()),
            (Phase::Down, _) => State::HalfTakenBack(row.count()),
            (Phase::Applied, None) => State::Unknown,
            (Phase::Applied, Some(it)) if checksum(it.up) != row.checksum => State::Changed,
            (Phase::Applied, Some(_)) => State::Applied(row.applied_at.clone()),
        };
        Status { version: row.version, name: row.name.clone(), state }
    });
    let mut all: Vec<_> = pending.chain(begun).collect();
    all.sort_by_key(|it| it.version);
    Ok(all)
}

async fn baseline_in<S: Session>(
    session: &mut S,
    migrations: &[Migration],
    version: i64,
) -> Result<Vec<String>, MigrateError> {
    if let Some(first) = history::read(session).await?.first() {
        return Err(MigrateError::Step(format!(
            "{} is applied already: a baseline is for the beginning",
            first.title()
        )));
    }
    let mut taken = Vec::new();
    for it in migrations.iter().filter(|it| it.version <= version) {
        let row = Row::begun(it.version, it.name, it.up, Phase::Up).applied();
        write(session, &row).await?;
        taken.push(row.title());
    }
    Ok(taken)
}

async fn repair_in<S: Session>(session: &mut S, migrations: &[Migration]) -> Result<Vec<String>, MigrateError> {
    let mut repaired = Vec::new();
    for row in history::read(session).await? {
        let Some(known) = migrations.iter().find(|it| it.version == row.version) else { continue };
        let title = row.title();
        if row.phase() == Phase::Applied {
            if row.checksum != checksum(known.up) {
                write(session, &Row { checksum: checksum(known.up), name: known.name.to_owned(), ..row }).await?;
                repaired.push(format!("{title}: its file is taken for what was applied"));
            }
            continue;
        }
        if row.done == 0 && row.unsure == 0 && row.phase() == Phase::Up {
            forget(session, row.version).await?;
            repaired.push(format!("{title}: nothing of it is applied, and it is pending again"));
            continue;
        }
        let file = if row.phase() == Phase::Down { known.down.unwrap_or_default() } else { known.up };
        let prefix = split::statements(file).get(..row.count()).map(checksum_of);
        if let Some(prefix) = prefix.filter(|it| *it != row.prefix) {
            let count = row.count();
            write(session, &Row { prefix, ..row }).await?;
            repaired.push(format!("{title}: its first {count} statements are taken for what was applied"));
        }
    }
    Ok(repaired)
}
