//! One file applied: in a transaction where that takes definitions back, else statement by statement, each remembered.

use super::history::{Phase, Row, checksum_of, forgotten};
use super::session::Session;
use super::split::{Statement, is_without_transaction, statements};
use super::{MigrateError, history};
use sqlx::error::DatabaseError;

/// A file and what it is about.
pub(super) struct Applying<'a> {
    pub(super) row: Row,
    pub(super) file: &'a str,
    pub(super) phase: Phase,
}

impl Applying<'_> {
    /// Applies it, or what is left of it.
    pub(super) async fn apply<S: Session>(self, session: &mut S) -> Result<String, MigrateError> {
        let title = self.row.title();
        let all = statements(self.file);
        let whole = S::WORDS.is_transactional
            && self.row.done == 0
            && !is_without_transaction(self.file)
            && !all.iter().any(|it| is_alone::<S>(it.text));
        if whole {
            self.at_once(session, &all).await?;
        } else {
            self.one_by_one(session, &all).await?;
        }
        Ok(title)
    }

    /// The end of it in the history.
    fn end(&self) -> String {
        match self.phase {
            Phase::Down => forgotten(self.row.version),
            Phase::Up | Phase::Applied => self.row.clone().applied().written(),
        }
    }

    async fn at_once<S: Session>(self, session: &mut S, all: &[Statement<'_>]) -> Result<(), MigrateError> {
        session.run(S::WORDS.begin).await.map_err(MigrateError::sql)?;
        let done = self.all_in_transaction(session, all).await;
        let word = if done.is_ok() { S::WORDS.keep } else { S::WORDS.undo };
        let ended = session.run(word).await.map_err(MigrateError::sql);
        done.and(ended)
    }

    async fn all_in_transaction<S: Session>(&self, session: &mut S, all: &[Statement<'_>]) -> Result<(), MigrateError> {
        for (at, it) in all.iter().enumerate() {
            let failed = |error| self.failed(all, at, &error, "nothing of it is applied");
            session.run(it.text).await.map_err(failed)?;
        }
        if let Some(find) = S::WORDS.dangling
            && session.finds(find).await.map_err(MigrateError::sql)?
        {
            let title = self.row.title();
            return Err(MigrateError::Step(format!(
                "{title} leaves a foreign key that refers to a row that is not there; nothing of it is applied"
            )));
        }
        session.run(&self.end()).await.map_err(MigrateError::sql)
    }

    async fn one_by_one<S: Session>(mut self, session: &mut S, all: &[Statement<'_>]) -> Result<(), MigrateError> {
        let begun = self.row.count();
        let is_unsure = self.row.unsure == 1;
        if all.get(..begun).map(checksum_of).as_ref() != Some(&self.row.prefix) {
            return Err(MigrateError::Step(format!(
                "the first {begun} statements of {title} were changed after they were applied; have them as they were, \
                 or `migrate repair` to keep them as they are now",
                title = self.row.title()
            )));
        }
        write(session, &self.row).await?;
        for (at, it) in all.iter().enumerate().skip(begun) {
            let is_alone = !S::WORDS.is_transactional && !is_data(it.text)
                || is_alone::<S>(it.text)
                || is_without_transaction(self.file);
            let next = Row { done: self.row.done + 1, prefix: checksum_of(&all[..=at]), unsure: 0, ..self.row.clone() };
            let run = if is_alone {
                self.alone(session, it.text, is_unsure && at == begun, &next).await
            } else {
                together(session, it.text, &next).await
            };
            if let Err(error) = run {
                let rest = format!(
                    "the {at} before it are applied; mend this one, and `migrate {}` goes on with it",
                    if self.phase == Phase::Down { "down" } else { "up" }
                );
                return Err(self.failed(all, at, &error, &rest));
            }
            self.row = next;
        }
        in_transaction(session, &self.end()).await.map_err(MigrateError::sql)
    }

    /// Runs a statement that is for good: that it begins is written down first, so that a killed process is known.
    async fn alone<S: Session>(
        &self,
        session: &mut S,
        sql: &str,
        is_unsure: bool,
        next: &Row,
    ) -> Result<(), sqlx::Error> {
        in_transaction(session, &Row { unsure: 1, ..self.row.clone() }.written()).await?;
        if let Some((leave, _)) = S::WORDS.outside {
            session.run(leave).await?;
        }
        if let Some(index) = concurrent_index(sql) {
            drop_invalid(session, index).await?;
        }
        let mut run = session.run(sql).await;
        if is_unsure && run.as_ref().is_err_and(is_done::<S>) {
            run = Ok(());
        }
        if let Some((_, back)) = S::WORDS.outside {
            session.run(back).await?;
        }
        let row = if run.is_ok() { next } else { &Row { unsure: 0, ..self.row.clone() } };
        in_transaction(session, &row.written()).await?;
        run
    }

    fn failed(&self, all: &[Statement<'_>], at: usize, error: &sqlx::Error, rest: &str) -> MigrateError {
        let suffix = if self.phase == Phase::Down { ".down.sql" } else { ".sql" };
        MigrateError::Step(format!(
            "{}{suffix}:{}: statement {} of {} failed: {error}; {rest}",
            self.row.title(),
            all[at].line,
            at + 1,
            all.len(),
        ))
    }
}

/// A statement and that it was run, or neither.
async fn together<S: Session>(session: &mut S, sql: &str, next: &Row) -> Result<(), sqlx::Error> {
    session.run(S::WORDS.begin).await?;
    let run = match session.run(sql).await {
        Ok(()) => session.run(&next.written()).await,
        failed => failed,
    };
    session.run(if run.is_ok() { S::WORDS.keep } else { S::WORDS.undo }).await?;
    run
}

async fn in_transaction<S: Session>(session: &mut S, sql: &str) -> Result<(), sqlx::Error> {
    session.run(&format!("{}; {sql}; {}", S::WORDS.begin, S::WORDS.keep)).await
}

pub(super) async fn write<S: Session>(session: &mut S, row: &history::Row) -> Result<(), MigrateError> {
    in_transaction(session, &row.written()).await.map_err(MigrateError::sql)
}

pub(super) async fn forget<S: Session>(session: &mut S, version: i64) -> Result<(), MigrateError> {
    in_transaction(session, &forgotten(version)).await.map_err(MigrateError::sql)
}

/// Whether a statement is about rows only: MySQL takes these back.
fn is_data(sql: &str) -> bool {
    let first = sql.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    matches!(first.as_str(), "insert" | "update" | "delete" | "replace" | "select" | "set")
}

/// Whether a statement cannot be in a transaction.
fn is_alone<S: Session>(sql: &str) -> bool {
    let words: Vec<String> = sql.split_whitespace().take(5).map(str::to_ascii_lowercase).collect();
    let begins = words.join(" ");
    S::WORDS.is_transactional
        && (S::WORDS.alone.iter().any(|it| begins.starts_with(it))
            || (words.iter().any(|it| it == "concurrently") && !begins.starts_with("refresh"))
            || (begins.starts_with("alter type") && words.iter().skip(3).any(|it| it == "add") && is_value(sql)))
}

/// `ALTER TYPE … ADD VALUE`: the new word cannot be said before the end of its transaction.
fn is_value(sql: &str) -> bool {
    sql.split_whitespace().skip(3).any(|it| it.eq_ignore_ascii_case("value"))
}

/// Whether a statement failed because it was run before.
fn is_done<S: Session>(error: &sqlx::Error) -> bool {
    let Some(error) = error.as_database_error() else { return false };
    let code = number(error).or_else(|| error.code().map(Into::into)).unwrap_or_default();
    S::WORDS.done.contains(&code.as_str())
}

/// MySQL's own number, which says more than its SQLSTATE.
#[cfg_attr(not(feature = "mysql"), allow(unused_variables, clippy::unnecessary_wraps))]
fn number(error: &dyn DatabaseError) -> Option<String> {
    #[cfg(feature = "mysql")]
    if let Some(error) = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        return Some(error.number().to_string());
    }
    None
}

/// The index that a statement makes while others write, which it leaves invalid when it fails (PostgreSQL).
fn concurrent_index(sql: &str) -> Option<&str> {
    let mut words = sql.split_whitespace().skip_while(|it| !it.eq_ignore_ascii_case("concurrently")).skip(1);
    let creates = sql.split_whitespace().next().is_some_and(|it| it.eq_ignore_ascii_case("create"));
    let name = words.find(|it| !["if", "not", "exists"].iter().any(|word| it.eq_ignore_ascii_case(word)))?;
    (creates && !name.contains('\'')).then_some(name)
}

async fn drop_invalid<S: Session>(session: &mut S, index: &str) -> Result<(), sqlx::Error> {
    let find = format!("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('{index}') AND NOT indisvalid");
    if session.finds(&find).await? {
        session.run(&format!("DROP INDEX {index}")).await?;
    }
    Ok(())
}
