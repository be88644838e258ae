//! Keys as JSON, RFC 7517.

use super::algorithm::Curve;
use super::key::{Key, Material};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    #[serde(rename = "use")]
    used_for: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    kid: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The keys of a set that can check signatures; RFC 7517 §5 has the others passed over. `None` when it is no set.
pub(super) fn read(set: &[u8]) -> Option<Vec<Key>> {
    let set: Set = serde_json::from_slice(set).ok()?;
    Some(set.keys.into_iter().filter_map(|it| key(serde_json::from_value(it).ok()?)).collect())
}

fn key(jwk: Jwk) -> Option<Key> {
    let signs = jwk.used_for.as_deref().is_none_or(|it| it == "sig");
    let verifies = jwk.key_ops.as_ref().is_none_or(|all| all.iter().any(|it| it == "verify"));
    if !(signs && verifies) {
        return None;
    }
    let material = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", _) => Material::rsa(&decoded(jwk.n)?, &decoded(jwk.e)?),
        ("EC", Some("P-256")) => point(Curve::P256, 32, &decoded(jwk.x)?, &decoded(jwk.y)?)?,
        ("EC", Some("P-384")) => point(Curve::P384, 48, &decoded(jwk.x)?, &decoded(jwk.y)?)?,
        ("OKP", Some("Ed25519")) => Material::Curve(Curve::Ed25519, decoded(jwk.x)?),
        // A secret (`oct`) has no place in what is published.
        _ => return None,
    };
    Some(Key { id: jwk.kid, algorithm: jwk.alg, material })
}

/// RFC 7518 §6.2.1.2: coordinates have their full length.
fn point(curve: Curve, length: usize, x: &[u8], y: &[u8]) -> Option<Material> {
    let whole = x.len() == length && y.len() == length;
    whole.then(|| Material::Curve(curve, [&[4], x, y].concat()))
}

fn decoded(text: Option<String>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text?).ok()
}
