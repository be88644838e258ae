//! The codes that calls end with, `google/rpc/code.proto`.

use http::StatusCode;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// As it should.
    Ok,
    /// The caller gave up.
    Cancelled,
    /// Nothing is known of it.
    Unknown,
    /// The request is wrong, whatever the state of the service.
    InvalidArgument,
    /// It took too long.
    DeadlineExceeded,
    /// There is no such thing.
    NotFound,
    /// There is one already.
    AlreadyExists,
    /// The caller may not.
    PermissionDenied,
    /// Something is used up: a quota, a size.
    ResourceExhausted,
    /// The service is not in a state for this.
    FailedPrecondition,
    /// It collided with another call.
    Aborted,
    /// Beyond what there is.
    OutOfRange,
    /// Nobody serves this.
    Unimplemented,
    /// Something is broken here.
    Internal,
    /// Not now.
    Unavailable,
    /// Data is lost.
    DataLoss,
    /// Who calls is not known.
    Unauthenticated,
}

/// Every code with its name in Connect and its HTTP status, by number: that of `google.rpc.Code`, and Connect's for its errors.
const TABLE: [(Code, &str, u16); 17] = [
    (Code::Ok, "ok", 200),
    (Code::Cancelled, "canceled", 499),
    (Code::Unknown, "unknown", 500),
    (Code::InvalidArgument, "invalid_argument", 400),
    (Code::DeadlineExceeded, "deadline_exceeded", 504),
    (Code::NotFound, "not_found", 404),
    (Code::AlreadyExists, "already_exists", 409),
    (Code::PermissionDenied, "permission_denied", 403),
    (Code::ResourceExhausted, "resource_exhausted", 429),
    (Code::FailedPrecondition, "failed_precondition", 400),
    (Code::Aborted, "aborted", 409),
    (Code::OutOfRange, "out_of_range", 400),
    (Code::Unimplemented, "unimplemented", 501),
    (Code::Internal, "internal", 500),
    (Code::Unavailable, "unavailable", 503),
    (Code::DataLoss, "data_loss", 500),
    (Code::Unauthenticated, "unauthenticated", 401),
];

impl Code {
    /// The code of a number; what is none is unknown.
    pub fn of(number: i32) -> Self {
        usize::try_from(number).ok().and_then(|it| TABLE.get(it)).map_or(Self::Unknown, |it| it.0)
    }

    /// The code's number.
    pub fn number(self) -> i32 {
        self as i32
    }

    /// The code in words: `not_found`.
    pub fn as_str(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The code that a service config names: `NOT_FOUND`.
    #[cfg(feature = "grpc-client")]
    pub(crate) fn named(name: &str) -> Option<Self> {
        let of = |(code, word, _): &(Self, &str, u16)| match code {
            // Connect has it with one l.
            Self::Cancelled => name == "CANCELLED",
            _ => word.to_ascii_uppercase() == name,
        };
        TABLE.iter().find(|it| of(it)).map(|it| it.0)
    }

    /// The HTTP status that tells the same.
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(TABLE[self as usize].2).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What an HTTP status that comes without a code tells, gRPC's `http-grpc-status-mapping.md` and `google/rpc/code.proto`.
    pub fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Ok,
            400 | 422 => Self::InvalidArgument,
            401 => Self::Unauthenticated,
            403 => Self::PermissionDenied,
            404 => Self::NotFound,
            405 | 501 => Self::Unimplemented,
            409 => Self::Aborted,
            412 => Self::FailedPrecondition,
            413 | 429 => Self::ResourceExhausted,
            499 => Self::Cancelled,
            502 | 503 => Self::Unavailable,
            504 => Self::DeadlineExceeded,
            500 => Self::Internal,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_numbers_of_their_schema() {
        for (number, (code, _, _)) in (0..).zip(TABLE) {
            assert_eq!((code.number(), Code::of(number)), (number, code));
        }
        assert_eq!(Code::of(17), Code::Unknown);
        assert_eq!(Code::of(-1), Code::Unknown);
    }

    #[cfg(feature = "grpc-client")]
    #[test]
    fn codes_have_the_names_of_their_schema() {
        let named = |name| Code::named(name);
        assert_eq!((named("CANCELLED"), named("NOT_FOUND")), (Some(Code::Cancelled), Some(Code::NotFound)));
        for wrong in ["CANCELED", "not_found", "", "NOTFOUND"] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
    }
}
