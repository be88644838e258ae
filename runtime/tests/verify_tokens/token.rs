//! Issuers of tokens for the tests, and what each signs with.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
    Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair,
};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) const ISSUER: &str = "https://issuer.test";
pub(crate) const AUDIENCE: &str = "pets";
/// Of a key pair that is used nowhere but here.
pub(crate) const RSA_PUBLIC: &str = include_str!("rsa.pub.pem");
const RSA_PRIVATE: &str = include_str!("rsa.pem");

pub(crate) fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Claims that count for the next minute.
pub(crate) fn claims() -> Value {
    json!({"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": now() + 60})
}

/// The claims with some of them others; null takes one away.
pub(crate) fn claims_with(changes: &Value) -> Value {
    let mut claims = claims();
    merge(&mut claims, changes);
    claims
}

fn merge(into: &mut Value, changes: &Value) {
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(into.as_object_mut().unwrap().remove(name)),
            value => into[name] = value.clone(),
        }
    }
}

/// A token of these two parts, signed.
pub(crate) fn token(header: &Value, claims: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let message = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
    let signature = encoded(sign(message.as_bytes()));
    format!("{message}.{signature}")
}

pub(crate) fn hmac256(secret: &[u8]) -> impl Fn(&[u8]) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    move |message| hmac::sign(&key, message).as_ref().to_vec()
}

pub(crate) fn rsa(padding: &'static dyn RsaEncoding) -> impl Fn(&[u8]) -> Vec<u8> {
    let body: String = RSA_PRIVATE.lines().filter(|it| !it.starts_with("-----")).collect();
    let pair = RsaKeyPair::from_pkcs8(&STANDARD.decode(body).unwrap()).unwrap();
    move |message| {
        let mut signature = vec![0; pair.public().modulus_len()];
        pair.sign(padding, &SystemRandom::new(), message, &mut signature).unwrap();
        signature
    }
}

pub(crate) fn rs256() -> impl Fn(&[u8]) -> Vec<u8> {
    rsa(&RSA_PKCS1_SHA256)
}

pub(crate) fn ps256() -> impl Fn(&[u8]) -> Vec<u8> {
    rsa(&RSA_PSS_SHA256)
}

type Sign = Box<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// An issuer that signs with a new key on a curve.
pub(crate) struct Issuer {
    pub(crate) id: String,
    algorithm: &'static str,
    pub(crate) jwk: Value,
    sign: Sign,
}

impl Issuer {
    pub(crate) fn es256(id: &str) -> Self {
        Self::ecdsa(id, "ES256", "P-256", &ECDSA_P256_SHA256_FIXED_SIGNING)
    }

    pub(crate) fn es384(id: &str) -> Self {
        Self::ecdsa(id, "ES384", "P-384", &ECDSA_P384_SHA384_FIXED_SIGNING)
    }

    fn ecdsa(id: &str, algorithm: &'static str, curve: &str, with: &'static EcdsaSigningAlgorithm) -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(with, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(with, document.as_ref(), &random).unwrap();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(pair.public_key().as_ref().len() / 2);
        let jwk = json!({"kty": "EC", "crv": curve, "kid": id, "use": "sig", "x": encoded(x), "y": encoded(y)});
        let sign = move |message: &[u8]| pair.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec();
        Self { id: id.to_owned(), algorithm, jwk, sign: Box::new(sign) }
    }

    pub(crate) fn ed25519(id: &str) -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap();
        let jwk = json!({"kty": "OKP", "crv": "Ed25519", "kid": id, "x": encoded(pair.public_key())});
        let sign = move |message: &[u8]| pair.sign(message).as_ref().to_vec();
        Self { id: id.to_owned(), algorithm: "EdDSA", jwk, sign: Box::new(sign) }
    }

    /// A token of these claims.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.token_with(&json!({}), claims)
    }

    /// A token whose header says something else, too.
    pub(crate) fn token_with(&self, header: &Value, claims: &Value) -> String {
        let mut whole = json!({"alg": self.algorithm, "kid": self.id});
        merge(&mut whole, header);
        token(&whole, claims, &self.sign)
    }

    /// A token whose two parts are these very texts.
    pub(crate) fn token_of(&self, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", encoded(header), encoded(claims));
        format!("{message}.{}", encoded((self.sign)(message.as_bytes())))
    }
}

/// The set of these issuers' keys.
pub(crate) fn set(issuers: &[&Issuer]) -> Vec<u8> {
    let keys: Vec<&Value> = issuers.iter().map(|it| &it.jwk).collect();
    json!({"keys": keys}).to_string().into_bytes()
}
