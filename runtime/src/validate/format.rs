//! The formats of JSON Schema 2020-12 §7.3 of strings; those with a type of their own are in [`crate::types`].

use super::mailbox::{is_email, is_hostname};
use crate::types::{DateTime, Duration, Time};
use fluent_uri::{Uri, UriRef};
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};
use std::net::{Ipv4Addr, Ipv6Addr};

/// What a string is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A mailbox, RFC 5321 §4.1.2.
    Email,
    /// A host name, RFC 1123 §2.1, of labels that are ASCII.
    Hostname,
    /// A dotted quad, RFC 2673 §3.2.
    Ipv4,
    /// An address of RFC 4291 §2.2, without a zone.
    Ipv6,
    /// A URI with its scheme, RFC 3986.
    Uri,
    /// A URI or a reference relative to one, RFC 3986.
    UriReference,
    /// A JSON pointer, RFC 6901.
    JsonPointer,
    /// A regular expression in the syntax of the `regex` crate.
    Regex,
    /// A date with a time, RFC 3339 §5.6: where the text itself matters, else [`DateTime`].
    DateTime,
    /// A time of day, RFC 3339 §5.6: where the text itself matters, else [`Time`].
    Time,
    /// A span of time, RFC 3339 appendix A: where the text itself matters, else [`Duration`].
    Duration,
}

/// How a format is told, and by what.
type Row = (Format, &'static str, fn(&str) -> bool);

/// In the order of the variants.
const ROWS: [Row; 11] = [
    (Format::Email, "an e-mail address", is_email),
    (Format::Hostname, "a host name", is_hostname),
    (Format::Ipv4, "an IPv4 address", |it| it.parse::<Ipv4Addr>().is_ok()),
    (Format::Ipv6, "an IPv6 address", |it| it.parse::<Ipv6Addr>().is_ok()),
    (Format::Uri, "a URI", |it| Uri::parse(it).is_ok()),
    (Format::UriReference, "a URI reference", |it| UriRef::parse(it).is_ok()),
    (Format::JsonPointer, "a JSON pointer", is_json_pointer),
    (Format::Regex, "a regular expression", is_regex),
    (Format::DateTime, "a date with a time", is_read_as::<DateTime>),
    (Format::Time, "a time of day", is_read_as::<Time>),
    (Format::Duration, "a span of time", is_read_as::<Duration>),
];

impl Format {
    /// Whether a text is of this format.
    pub fn accepts(self, text: &str) -> bool {
        (ROWS[self as usize].2)(text)
    }

    /// The format in words: `a host name`.
    pub(crate) const fn noun(self) -> &'static str {
        ROWS[self as usize].1
    }
}

fn is_read_as<T: DeserializeOwned>(text: &str) -> bool {
    T::deserialize(StrDeserializer::<Error>::new(text)).is_ok()
}

fn is_json_pointer(text: &str) -> bool {
    let rooted = text.is_empty() || text.starts_with('/');
    rooted && text.split('~').skip(1).all(|it| it.starts_with(['0', '1']))
}

/// Compiles to find out, but only so far: the text may come from anyone.
fn is_regex(text: &str) -> bool {
    regex::RegexBuilder::new(text).size_limit(1 << 20).build().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_order() {
        for (index, (format, _, _)) in ROWS.iter().enumerate() {
            assert_eq!(*format as usize, index);
        }
    }

    #[test]
    fn formats_tell_good_from_bad() {
        let cases: [(Format, &[&str], &[&str]); 11] = [
            (Format::Email, &["a@b.c", "\"a b\"@c", "a@[IPv6:::1]"], &["a", "a@", "@b", "a..b@c", "a@[1.2.3.400]"]),
            (Format::Hostname, &["a", "1.b-c.example"], &["", ".", "a.", "-a", "a-", "a_b", "ex．com", "ab--c.d"]),
            (Format::Ipv4, &["127.0.0.1"], &["127.0.0", "01.2.3.4", "256.1.1.1", "1.2.3.4\n"]),
            (Format::Ipv6, &["::1", "::ffff:1.2.3.4"], &["12345::", "fe80::1%eth0", "1:2:3", " ::1"]),
            (Format::Uri, &["http://a.b/?c=d#e", "urn:x:y"], &["/relative", "http:// x", "\\\\a"]),
            (Format::UriReference, &["", "/a", "#b", "http://a"], &["\\a", "#a\\b", "/%zz"]),
            (Format::JsonPointer, &["", "/a~0b~1c"], &["a", "/a~", "/~2"]),
            (Format::Regex, &["^a[0-9]+$"], &["(", "a**{"]),
            (Format::DateTime, &["2024-02-29T12:30:45+02:00"], &["2024-02-30T00:00:00Z", "2024-01-01"]),
            (Format::Time, &["12:30:45Z"], &["25:00:00Z", "noon"]),
            (Format::Duration, &["P1D"], &["1 day", "P"]),
        ];
        for (format, good, bad) in cases {
            for it in good {
                assert!(format.accepts(it), "{format:?} refuses {it:?}");
            }
            for it in bad {
                assert!(!format.accepts(it), "{format:?} accepts {it:?}");
            }
        }
    }
}
