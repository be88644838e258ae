//! Tokens that count, and every kind that must not.
#![allow(clippy::unwrap_used)]

mod guarded;
mod remote;
mod token;

use serde::Deserialize;
use serde_json::{Value, json};
use token::{AUDIENCE, ISSUER, Issuer, RSA_PUBLIC, claims, claims_with, encoded, now, set};
use zephyrix::verify::{Algorithm, Claims, Jwt, Keys, Refused};
use zephyrix::{Denied, Need, Proof};

fn verifier(issuers: &[&Issuer]) -> Jwt {
    Jwt::new(ISSUER, AUDIENCE, Keys::set(&set(issuers)).unwrap())
}

fn by_rsa() -> Jwt {
    Jwt::new(ISSUER, AUDIENCE, Keys::pem(RSA_PUBLIC).unwrap())
}

async fn refusal(jwt: &Jwt, token: &str) -> Refused {
    jwt.verify::<Value>(token).await.unwrap_err()
}

async fn subject(jwt: &Jwt, token: &str) -> Result<String, Refused> {
    jwt.verify::<Value>(token).await.map(|it| it.subject)
}

#[tokio::test]
async fn tokens_of_every_kind_of_key_count() {
    let issuers = [Issuer::es256("a"), Issuer::es384("b"), Issuer::ed25519("c")];
    let jwt = verifier(&issuers.each_ref());
    for issuer in &issuers {
        assert_eq!(subject(&jwt, &issuer.token(&claims())).await.as_deref(), Ok("alice"), "{}", issuer.id);
    }
    let rs256 = token::token(&json!({"alg": "RS256"}), &claims(), token::rs256());
    assert_eq!(subject(&by_rsa(), &rs256).await.as_deref(), Ok("alice"));
    let ps256 = token::token(&json!({"alg": "PS256", "kid": "any"}), &claims(), token::ps256());
    assert_eq!(subject(&by_rsa(), &ps256).await.as_deref(), Ok("alice"));
    let only = by_rsa().algorithms(&[Algorithm::PS256]);
    assert_eq!(refusal(&only, &rs256).await, Refused::Algorithm);
}

