//! Public keys as PEM (RFC 7468 §13): the little of DER that `SubjectPublicKeyInfo` needs.

use super::algorithm::Curve;
use super::key::Material;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const END: &str = "-----END PUBLIC KEY-----";

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

/// What stands in the place of the algorithm (RFC 3279, 5480, 8410), and the curve; RSA has none.
const ALGORITHMS: &[(&[u8], Option<Curve>)] = &[
    (b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00", None),
    (b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07", Some(Curve::P256)),
    (b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22", Some(Curve::P384)),
    (b"\x06\x03\x2b\x65\x70", Some(Curve::Ed25519)),
];

/// The key of a `PUBLIC KEY`; `None` when it is none, or of a kind that no algorithm here uses.
pub(super) fn read(pem: &str) -> Option<Material> {
    let (_, rest) = pem.split_once(BEGIN)?;
    let (body, _) = rest.split_once(END)?;
    let body: String = body.split_ascii_whitespace().collect();
    let der = STANDARD.decode(body).ok()?;
    let (info, _) = element(&der, SEQUENCE)?;
    let (algorithm, rest) = element(info, SEQUENCE)?;
    let (bits, _) = element(rest, BIT_STRING)?;
    // Whole bytes only: none of the last one's bits is unused.
    let key = bits.strip_prefix(&[0])?;
    let (_, curve) = ALGORITHMS.iter().find(|it| it.0 == algorithm)?;
    match curve {
        Some(curve) => Some(Material::Curve(*curve, key.to_vec())),
        None => rsa(key),
    }
}

/// `RSAPublicKey`, RFC 8017 appendix A.1.1.
fn rsa(der: &[u8]) -> Option<Material> {
    let (numbers, _) = element(der, SEQUENCE)?;
    let (n, rest) = element(numbers, INTEGER)?;
    let (e, _) = element(rest, INTEGER)?;
    Some(Material::rsa(n, e))
}

/// The content of an element, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (length, rest) = match der.strip_prefix(&[tag])? {
        [short @ ..=0x7f, rest @ ..] => (usize::from(*short), rest),
        [0x81, length, rest @ ..] => (usize::from(*length), rest),
        [0x82, high, low, rest @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), rest),
        _ => return None,
    };
    rest.split_at_checked(length)
}
