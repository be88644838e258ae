//! Which protocol a request speaks: its content type tells.

use super::lines::LINES;
use super::operation::Rpc;
use super::web::Web;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};
use std::time::Duration;

/// What a call is asked in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// gRPC over HTTP/2, <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>.
    /// With [`Web`] as browsers have it.
    Grpc(Option<Web>),
    /// Connect, one message each way, <https://connectrpc.com/docs/protocol>.
    Unary(Codec),
    /// Connect, messages in frames.
    Streaming(Codec),
    /// Connect, a call without side effects in a URL.
    Get,
    /// JSON lines, which need no protocol.
    Lines,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    /// As protobuf.
    Proto,
    /// As ProtoJSON.
    Json,
}

/// The content types; whatever else begins with `application/grpc` is gRPC with a codec of its own.
const TABLE: [(&str, Protocol); 11] = [
    ("application/grpc", Protocol::Grpc(None)),
    ("application/grpc+proto", Protocol::Grpc(None)),
    ("application/grpc-web", Protocol::Grpc(Some(Web::Binary))),
    ("application/grpc-web+proto", Protocol::Grpc(Some(Web::Binary))),
    ("application/grpc-web-text", Protocol::Grpc(Some(Web::Text))),
    ("application/grpc-web-text+proto", Protocol::Grpc(Some(Web::Text))),
    ("application/proto", Protocol::Unary(Codec::Proto)),
    ("application/json", Protocol::Unary(Codec::Json)),
    ("application/connect+proto", Protocol::Streaming(Codec::Proto)),
    ("application/connect+json", Protocol::Streaming(Codec::Json)),
    (LINES, Protocol::Lines),
];

impl Protocol {
    /// The protocol of a request for a method that `takes` or `gives` many messages; `None` where there is none.
    ///
    /// Connect has a protocol for one message each way, and one for others; plain HTTP tells those as JSON lines.
    pub(super) fn of<R: Rpc>(request: &Parts, takes: bool, gives: bool) -> Option<Self> {
        if request.method == Method::GET {
            return Some(Self::Get).filter(|_| R::SAFE && !takes && !gives);
        }
        let is_connect = || request.headers.contains_key("connect-protocol-version");
        match Self::named(request.headers.get(CONTENT_TYPE)?.as_bytes())? {
            Self::Unary(Codec::Json) if gives && !takes && !is_connect() => Some(Self::Lines),
            Self::Unary(_) if takes || gives => None,
            Self::Streaming(_) if !takes && !gives => None,
            Self::Lines if !takes => None,
            protocol => Some(protocol),
        }
    }

    /// The protocol of a content type.
    pub(super) fn named(content_type: &[u8]) -> Option<Self> {
        let essence = std::str::from_utf8(content_type).ok()?.split(';').next()?.trim();
        TABLE.iter().find(|it| it.0.eq_ignore_ascii_case(essence)).map(|it| it.1)
    }
}

impl Codec {
    /// Its media type, as a whole body.
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Proto => "application/proto",
            Self::Json => "application/json",
        }
    }

    /// Its media type, in frames.
    pub(super) const fn framed(self) -> &'static str {
        match self {
            Self::Proto => "application/connect+proto",
            Self::Json => "application/connect+json",
        }
    }
}

/// How a caller says how long it will wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timeout {
    /// `connect-timeout-ms`: milliseconds.
    Connect,
    /// `grpc-timeout`: digits and a unit.
    Grpc,
}

impl Timeout {
    pub(super) const ALL: [Self; 2] = [Self::Connect, Self::Grpc];

    fn of(self, headers: &HeaderMap) -> Option<Duration> {
        let digits = |it: &str| (1..=10).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        let read = |it: &str| it.parse::<u64>().ok().filter(|_| digits(it));
        let text = |name| headers.get(name).and_then(|it: &HeaderValue| it.to_str().ok());
        if self == Self::Connect {
            return text("connect-timeout-ms").and_then(read).map(Duration::from_millis);
        }
        let (count, unit) = text("grpc-timeout").and_then(|it| it.split_at_checked(it.len().checked_sub(1)?))?;
        let count = read(count)?;
        Some(match unit {
            "H" => Duration::from_secs(count.saturating_mul(3600)),
            "M" => Duration::from_secs(count.saturating_mul(60)),
            "S" => Duration::from_secs(count),
            "m" => Duration::from_millis(count),
            "u" => Duration::from_micros(count),
            "n" => Duration::from_nanos(count),
            _ => return None,
        })
    }
}

/// How long the caller will wait, said in the first of these ways that it uses.
pub(super) fn timeout(headers: &HeaderMap, ways: &[Timeout]) -> Option<Duration> {
    ways.iter().find_map(|it| it.of(headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_have_a_unit() {
        let of = |name: &'static str, value: &'static str| {
            let header = (http::HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap());
            timeout(&HeaderMap::from_iter([header]), &Timeout::ALL)
        };
        assert_eq!(of("grpc-timeout", "100m"), Some(Duration::from_millis(100)));
        assert_eq!(of("grpc-timeout", "2H"), Some(Duration::from_hours(2)));
        assert_eq!(of("connect-timeout-ms", "50"), Some(Duration::from_millis(50)));
        for wrong in ["", "m", "1", "-1m", "1é", "12345678901m", "1d"] {
            assert_eq!(of("grpc-timeout", wrong), None, "{wrong}");
        }
    }
}
