//! Names and addresses, as protovalidate tells them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The longest label of a name (RFC 1035 §2.3.4).
const LABEL: usize = 63;

/// The longest name.
const NAME: usize = 253;

/// A valid e-mail address, WHATWG HTML §4.10.5.1.5.
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let in_local = |it: u8| it.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&it);
    !local.is_empty() && local.bytes().all(in_local) && host.split('.').all(is_label)
}

/// Letters, digits, and hyphens but for the ends.
fn is_label(it: &str) -> bool {
    let inside = it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    (1..=LABEL).contains(&it.len()) && inside && !it.starts_with('-') && !it.ends_with('-')
}

/// A host name, RFC 1034 §3.5 with digits first (RFC 1123 §2.1); the last label is not a number.
pub fn is_hostname(text: &str) -> bool {
    let name = text.strip_suffix('.').unwrap_or(text);
    let last = name.rsplit('.').next().unwrap_or_default();
    text.len() <= NAME && name.split('.').all(is_label) && !last.bytes().all(|it| it.is_ascii_digit())
}

/// A host name or address, and a port that may be needed; an address of IPv6 in brackets.
pub fn is_host_and_port(text: &str, port_required: bool) -> bool {
    if let Some(rest) = text.strip_prefix('[') {
        let Some((host, port)) = rest.rsplit_once(']') else { return false };
        let given = port.strip_prefix(':').is_some_and(is_port);
        return is_ip(host, 6) && (given || (port.is_empty() && !port_required));
    }
    let is_host = |it: &str| is_hostname(it) || is_ip(it, 4);
    match text.rsplit_once(':') {
        Some((host, port)) => is_host(host) && is_port(port),
        None => !port_required && is_host(text),
    }
}

fn is_port(text: &str) -> bool {
    is_decimal(text) && text.parse::<u16>().is_ok()
}

/// Digits without a leading zero.
fn is_decimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'))
}

/// An address of a version of IP, or of either with 0; one of IPv6 may have a zone (RFC 4007 §11).
pub fn is_ip(text: &str, version: i64) -> bool {
    match version {
        0 => is_ip(text, 4) || is_ip(text, 6),
        4 => text.parse::<Ipv4Addr>().is_ok(),
        6 => {
            let (address, zone) = text.split_once('%').unwrap_or((text, "zone"));
            !zone.is_empty() && !zone.contains('\0') && address.parse::<Ipv6Addr>().is_ok()
        }
        _ => false,
    }
}

/// An address with the length of a prefix, `10.0.0.0/8`; if it is strict, no bit is set after it.
pub fn is_ip_prefix(text: &str, version: i64, strict: bool) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let Some(length) = Some(length).filter(|it| is_decimal(it)).and_then(|it| it.parse::<u32>().ok()) else {
        return false;
    };
    let (bits, most, of) = match address.parse() {
        Ok(IpAddr::V4(it)) => (u128::from(it.to_bits()) << 96, 32, 4),
        Ok(IpAddr::V6(it)) => (it.to_bits(), 128, 6),
        Err(_) => return false,
    };
    let after = bits.checked_shl(length).unwrap_or_default();
    (version == 0 || version == of) && length <= most && (!strict || after == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_told() {
        for (text, holds) in [("a.b.", true), ("a.1", false), ("-a", false), ("", false), ("a..b", false)] {
            assert_eq!(is_hostname(text), holds, "{text}");
        }
        for (text, holds) in
            [("a:80", true), ("[::1]:0", true), ("[::1]", false), ("a:080", false), ("1.2.3.4:65536", false)]
        {
            assert_eq!(is_host_and_port(text, true), holds, "{text}");
        }
        assert!(is_host_and_port("[::1%eth0]", false) && is_host_and_port("a", false));
        assert!(is_ip("fe80::1%a", 0) && !is_ip("fe80::1%", 6) && !is_ip("01.2.3.4", 4) && !is_ip("1.2.3.4", 6));
        assert!(is_email("a+b@c.d") && !is_email("a@") && !is_email("a@b@c") && !is_email("é@a"));
    }

    #[test]
    fn prefixes_are_told() {
        for (text, version, strict, holds) in [
            ("10.0.0.0/8", 0, true, true),
            ("10.0.0.1/8", 0, true, false),
            ("10.0.0.1/8", 4, false, true),
            ("10.0.0.1/33", 0, false, false),
            ("10.0.0.0/08", 0, false, false),
            ("::/0", 6, true, true),
            ("::1/0", 6, true, false),
            ("::1/128", 6, true, true),
            ("::1/128", 4, true, false),
        ] {
            assert_eq!(is_ip_prefix(text, version, strict), holds, "{text}");
        }
    }
}
