//! Steps of the schema: refinery decides and remembers which to take, sqlx takes them.

mod session;

use super::open::{Kind, OpenError};
use crate::Migration;
use refinery_core::{Migration as Step, Runner};
use session::{Over, Session, SessionError};
use std::fmt;
use time::format_description::well_known::Rfc3339;

/// refinery's table of steps taken.
const HISTORY: &str = "refinery_schema_history";

/// Where one step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Its version.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: State,
}

/// Where a step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Taken at this time, RFC 3339.
    Applied(String),
    /// Not taken yet.
    Pending,
    /// Taken, but it has been changed since.
    Changed,
    /// Taken, but this service does not know it.
    Unknown,
}

/// Why a schema was not changed.
#[derive(Debug)]
pub enum MigrateError {
    /// The database cannot be opened.
    Open(OpenError),
    /// A step is malformed, was changed after it was taken, is missing, cannot be taken back, or failed.
    Step(String),
}

/// Runs a generic function for the database of a URL.
macro_rules! with_database {
    ($function:ident, $url:expr, $migrations:expr) => {
        match Kind::of($url)? {
            #[cfg(feature = "sqlite")]
            Kind::Sqlite => $function::<Over<sqlx::SqliteConnection>>($url, $migrations).await,
            #[cfg(feature = "postgres")]
            Kind::Postgres => $function::<Over<sqlx::PgConnection>>($url, $migrations).await,
            #[cfg(feature = "mysql")]
            Kind::MySql => $function::<Over<sqlx::MySqlConnection>>($url, $migrations).await,
        }
    };
}

/// Takes all pending steps, each in a transaction of its own; returns those taken.
///
/// # Errors
/// Returns why the first that failed did; those before it stay taken.
pub async fn up(url: &str, migrations: &[Migration]) -> Result<Vec<String>, MigrateError> {
    with_database!(up_in, url, migrations)
}

/// Takes back the last step; returns it, or `None` if there is none.
///
/// # Errors
/// Also returned when the step has no way back, or was changed since it was taken.
pub async fn down(url: &str, migrations: &[Migration]) -> Result<Option<String>, MigrateError> {
    with_database!(down_in, url, migrations)
}

/// Where every step stands, in order of version.
///
/// # Errors
/// Returns why the history cannot be read.
pub async fn status(url: &str, migrations: &[Migration]) -> Result<Vec<Status>, MigrateError> {
    with_database!(status_in, url, migrations)
}

async fn up_in<S: Session>(url: &str, migrations: &[Migration]) -> Result<Vec<String>, MigrateError> {
    let steps = steps(migrations)?;
    let mut session = S::begin(url).await?;
    let report = Runner::new(&steps).run_async(&mut session).await;
    session.end().await;
    Ok(report.map_err(says)?.applied_migrations().iter().map(ToString::to_string).collect())
}

async fn down_in<S: Session>(url: &str, migrations: &[Migration]) -> Result<Option<String>, MigrateError> {
    let steps = steps(migrations)?;
    let mut session = S::begin(url).await?;
    let taken_back = take_back(&mut session, &steps, migrations).await;
    session.end().await;
    taken_back
}

async fn take_back<S: Session>(
    session: &mut S,
    steps: &[Step],
    migrations: &[Migration],
) -> Result<Option<String>, MigrateError> {
    let Some(last) = history(session).await?.pop() else { return Ok(None) };
    if steps.iter().any(|it| it.version() == last.version() && *it != last) {
        return Err(MigrateError::Step(format!("{last} was changed since it was applied")));
    }
    let known = migrations.iter().find(|it| it.version == last.version());
    let Some(down) = known.and_then(|it| it.down) else {
        return Err(MigrateError::Step(format!("there is no way back from {last}")));
    };
    let forget = format!("DELETE FROM {HISTORY} WHERE version = {}", last.version());
    session.execute([down, &forget].into_iter()).await?;
    Ok(Some(last.to_string()))
}

async fn status_in<S: Session>(url: &str, migrations: &[Migration]) -> Result<Vec<Status>, MigrateError> {
    let steps = steps(migrations)?;
    let mut session = S::begin(url).await?;
    let taken = history(&mut session).await;
    session.end().await;
    let taken = taken?;
    let known = steps.iter().map(|step| match taken.iter().find(|it| it.version() == step.version()) {
        None => stands(step, State::Pending),
        Some(same) if same == step => stands(step, State::Applied(taken_at(same))),
        Some(_) => stands(step, State::Changed),
    });
    let unknown = taken.iter().filter(|it| steps.iter().all(|step| step.version() != it.version()));
    let mut all: Vec<_> = known.chain(unknown.map(|it| stands(it, State::Unknown))).collect();
    all.sort_by_key(|it| it.version);
    Ok(all)
}

fn stands(step: &Step, state: State) -> Status {
    Status { version: step.version(), name: step.name().to_owned(), state }
}

fn taken_at(step: &Step) -> String {
    step.applied_on().and_then(|it| it.format(&Rfc3339).ok()).unwrap_or_default()
}

async fn history<S: Session>(session: &mut S) -> Result<Vec<Step>, MigrateError> {
    session.execute([S::assert_migrations_table_query(HISTORY).as_str()].into_iter()).await?;
    session.get_applied_migrations(HISTORY).await.map_err(says)
}

fn steps(migrations: &[Migration]) -> Result<Vec<Step>, MigrateError> {
    let step = |it: &Migration| Step::unapplied(&format!("V{}__{}", it.version, it.name), it.up).map_err(says);
    migrations.iter().map(step).collect()
}

/// refinery's words, then the database's.
#[allow(clippy::needless_pass_by_value)]
fn says(error: refinery_core::Error) -> MigrateError {
    use std::error::Error;
    match error.kind() {
        refinery_core::error::Kind::Connection(what, _) => {
            let why = error.source().map_or_else(String::new, |it| format!(": {it}"));
            MigrateError::Step(format!("{what}{why}"))
        }
        kind => MigrateError::Step(kind.to_string()),
    }
}

impl fmt::Display for MigrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Step(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for MigrateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Open(error) => Some(error),
            Self::Step(_) => None,
        }
    }
}

impl From<OpenError> for MigrateError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<SessionError> for MigrateError {
    fn from(error: SessionError) -> Self {
        Self::Step(error.to_string())
    }
}
