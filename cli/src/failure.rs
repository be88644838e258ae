//! How a command ends.

use std::fmt::Display;
use std::process::ExitCode;

/// The exit codes of every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done.
    Done,
    /// 1: a check found something.
    Found,
    /// 2: bad usage or bad input.
    Input,
    /// 3: the environment failed: the disk, a tool, a port.
    Environment,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::Input => 2,
            Exit::Environment => 3,
        })
    }
}

/// Why a command ended early.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What it ends with.
    pub(crate) exit: Exit,
    /// What went wrong, and why.
    pub(crate) error: anyhow::Error,
    /// What to do about it.
    pub(crate) help: Option<String>,
}

impl Failure {
    /// The user asked for something that cannot be.
    pub(crate) fn input(message: impl Display) -> Self {
        Self { exit: Exit::Input, error: anyhow::anyhow!("{message}"), help: None }
    }

    /// The environment is not as it must be.
    pub(crate) fn environment(message: impl Display) -> Self {
        Self { exit: Exit::Environment, ..Self::input(message) }
    }

    /// Says what to do about it.
    pub(crate) fn help(self, text: impl Into<String>) -> Self {
        Self { help: Some(text.into()), ..self }
    }
}

/// What goes wrong without anybody saying whose fault it is, is the environment's.
impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self { exit: Exit::Environment, error, help: None }
    }
}
