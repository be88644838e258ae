//! Keys and passwords that are known by their hash alone.
#![allow(clippy::unwrap_used)]

use zephyrix::Denied;
use zephyrix::verify::{ApiKeys, Basic, Login};

/// Of `k3y-of-billing` and `s3cret:with:colons`, by `sha256sum`.
const BILLING: &str = "3f8fa3d3dd24791cd80e80d9e91200e166c21f9e086a914cf942b002b6bbf152";
const ALICE: &str = "d381faed5366a3a462313f7d4d0422696991e3f2ecef4d622774dd3983263783";

#[test]
fn a_key_has_a_name() {
    let keys = ApiKeys::new([("other", ALICE), ("billing", BILLING)]).unwrap();
    assert_eq!(keys.verify("k3y-of-billing"), Ok("billing"));
    for key in ["", "k3y-of-billing ", "K3y-of-billing", BILLING] {
        assert_eq!(keys.verify(key), Err(Denied::Unknown), "{key}");
    }
    let upper = ApiKeys::new([("billing", BILLING.to_uppercase())]).unwrap();
    assert_eq!(upper.verify("k3y-of-billing"), Ok("billing"));
    assert_eq!(ApiKeys::new::<&str, &str>([]).unwrap().verify(""), Err(Denied::Unknown));
}

#[test]
fn a_hash_that_is_none_is_named_and_not_shown() {
    for hash in ["", "k3y-of-billing", &BILLING[1..], &format!("{BILLING}00"), &BILLING.replace('7', "+")] {
        let error = ApiKeys::new([("billing", hash)]).unwrap_err().to_string();
        assert!(error.contains("`billing`") && (hash.is_empty() || !error.contains(hash)), "{error}");
    }
}

#[test]
fn a_user_proves_to_be_that_by_their_own_password() {
    let users = Basic::new([("alice", ALICE), ("bob", BILLING)]).unwrap();
    // alice:s3cret:with:colons
    assert_eq!(users.verify("YWxpY2U6czNjcmV0OndpdGg6Y29sb25z"), Ok("alice"));
    // bob:s3cret:with:colons, alice:, alice; not base64
    for wrong in ["Ym9iOnMzY3JldDp3aXRoOmNvbG9ucw==", "YWxpY2U6", "YWxpY2U=", "alice:s3cret", ""] {
        assert_eq!(users.verify(wrong), Err(Denied::Unknown), "{wrong}");
    }
}

#[test]
fn a_login_is_read_as_rfc_7617_has_it() {
    let login = Login::read("dGVzdDoxMjPCow==").unwrap();
    assert_eq!((login.user.as_str(), login.password.expose()), ("test", "123£"));
    let login = Login::read("Ojo=").unwrap();
    assert_eq!((login.user.as_str(), login.password.expose()), ("", ":"));
    // Latin-1, a line break, no padding.
    for wrong in ["dGVzdDoxMjOj", "YTpiCg==", "dGVzdDoxMjPCow"] {
        assert_eq!(Login::read(wrong), None, "{wrong}");
    }
}

#[test]
fn nothing_secret_is_shown() {
    let shown = format!(
        "{:?}{:?}{:?}",
        ApiKeys::new([("billing", BILLING)]).unwrap(),
        Basic::new([("alice", ALICE)]).unwrap(),
        Login::read("YWxpY2U6czNjcmV0OndpdGg6Y29sb25z").unwrap(),
    );
    assert!(shown.contains("billing") && shown.contains("alice"), "{shown}");
    for secret in [&BILLING[..8], &ALICE[..8], "s3cret"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