#[tokio::test]
async fn a_secret_signs_where_it_is_said_to() {
    let secret = [7; 32];
    let token = token::token(&json!({"alg": "HS256"}), &claims(), token::hmac256(&secret));
    let jwt = Jwt::new(ISSUER, AUDIENCE, Keys::secret(&secret).unwrap());
    assert_eq!(subject(&jwt, &token).await.as_deref(), Ok("alice"));
    let other = Jwt::new(ISSUER, AUDIENCE, Keys::secret(&[8; 32]).unwrap());
    assert_eq!(refusal(&other, &token).await, Refused::Signature);
    // Too short for the hash, RFC 7518 §3.2.
    let longer = token.replacen(&encoded(r#"{"alg":"HS256"}"#), &encoded(r#"{"alg":"HS512"}"#), 1);
    assert_eq!(refusal(&jwt, &longer).await, Refused::Key);
    assert!(Keys::secret(&[7; 31]).is_err());
}

#[tokio::test]
async fn a_token_that_nobody_signed_does_not_count() {
    let issuer = Issuer::es256("a");
    let jwt = verifier(&[&issuer]);
    for none in ["none", "None", "NONE", ""] {
        let token = token::token(&json!({"alg": none}), &claims(), |_| Vec::new());
        assert_eq!(refusal(&jwt, &token).await, Refused::Algorithm, "{none}");
    }
    let other = Issuer::es256("a").token(&claims());
    assert_eq!(refusal(&jwt, &other).await, Refused::Signature);
    let (message, signature) = other.rsplit_once('.').unwrap();
    for token in [format!("{message}."), format!("{message}.{}", encoded([0; 64]))] {
        assert_eq!(refusal(&jwt, &token).await, Refused::Signature);
    }
    let swapped = issuer.token(&claims_with(&json!({"sub": "root"})));
    let payload = swapped.split('.').nth(1).unwrap();
    let header = message.split('.').next().unwrap();
    assert_eq!(refusal(&jwt, &format!("{header}.{payload}.{signature}")).await, Refused::Signature);
}

#[tokio::test]
async fn a_public_key_is_never_a_secret() {
    let token = token::token(&json!({"alg": "HS256"}), &claims(), token::hmac256(RSA_PUBLIC.as_bytes()));
    assert_eq!(refusal(&by_rsa(), &token).await, Refused::Algorithm);
    // Not even when somebody allows the algorithm.
    let careless = by_rsa().algorithms(&[Algorithm::RS256, Algorithm::HS256]);
    assert_eq!(refusal(&careless, &token).await, Refused::Key);
    // Nor is a secret taken from a set.
    let oct = json!({"keys": [{"kty": "oct", "k": encoded([7; 32])}]}).to_string();
    assert!(Keys::set(oct.as_bytes()).is_err());
}

#[tokio::test]
async fn a_header_brings_no_keys_and_no_extensions() {
    let issuer = Issuer::es256("a");
    let jwt = verifier(&[&issuer]);
    for header in [
        json!({"jku": "https://evil.test/keys"}),
        json!({"x5u": "https://evil.test/chain"}),
        json!({"jwk": Issuer::es256("a").jwk}),
        json!({"crit": ["exp"]}),
        json!({"crit": []}),
    ] {
        assert_eq!(refusal(&jwt, &issuer.token_with(&header, &claims())).await, Refused::Header, "{header}");
    }
}

#[tokio::test]
async fn times_are_numbers_and_hold() {
    let issuer = Issuer::es256("a");
    let jwt = verifier(&[&issuer]);
    for (changes, refused) in [
        (json!({"exp": null}), Refused::Claims),
        (json!({"exp": (now() + 60).to_string()}), Refused::Claims),
        (json!({"exp": now() - 31}), Refused::Expired),
        (json!({"exp": -1}), Refused::Expired),
        (json!({"nbf": (now() - 60).to_string()}), Refused::Claims),
        (json!({"nbf": now() + 90}), Refused::NotYet),
    ] {
        assert_eq!(refusal(&jwt, &issuer.token(&claims_with(&changes))).await, refused, "{changes}");
    }
    // Clocks differ by a little; RFC 7519 §2 has numbers that need not be whole.
    for changes in [json!({"exp": now() - 5}), json!({"nbf": now() + 5, "exp": now() + 10}), json!({"exp": 1e11 + 0.5})]
    {
        assert!(subject(&jwt, &issuer.token(&claims_with(&changes))).await.is_ok(), "{changes}");
    }
    let exact = jwt.leeway(std::time::Duration::ZERO);
    assert_eq!(refusal(&exact, &issuer.token(&claims_with(&json!({"exp": now() - 5})))).await, Refused::Expired);
}

#[tokio::test]
async fn a_token_is_of_the_issuer_and_for_this_service() {
    let issuer = Issuer::es256("a");
    let jwt = verifier(&[&issuer]);
    for (changes, refused) in [
        (json!({"iss": null}), Refused::Claims),
        (json!({"iss": [ISSUER]}), Refused::Claims),
        (json!({"iss": "https://issuer.test/"}), Refused::Issuer),
        (json!({"aud": null}), Refused::Claims),
        (json!({"aud": "other"}), Refused::Audience),
        (json!({"aud": []}), Refused::Audience),
        (json!({"aud": ["other", "pet"]}), Refused::Audience),
        (json!({"sub": null}), Refused::Claims),
    ] {
        assert_eq!(refusal(&jwt, &issuer.token(&claims_with(&changes))).await, refused, "{changes}");
    }
    let other = issuer.token(&claims_with(&json!({"aud": ["x", "other"]})));
    assert!(subject(&jwt.audience("other"), &other).await.is_ok());
}

#[tokio::test]
async fn an_identity_token_is_no_access_token() {
    let issuer = Issuer::es256("a");
    let (any, strict) = (verifier(&[&issuer]), verifier(&[&issuer]).access_tokens_only());
    for (typ, lax, exact) in [
        (json!(null), true, false),
        (json!("JWT"), true, false),
        (json!("at+jwt"), true, true),
        (json!("application/AT+JWT"), true, true),
        (json!("logout+jwt"), false, false),
    ] {
        let token = issuer.token_with(&json!({"typ": typ}), &claims());
        for (jwt, counts) in [(&any, lax), (&strict, exact)] {
            let found = subject(jwt, &token).await;
            assert_eq!(found, if counts { Ok("alice".to_owned()) } else { Err(Refused::Type) }, "{typ}");
        }
    }
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let issuer = Issuer::es256("a");
    let jwt = verifier(&[&issuer]);
    let whole = issuer.token(&claims());
    let long = issuer.token(&claims_with(&json!({"pad": "x".repeat(8 << 10)})));
    let five = format!("{whole}.{whole}");
    for token in ["", ".", "..", "a.b.c", &whole.replace('.', ""), &format!("{whole}="), &five, &long, "\u{0}.é.x"] {
        assert_eq!(refusal(&jwt, token).await, Refused::Malformed, "{token:.40}");
    }
    // Said twice, once each way.
    let twice = issuer.token_of(r#"{"alg":"ES256","alg":"none"}"#, &claims().to_string());
    assert_eq!(refusal(&jwt, &twice).await, Refused::Malformed);
    let claims = claims().to_string();
    let twice = claims.replacen('{', r#"{"sub":"root","#, 1);
    assert_eq!(refusal(&jwt, &issuer.token_of(r#"{"alg":"ES256"}"#, &twice)).await, Refused::Claims);
    for payload in ["[]", "7", "", "{"] {
        assert_eq!(refusal(&jwt, &issuer.token_of(r#"{"alg":"ES256"}"#, payload)).await, Refused::Claims);
    }
}

#[tokio::test]
async fn a_key_is_used_for_what_it_is_for() {
    let (a, b) = (Issuer::es256("a"), Issuer::es256("b"));
    let jwt = verifier(&[&a, &b]);
    assert!(subject(&jwt, &b.token(&claims())).await.is_ok());
    assert_eq!(refusal(&jwt, &a.token_with(&json!({"kid": "b"}), &claims())).await, Refused::Signature);
    assert_eq!(refusal(&jwt, &a.token_with(&json!({"kid": "c"}), &claims())).await, Refused::Key);
    // Two keys could be meant.
    assert_eq!(refusal(&jwt, &a.token_with(&json!({"kid": null}), &claims())).await, Refused::Key);
    for (member, value) in
        [("use", json!("enc")), ("key_ops", json!(["sign"])), ("x", json!("AA")), ("kty", json!("?"))]
    {
        let mut other = Issuer::es256("a");
        other.jwk[member] = value;
        assert!(Keys::set(&set(&[&other])).is_err(), "{member}");
    }
    let mut other = Issuer::es256("a");
    other.jwk["alg"] = json!("ES384");
    assert_eq!(refusal(&verifier(&[&other]), &other.token(&claims())).await, Refused::Key);
}

#[derive(Deserialize)]
struct Member {
    tenant: String,
}

#[tokio::test]
async fn a_token_allows_what_its_scopes_say() {
    const READ: Need = Need::new("oauth", Proof::Authorization("Bearer"), &["read"]);
    const BOTH: Need = Need::new("oauth", Proof::Authorization("Bearer"), &["read", "write"]);
    let issuer = Issuer::es256("a");
    let jwt = verifier(&[&issuer]);
    for (scopes, read, both) in [
        (json!({"scope": "write read"}), Ok(()), Ok(())),
        (json!({"scp": ["read", "write"]}), Ok(()), Ok(())),
        (json!({"scope": "read", "scp": "write"}), Ok(()), Ok(())),
        (json!({"scope": "read"}), Ok(()), Err(Denied::Forbidden)),
        (json!({"scope": "reader writer"}), Err(Denied::Forbidden), Err(Denied::Forbidden)),
        (json!({}), Err(Denied::Forbidden), Err(Denied::Forbidden)),
    ] {
        let claims: Claims = jwt.verify(&issuer.token(&claims_with(&scopes))).await.unwrap();
        assert_eq!((claims.hold(&READ), claims.hold(&BOTH)), (read, both), "{scopes}");
    }
    let token = issuer.token(&claims_with(&json!({"tenant": "acme"})));
    assert_eq!(jwt.verify::<Member>(&token).await.unwrap().extra.tenant, "acme");
    assert_eq!(jwt.verify::<Member>(&issuer.token(&claims())).await.err(), Some(Refused::Claims));
}

#[test]
fn keys_that_are_none_are_refused_and_none_is_shown() {
    let broken = RSA_PUBLIC.replacen("MII", "MIJ", 1);
    let lines: Vec<&str> = RSA_PUBLIC.lines().collect();
    let cut = [&lines[..3], &lines[4..]].concat().join("\n");
    for pem in ["", "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----\nMII=\n", &broken, &cut] {
        assert!(Keys::pem(pem).is_err(), "{pem}");
    }
    for set in ["", "[]", "{}", r#"{"keys":[]}"#, r#"{"keys":[7]}"#] {
        assert!(Keys::set(set.as_bytes()).is_err(), "{set}");
    }
    let jwt = Jwt::new(ISSUER, AUDIENCE, Keys::secret(b"sssssssssssssssssssssssssssssssss").unwrap());
    let shown = format!("{jwt:?}");
    // Neither as text nor as bytes.
    assert!(shown.contains(ISSUER) && !shown.contains("sss") && !shown.contains("115"), "{shown}");
}
