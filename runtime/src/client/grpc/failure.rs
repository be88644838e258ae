//! An attempt that failed: how, how far it came, and what the service says about another.

use super::status::Status;
use crate::status::Code;
use std::error::Error;
use std::time::Duration;

/// An attempt that failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) status: Status,
    pub(super) reached: Reached,
    pub(super) pushback: Option<Pushback>,
}

/// How far an attempt came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// Nowhere: there is no connection.
    Nowhere,
    /// A connection, but not the code that serves: it is safe to ask again.
    Connection,
    /// As far as anybody knows, all the way.
    Service,
}

/// What a service says about asking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pushback {
    Never,
    After(Duration),
}

impl Failure {
    /// What tonic says of it.
    pub(super) fn of(it: &tonic::Status) -> Self {
        let (code, reached) = found(it);
        let pushback = it.metadata().get("grpc-retry-pushback-ms").map(|it| pushback(it.as_bytes()));
        Self { status: Status::of(code, it), reached, pushback }
    }
}

/// The code of a failure, and how far it came: from its causes, where it has any, for the service sends none.
fn found(it: &tonic::Status) -> (Code, Reached) {
    let causes = std::iter::successors(it.source(), |it: &&(dyn Error + 'static)| (**it).source());
    for cause in causes {
        if cause.is::<tonic::ConnectError>() {
            return (Code::Unavailable, Reached::Nowhere);
        }
        if cause.is::<tonic::TimeoutExpired>() {
            return (Code::DeadlineExceeded, Reached::Service);
        }
        if let Some(error) = cause.downcast_ref::<h2::Error>() {
            return of_http2(error);
        }
        if cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled) {
            // The connection ended before the request was on it.
            return (Code::Unavailable, Reached::Connection);
        }
    }
    let code = match Code::of(it.code() as i32) {
        // A message that is larger than it may be: other implementations say so by another code.
        Code::OutOfRange if it.message().starts_with("Error, ") => Code::ResourceExhausted,
        // tonic's word for a connection that broke.
        Code::Unknown if it.source().is_some() => Code::Unavailable,
        code => code,
    };
    (code, Reached::Service)
}

/// What an error of HTTP/2 tells, <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#errors>.
fn of_http2(error: &h2::Error) -> (Code, Reached) {
    let is_leaving = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
    if is_leaving || error.reason() == Some(h2::Reason::REFUSED_STREAM) {
        return (Code::Unavailable, Reached::Connection);
    }
    let code = match error.reason() {
        None => Code::Unavailable,
        Some(h2::Reason::CANCEL) => Code::Cancelled,
        Some(h2::Reason::ENHANCE_YOUR_CALM) => Code::ResourceExhausted,
        Some(h2::Reason::INADEQUATE_SECURITY) => Code::PermissionDenied,
        Some(_) => Code::Internal,
    };
    (code, Reached::Service)
}

/// Milliseconds; what is negative, or no number, is a no.
fn pushback(value: &[u8]) -> Pushback {
    let millis = std::str::from_utf8(value).ok().and_then(|it| it.parse::<i32>().ok());
    let wait = millis.and_then(|it| u64::try_from(it).ok());
    wait.map_or(Pushback::Never, |it| Pushback::After(Duration::from_millis(it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pushback_is_a_number_of_milliseconds_or_a_no() {
        assert_eq!(pushback(b"0"), Pushback::After(Duration::ZERO));
        assert_eq!(pushback(b"1500"), Pushback::After(Duration::from_millis(1500)));
        for no in [&b"-1"[..], b"", b"soon", b"1.5", b"2147483648", b"\xff"] {
            assert_eq!(pushback(no), Pushback::Never, "{no:?}");
        }
    }
}
