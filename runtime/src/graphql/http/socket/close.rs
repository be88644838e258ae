//! How a socket ends.

use axum::extract::ws::CloseFrame;

/// Why a socket is closed.
#[derive(Debug)]
pub(super) enum Close {
    /// With a code and a sentence.
    Told(u16, String),
    /// There is nobody to tell.
    Gone,
}

impl Close {
    /// What the client sends is no message of the protocol.
    pub(super) fn invalid(why: impl Into<String>) -> Self {
        Self::Told(4400, why.into())
    }

    /// Of the protocol of sockets or of GraphQL over them.
    pub(super) fn told(code: u16, why: &str) -> Self {
        Self::Told(code, why.to_owned())
    }

    /// The last frame.
    pub(super) fn frame(self) -> Option<CloseFrame> {
        /// RFC 6455 §5.5: a frame of control has 125 bytes at most, two of which are the code.
        const LONGEST: usize = 123;
        let Self::Told(code, why) = self else { return None };
        let end = why.floor_char_boundary(LONGEST);
        Some(CloseFrame { code, reason: why[..end].into() })
    }
}
