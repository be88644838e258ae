//! A difference, and whom it breaks.

use zephyrix_ir::{Code, Span};

/// Who is broken by a change, from what breaks most to what breaks least: each also breaks those after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breaks {
    /// Those who read or write its bytes, or ask by HTTP.
    Wire,
    /// Those who read or write its `ProtoJSON`.
    Json,
    /// Those who are compiled against what is generated of it.
    Code,
    /// Those who ask the database themselves, and the rows that are in it.
    Data,
}

impl Breaks {
    /// Every one, with its word.
    pub const ALL: [(&str, Self); 4] =
        [("wire", Self::Wire), ("json", Self::Json), ("code", Self::Code), ("data", Self::Data)];

    pub(super) const fn told(self) -> &'static str {
        match self {
            Self::Wire => "it breaks whoever speaks with the service",
            Self::Json => "it breaks whoever speaks JSON, and whoever is compiled against it",
            Self::Code => "it breaks whoever is compiled against it",
            Self::Data => "it breaks whoever asks the database itself, or what is in it",
        }
    }
}

/// A difference.
#[derive(Clone)]
pub(super) struct Finding {
    pub(super) code: &'static Code,
    /// Whom it breaks, if anybody.
    pub(super) breaks: Option<Breaks>,
    pub(super) message: String,
    /// Where it was.
    pub(super) old: Option<Span>,
    /// Where it is, or else the nearest that it was in and that is still there.
    pub(super) new: Option<Span>,
    /// Another difference that it follows from, and where that is told.
    pub(super) because: Option<Because>,
}

/// The difference that another one follows from.
#[derive(Clone)]
pub(super) struct Because {
    pub(super) message: String,
    /// Where it was, or where it is.
    pub(super) place: Place,
}

/// A place in one of two versions.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Old(Span),
    New(Span),
}

impl Finding {
    /// Something that breaks somebody.
    pub(super) fn breaking(code: &'static Code, breaks: Breaks, message: impl Into<String>) -> Self {
        Self { code, breaks: Some(breaks), message: message.into(), old: None, new: None, because: None }
    }

    /// Something that breaks nobody, as far as can be known.
    pub(super) fn harmless(code: &'static Code, message: impl Into<String>) -> Self {
        Self { code, breaks: None, message: message.into(), old: None, new: None, because: None }
    }

    /// Something that was not there.
    pub(super) fn fresh(message: impl Into<String>, new: Span) -> Self {
        Self { new: Some(new), ..Self::harmless(Code::SOMETHING_NEW, message) }
    }

    /// Says where it was, and where it is or was in.
    pub(super) fn at(self, old: Span, new: Span) -> Self {
        Self { old: Some(old), new: Some(new), ..self }
    }

    /// Says where it was; what it was in is gone, too.
    pub(super) fn was(self, old: Span) -> Self {
        Self { old: Some(old), ..self }
    }
}
