//! What was applied: a table in the database itself.

use super::MigrateError;
use super::session::Session;
use super::split::Statement;
use chrono::Utc;

/// The table.
pub(crate) const TABLE: &str = "zephyrix_migrations";

/// One migration, as far as the database knows it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) version: i64,
    pub(super) name: String,
    /// Of the whole file, when it was begun.
    pub(super) checksum: String,
    /// One of [`Phase`].
    pub(super) phase: String,
    /// How many statements of it are done in this direction.
    pub(super) done: i64,
    /// The checksum of these.
    pub(super) prefix: String,
    /// Whether the next one was begun, and nobody knows how it ended.
    pub(super) unsure: i64,
    /// When it was applied, RFC 3339.
    pub(super) applied_at: String,
}

/// How far a migration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Applied,
    Up,
    Down,
}

impl Phase {
    fn word(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

impl Row {
    /// A migration that begins.
    pub(super) fn begun(version: i64, name: &str, file: &str, phase: Phase) -> Self {
        Self {
            version,
            name: name.to_owned(),
            checksum: checksum(file),
            phase: phase.word().to_owned(),
            done: 0,
            prefix: checksum_of(&[]),
            unsure: 0,
            applied_at: String::new(),
        }
    }

    pub(super) fn phase(&self) -> Phase {
        [Phase::Up, Phase::Down].into_iter().find(|it| it.word() == self.phase).unwrap_or(Phase::Applied)
    }

    /// The same, applied now.
    pub(super) fn applied(self) -> Self {
        let now = Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        Self {
            phase: Phase::Applied.word().to_owned(),
            done: 0,
            prefix: String::new(),
            unsure: 0,
            applied_at: now,
            ..self
        }
    }

    /// The same, about to be taken back.
    pub(super) fn going_down(self) -> Self {
        Self { phase: Phase::Down.word().to_owned(), done: 0, prefix: checksum_of(&[]), unsure: 0, ..self }
    }

    /// How many statements are done.
    pub(super) fn count(&self) -> usize {
        usize::try_from(self.done).unwrap_or_default()
    }

    /// `V1__init`.
    pub(super) fn title(&self) -> String {
        format!("V{}__{}", self.version, self.name)
    }

    /// What puts it into the table in place of what is there.
    pub(super) fn written(&self) -> String {
        format!(
            "{}; INSERT INTO {TABLE} (version, name, checksum, phase, done, prefix, unsure, applied_at) \
             VALUES ({}, '{}', '{}', '{}', {}, '{}', {}, '{}')",
            forgotten(self.version),
            self.version,
            self.name.replace('\\', "").replace('\'', "''"),
            self.checksum,
            self.phase,
            self.done,
            self.prefix,
            self.unsure,
            self.applied_at,
        )
    }
}

/// What takes it out of the table.
pub(super) fn forgotten(version: i64) -> String {
    format!("DELETE FROM {TABLE} WHERE version = {version}")
}

/// Reads the table, which is made where there is none.
pub(super) async fn read<S: Session>(session: &mut S) -> Result<Vec<Row>, MigrateError> {
    let make = format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (version BIGINT NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL, \
         checksum VARCHAR(16) NOT NULL, phase VARCHAR(8) NOT NULL, done BIGINT NOT NULL, prefix VARCHAR(16) NOT NULL, \
         unsure BIGINT NOT NULL, applied_at VARCHAR(40) NOT NULL)"
    );
    session.run(&make).await.map_err(MigrateError::sql)?;
    let all = format!(
        "SELECT version, name, checksum, phase, done, prefix, unsure, applied_at FROM {TABLE} ORDER BY version"
    );
    session.history(&all).await.map_err(MigrateError::sql)
}

/// What tells one text from another, whatever git makes of the ends of its lines (FNV-1a, 64 bits).
pub(super) fn checksum(file: &str) -> String {
    let bytes = file.bytes().filter(|it| *it != b'\r');
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, it| (hash ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// The same of some statements.
pub(super) fn checksum_of(statements: &[Statement<'_>]) -> String {
    checksum(&statements.iter().map(|it| it.text).collect::<Vec<_>>().join(";"))
}
