//! The guard of a new project says how each scheme that is asked for can be verified.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use zephyrix_tests::case;

#[test]
fn the_guard_names_a_verifier_for_each_scheme_that_is_asked_for() {
    let case = case::all().into_iter().find(|it| it.name == "security").unwrap();
    let files = case.run(|_| {}).files.unwrap();
    let guard = &files.get("src/guard.rs").unwrap().text;
    let asked = [
        "behind its feature `verify-jwks`",
        "// keys: ApiKeys::new([(\"name\", \"SHA-256 in hexadecimal digits\")])?",
        "\"key\" => self.keys.verify(credential).map(|_| Principal),",
        "// tokens: Jwt::new(\"issuer\", \"audience\", Remote::at(\"https://issuer/keys\")?)",
        "\"login\" => {",
        "\"machine\" => self.users.verify(credential).map(|_| Principal),",
        "// tokens: Jwt::open_id(\"https://example.com/realm\", \"audience\")?",
        "\"oidc\" => {",
    ];
    for line in asked {
        assert!(guard.contains(line), "{line}\n{guard}");
    }
    assert!(!guard.contains("unasked"), "{guard}");
    // Nobody passes for all that.
    assert!(guard.trim_end().ends_with("Err(Denied::Unknown)\n    }\n}"), "{guard}");
}
