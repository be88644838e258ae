//! The ways a call may fail.

use super::answer::Answer;
use std::fmt;

/// Why a call brought no value. `E` is what the contract declares for the operation.
#[derive(Debug)]
pub enum Error<E> {
    /// The operation failed in a way that the contract declares.
    Api(E),
    /// The service answered with a status that the contract does not declare for the operation.
    Unexpected(Box<Answer>),
    /// The service answered as declared, but for the body.
    Decode(Decode),
    /// There is no answer.
    Transport(Transport),
}

impl<E> Error<E> {
    /// The failure, if it is one that the contract declares.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(it) => Some(it),
            _ => None,
        }
    }

    /// The answer that is not as the contract has it, if there is one.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Unexpected(answer) | Self::Decode(Decode { answer, .. }) => Some(answer),
            Self::Api(_) | Self::Transport(_) => None,
        }
    }

    /// Whether the answer did not come in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(it) if it.is_timeout())
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(it) => it.fmt(f),
            Self::Unexpected(answer) => write!(f, "unexpected answer: {}", answer.details()),
            Self::Decode(it) => it.fmt(f),
            Self::Transport(it) => it.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(it) => it.source(),
            Self::Transport(it) => it.source(),
            Self::Unexpected(_) | Self::Decode(_) => None,
        }
    }
}

impl<E> From<Transport> for Error<E> {
    fn from(it: Transport) -> Self {
        Self::Transport(it)
    }
}

/// A body that is not of the type that the contract declares.
#[derive(Debug)]
pub struct Decode {
    pub(super) detail: String,
    pub(super) answer: Box<Answer>,
}

impl fmt::Display for Decode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer, {}, is not as declared: {}", self.answer.status(), self.detail)
    }
}

impl std::error::Error for Decode {}

/// Why there is no answer.
#[derive(Debug)]
pub struct Transport(Cause);

#[derive(Debug)]
enum Cause {
    Http(reqwest::Error),
    Invalid(String),
    Late,
    TooLarge(usize),
    BrokenOff,
}

impl Transport {
    pub(super) fn invalid(reason: String) -> Self {
        Self(Cause::Invalid(reason))
    }

    pub(super) fn late() -> Self {
        Self(Cause::Late)
    }

    pub(super) fn broken_off() -> Self {
        Self(Cause::BrokenOff)
    }

    pub(super) fn too_large(limit: usize) -> Self {
        Self(Cause::TooLarge(limit))
    }

    /// Whether the answer did not come in time.
    pub fn is_timeout(&self) -> bool {
        match &self.0 {
            Cause::Http(it) => it.is_timeout(),
            Cause::Late => true,
            Cause::Invalid(_) | Cause::TooLarge(_) | Cause::BrokenOff => false,
        }
    }

    /// Whether the service was not reached, so that it cannot have done anything.
    pub fn is_connect(&self) -> bool {
        matches!(&self.0, Cause::Http(it) if it.is_connect())
    }

    /// Whether nothing was sent, because a value of the request cannot be written.
    pub fn is_invalid(&self) -> bool {
        matches!(&self.0, Cause::Invalid(_))
    }
}

impl From<reqwest::Error> for Transport {
    fn from(error: reqwest::Error) -> Self {
        // Queries may hold keys, and errors are logged.
        Self(Cause::Http(error.without_url()))
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Http(error) => error.fmt(f),
            Cause::Invalid(reason) => write!(f, "nothing was sent: {reason}"),
            Cause::Late => f.write_str("no answer came in time"),
            Cause::BrokenOff => f.write_str("the stream broke off before its end"),
            Cause::TooLarge(limit) => write!(f, "the answer is larger than {limit} bytes"),
        }
    }
}

impl std::error::Error for Transport {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::Http(error) => error.source(),
            Cause::Invalid(_) | Cause::Late | Cause::TooLarge(_) | Cause::BrokenOff => None,
        }
    }
}
