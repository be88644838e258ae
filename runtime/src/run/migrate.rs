//! `migrate …`: the database step by step.

use super::Exit;
use super::commands::{lines, print};
use crate::config::Config;
use crate::db::{self, State, Status};
use crate::{BoxError, Service};

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Migrating {
    /// Apply what is pending, or show it.
    Up {
        dry: bool,
    },
    /// Take back so many.
    Down(usize),
    Status,
    /// Take those up to this version for applied.
    Baseline(i64),
    Repair,
}

impl Migrating {
    /// Those that are followed by a number.
    pub(super) fn counted(arguments: &[String]) -> Option<Self> {
        let [migrate, word, number] = arguments else { return None };
        let number: u32 = number.parse().ok().filter(|_| migrate == "migrate")?;
        match word.as_str() {
            "down" => Some(Self::Down(number as usize)),
            "baseline" => Some(Self::Baseline(number.into())),
            _ => None,
        }
    }

    /// Does it.
    pub(super) async fn run(self, service: &Service, config: &Config) -> Result<(), Exit> {
        let (url, all) = (config.database.url.expose(), service.migrations);
        let report = match self {
            Self::Up { dry: false } => {
                db::up(url, all, config.database.out_of_order).await.map(|it| named("applied", it))
            }
            Self::Up { dry: true } => db::status(url, all).await.map(|it| pending(service, &it)),
            Self::Down(count) => db::down(url, all, count).await.map(|it| named("taken back", it)),
            Self::Status => db::status(url, all).await.map(|it| lines(it.iter().map(standing))),
            Self::Baseline(version) => db::baseline(url, all, version).await.map(|it| named("taken for applied", it)),
            Self::Repair => db::repair(url, all).await.map(|it| lines(it.into_iter())),
        };
        let report = report.map_err(|error| Exit::from(BoxError::from(error)))?;
        print(if report.is_empty() { "nothing to do\n" } else { &report })
    }
}

fn named(what: &str, steps: Vec<String>) -> String {
    lines(steps.into_iter().map(|it| format!("{what} {it}")))
}

/// The SQL that `up` would run.
fn pending(service: &Service, all: &[Status]) -> String {
    let pending = all.iter().filter(|it| matches!(it.state, State::Pending | State::Unfinished(_)));
    let file = |it: &Status| {
        let known = service.migrations.iter().find(|known| known.version == it.version)?;
        let from = match it.state {
            State::Unfinished(done) => format!(", from statement {}", done + 1),
            _ => String::new(),
        };
        Some(format!("-- V{}__{}{from}\n{}", it.version, it.name, known.up.trim_end()))
    };
    lines(pending.filter_map(file))
}

fn standing(step: &Status) -> String {
    let state = match &step.state {
        State::Applied(when) => format!("applied {when}"),
        State::Pending => "pending".to_owned(),
        State::Changed => "changed since it was applied".to_owned(),
        State::Unknown => "applied, but unknown here".to_owned(),
        State::Unfinished(done) => format!("half applied: {done} of its statements"),
        State::HalfTakenBack(done) => format!("half taken back: {done} of the statements"),
    };
    format!("V{}__{}  {state}", step.version, step.name)
}
