use crate::client::{patch_pet, post_pet, send};
use axum::body::Body;
use serde_json::{Value, json};

fn good() -> Value {
    json!({"name": "Rex", "parent": null, "vaccinations": []})
}

/// A good pet with one member changed.
fn with(name: &str, value: Value) -> String {
    let mut pet = good();
    pet[name] = value;
    pet.to_string()
}

#[tokio::test]
async fn a_good_body_is_read_with_all_its_states() {
    let answer = post_pet(good().to_string()).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let expected = json!({"id": 1, "name": "Rex", "parent": null, "status": "available", "vaccinations": []});
    assert_eq!(answer.json(), expected);
    assert_eq!(post_pet(with("weight_kg", Value::Null)).await.json()["weight_kg"], Value::Null);
    assert_eq!(post_pet(with("weight_kg", json!(0.3))).await.json()["weight_kg"], 0.3);
    assert_eq!(post_pet(with("color", json!({"r": [1]}))).await.json()["color"], json!({"r": [1]}));
}

#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let body = json!({
        "chip": null, "weight_kg": "heavy", "status": "gone", "owner": "me", "tags": [1, 2],
        "vaccinations": [
            {"against": "", "on": "2024-02-30", "doses": 0},
            {"against": "flu", "on": "2024-02-29", "doses": 2_147_483_648_i64, "extra": 1, "more~/": 2},
            {"on": 5},
            [],
        ],
    });
    let answer = send("POST", "/pets?dryRun=yes", &[("content-type", "application/json")], body.to_string()).await;
    assert_eq!(answer.status, 422);
    let expected = [
        "body /chip type",
        "body /name required",
        "body /owner format",
        "body /parent required",
        "body /status enum",
        "body /tags/0 type",
        "body /tags/1 type",
        "body /vaccinations maxItems",
        "body /vaccinations/0/against minLength",
        "body /vaccinations/0/doses minimum",
        "body /vaccinations/0/on format",
        "body /vaccinations/1/doses maximum",
        "body /vaccinations/1/extra additionalProperties",
        "body /vaccinations/1/more~0~1 additionalProperties",
        "body /vaccinations/2/against required",
        "body /vaccinations/2/on type",
        "body /vaccinations/3 type",
        "body /weight_kg type",
        "query /dryRun type",
    ];
    assert_eq!(answer.violations(), expected);
}

#[tokio::test]
async fn one_wrong_thing_is_one_violation() {
    for (name, value, violation) in [
        ("name", json!(null), "/name type"),
        ("name", json!("ninechars"), "/name maxLength"),
        ("chip", json!(null), "/chip type"),
        ("chip", json!("12a4"), "/chip pattern"),
        ("parent", json!("1"), "/parent type"),
        ("parent", json!(1.5), "/parent type"),
        ("parent", json!(9_223_372_036_854_775_808_u64), "/parent maximum"),
        ("parent", json!(-1e19), "/parent minimum"),
        ("status", json!(null), "/status type"),
        ("status", json!({"sold": null}), "/status type"),
        ("status", json!(""), "/status enum"),
        ("owner", json!("{2eb8aa08-aa98-11ea-b4aa-73b441d16380}"), "/owner format"),
        ("owner", json!(7), "/owner type"),
        ("weight_kg", json!(0.25), "/weight_kg multipleOf"),
        ("tags", json!(["a", "b", "a"]), "/tags uniqueItems"),
        ("tags", json!({}), "/tags type"),
        ("vaccinations", json!(null), "/vaccinations type"),
        ("vaccinations", json!(["x"]), "/vaccinations/0 type"),
    ] {
        let answer = post_pet(with(name, value.clone())).await;
        assert_eq!(answer.violations(), [format!("body {violation}")], "{name}: {value}");
    }
}

