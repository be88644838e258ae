//! Host names and the mailboxes on them.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a text is a mailbox, RFC 5321 §4.1.2: a dot-string or quoted string, at a domain or address literal.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    (is_dot_string(local) || is_quoted_string(local)) && (is_hostname(domain) || is_address_literal(domain))
}

/// Whether a text is a host name, RFC 1123 §2.1: labels of letters, digits and inner hyphens.
///
/// Labels that hold an internationalized name are taken as they are, not decoded.
pub(super) fn is_hostname(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    let inner = bytes.iter().all(|it| it.is_ascii_alphanumeric() || *it == b'-');
    let edges = !label.starts_with('-') && !label.ends_with('-');
    // RFC 5891 §4.2.3.1 keeps hyphens in the third and fourth place for internationalized names.
    let reserved = bytes.get(2..4) == Some(b"--") && !bytes[..2].eq_ignore_ascii_case(b"xn");
    (1..=63).contains(&bytes.len()) && inner && edges && !reserved
}

fn is_dot_string(local: &str) -> bool {
    let is_atom = |atom: &str| !atom.is_empty() && atom.bytes().all(is_atom_text);
    local.len() <= 64 && local.split('.').all(is_atom)
}

fn is_atom_text(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_quoted_string(local: &str) -> bool {
    let inner = local.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let Some(inner) = inner.filter(|_| local.len() <= 64) else { return false };
    let mut bytes = inner.bytes();
    while let Some(byte) = bytes.next() {
        let escaped = byte == b'\\';
        let Some(it) = (if escaped { bytes.next() } else { Some(byte) }) else { return false };
        if !(b' '..=b'~').contains(&it) || (it == b'"' && !escaped) {
            return false;
        }
    }
    true
}

fn is_address_literal(domain: &str) -> bool {
    let Some(inner) = domain.strip_prefix('[').and_then(|it| it.strip_suffix(']')) else { return false };
    match inner.strip_prefix("IPv6:") {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => inner.parse::<Ipv4Addr>().is_ok(),
    }
}