#[tokio::test]
async fn a_whole_number_is_an_integer_however_it_is_written() {
    for (text, number) in
        [("1.0", 1), ("1e2", 100), ("-0.0", 0), ("9223372036854775807", i64::MAX), ("-9223372036854775808", i64::MIN)]
    {
        let answer = post_pet(format!(r#"{{"name": "Rex", "parent": {text}, "vaccinations": []}}"#)).await;
        assert_eq!(answer.json()["parent"], number, "{}", answer.text);
    }
}

#[tokio::test]
async fn an_object_is_an_object() {
    for body in ["[]", "\"x\"", "null", "1", "true", "[\"Rex\", 1]"] {
        assert_eq!(patch_pet(body).await.violations(), ["body  type"], "{body}");
        assert_eq!(post_pet(body).await.violations(), ["body  type"], "{body}");
    }
    assert_eq!(patch_pet("{}").await.status, 200);
}

#[tokio::test]
async fn repeated_members_are_refused() {
    let body = r#"{"name": "Rex", "name": "Max", "parent": null, "vaccinations": [], "rest": {"a": 1, "a": 1}}"#;
    assert_eq!(post_pet(body).await.violations(), ["body /name duplicateKey", "body /rest/a duplicateKey"]);
    let body = r#"{"name": "Rex", "parent": null, "vaccinations": [], "x": [{"a": 1, "\u0061": 1}]}"#;
    assert_eq!(post_pet(body).await.violations(), ["body /x/0/a duplicateKey"]);
}

#[tokio::test]
async fn what_is_not_json_is_told_by_line_and_column() {
    let answer = post_pet("{\n  \"name\": \"Rex\",\n  oops\n}").await;
    assert_eq!(answer.status, 400);
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("line 3 column 3"), "{detail}");
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for body in ["{", "", " ", "{} {}", "\"\\ud800\"", "{\"a\": 1e999}", "nul", deep.as_str()] {
        assert_eq!(post_pet(body.to_owned()).await.status, 400, "{body}");
    }
    assert_eq!(post_pet(Body::from(vec![b'"', 0xff, b'"'])).await.status, 400);
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    for headers in [
        &[][..],
        &[("content-type", "text/plain")],
        &[("content-type", "application/json; charset=iso-8859-1")],
        &[("content-type", "application/x-www-form-urlencoded")],
    ] {
        let answer = send("POST", "/pets", headers, good().to_string()).await;
        assert_eq!((answer.status.as_u16(), answer.header("accept")), (415, "application/json"));
        assert_eq!(answer.header("accept-patch"), "");
    }
    let answer = send("PATCH", "/pets/1", &[("content-type", "text/plain")], "x").await;
    assert_eq!(answer.header("accept-patch"), "application/json, application/merge-patch+json");
    let utf8 = [("content-type", "Application/JSON; charset=UTF-8")];
    assert_eq!(send("POST", "/pets", &utf8, good().to_string()).await.status, 201);
}

#[tokio::test]
async fn a_body_is_required_or_not() {
    let answer = send("POST", "/pets", &[], Body::empty()).await;
    assert_eq!((answer.status.as_u16(), answer.json()["detail"].as_str().unwrap()), (400, "A body is required."));
    assert_eq!(send("PATCH", "/pets/1", &[], Body::empty()).await.json(), Value::Null);
    assert_eq!(patch_pet(Body::empty()).await.json(), Value::Null);
    assert_eq!(patch_pet(r#"{"status": "sold"}"#).await.json()["status"], "sold");
}

#[tokio::test]
async fn an_operation_chooses_the_status_of_what_is_invalid() {
    let answer = patch_pet(r#"{"status": "sold", "stauts": 1}"#).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.violations(), ["body /stauts additionalProperties"]);
}

#[tokio::test]
async fn a_body_too_large_is_refused() {
    let answer = post_pet(with("note", json!("x".repeat(5000)))).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (413, "application/problem+json"));
}

#[tokio::test]
async fn text_is_text() {
    let plain = [("content-type", "text/plain")];
    assert_eq!(send("POST", "/notes", &plain, "née").await.text, "née");
    assert_eq!(send("POST", "/notes", &plain, vec![0xff]).await.status, 400);
    let answer = send("POST", "/notes", &[("content-type", "image/png")], "x").await;
    assert_eq!((answer.status.as_u16(), answer.header("accept")), (415, "text/*"));
}

#[tokio::test]
async fn a_hundred_violations_are_enough() {
    let answer = post_pet(with("tags", json!(vec![0; 1500]))).await;
    assert_eq!(answer.violations().len(), 100);
}
