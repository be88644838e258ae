//! Requests that break rules are refused, by the ids and at the places that protovalidate tells.
//!
//! What is expected of each value was recorded from `@bufbuild/protovalidate` 1.3.0.

use proto_validate::app::App;
use proto_validate::generated::{SERVICE, router};
use serde_json::{Value, json};
use zephyrix::testing::{TestApp, start};

/// Changes to an order that is good, and the rules that it breaks then.
#[rustfmt::skip]
const CHANGES: &[(&str, &[&str])] = &[
    (r#"{}"#, &[]),
    (r#"{"customer":"Re"}"#, &["string.min_len", "string.pattern"]),
    (r#"{"customer":"rééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"}"#, &["string.pattern"]),
    (r#"{"email":"rex"}"#, &["string.email"]),
    (r#"{"email":null,"phone":"0123456789"}"#, &[]),
    (r#"{"phone":"123"}"#, &["message.oneof", "string.len_bytes"]),
    (r#"{"email":null}"#, &["message.oneof"]),
    (r#"{"lines":[]}"#, &["repeated.min_items"]),
    (r#"{"lines":[{"sku":"1234567","amount":0,"notes":["abc"]}]}"#, &["int64.gt", "line.known", "string.len"]),
    (r#"{"lines":[{"sku":"12345678","amount":6,"notes":["12345678"]}]}"#, &["this.lines.all(line, line.amount <= this.most)"]),
    (r#"{"labels":{"x-a":"","y":"none"}}"#, &["string.not_in", "string.prefix"]),
    (r#"{"labels":{"x-/":"ok"}}"#, &[]),
    (r#"{"most":0}"#, &["int32.gte_lt", "this.lines.all(line, line.amount <= this.most)"]),
    (r#"{"most":1000}"#, &["int32.gte_lt"]),
    (r#"{"priority":7}"#, &["enum.defined_only"]),
    (r#"{"priority":0}"#, &["enum.not_in"]),
    (r#"{"from":null}"#, &["required"]),
    (r#"{"to":"2023-01-01T00:00:00Z"}"#, &["order.window"]),
    (r#"{"to":"2000-01-01T00:00:00Z"}"#, &["order.window", "timestamp.gt"]),
    (r#"{"patience":"0s"}"#, &["duration.gt_lte"]),
    (r#"{"patience":"5s"}"#, &[]),
    (r#"{"patience":"5.000000001s"}"#, &["duration.gt_lte"]),
    (r#"{"mask":"customer.name"}"#, &[]),
    (r#"{"mask":"most"}"#, &["field_mask.in"]),
    (r#"{"weight":0}"#, &["double.gt"]),
    (r#"{"weight":"NaN"}"#, &["double.finite", "double.gt"]),
    (r#"{"weight":"Infinity"}"#, &["double.finite"]),
    (r#"{"voucher":5}"#, &["voucher.even"]),
    (r#"{"voucher":null,"token":"AAAA"}"#, &["bytes.min_len"]),
    (r#"{"voucher":null,"token":"AAAAAA=="}"#, &[]),
    (r#"{"voucher":null}"#, &["required"]),
    (r#"{"host":""}"#, &["string.address_empty"]),
    (r#"{"host":"::1"}"#, &[]),
    (r#"{"host":"-"}"#, &["string.address"]),
    (r#"{"tags":["a","b"]}"#, &[]),
    (r#"{"tags":["a","a"]}"#, &["repeated.unique"]),
    (r#"{"tags":["c"]}"#, &["string.in"]),
    (r#"{"gift":{"sku":"x"}}"#, &[]),
];

fn order(change: &str) -> Value {
    let mut order = json!({
        "customer": "rex", "email": "rex@pet.example", "most": 5, "priority": "PRIORITY_LOW",
        "lines": [{ "sku": "12345678", "amount": 2, "notes": ["12345678"] }],
        "from": "2024-01-01T00:00:00Z", "voucher": 4
    });
    let change: Value = serde_json::from_str(change).unwrap();
    for (name, value) in change.as_object().unwrap() {
        order[name] = value.clone();
    }
    order
}

async fn app() -> TestApp {
    start(&SERVICE, async |start| Ok(router(App::new(&start).await?))).await
}

/// The violations that an order is refused with: field, rule and sentence.
async fn violations(app: &TestApp, order: &Value) -> Vec<[String; 3]> {
    let answer = app.post("/v1/orders").json(order).send().await;
    if answer.status() != 400 {
        return Vec::new();
    }
    let status = answer.json();
    assert_eq!(status["code"], 3, "{status}");
    let detail = &status["details"][0];
    assert_eq!(detail["@type"], "type.googleapis.com/google.rpc.BadRequest");
    let text = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
    let all = detail["fieldViolations"].as_array().unwrap().iter();
    all.map(|it| ["field", "reason", "description"].map(|name| text(it, name))).collect()
}

#[tokio::test]
async fn rules_are_broken_as_protovalidate_says() {
    let app = app().await;
    for (change, expected) in CHANGES {
        let mut found: Vec<String> =
            violations(&app, &order(change)).await.into_iter().map(|it| it[1].clone()).collect();
        found.sort();
        found.dedup();
        assert_eq!(found, *expected, "{change}");
    }
}

#[tokio::test]
async fn places_are_told_as_protovalidate_tells_them() {
    let app = app().await;
    let change = r#"{"labels": {"y/~\"": "ok"}, "lines": [{"sku": "1", "amount": 1, "notes": ["1"]}]}"#;
    let found = violations(&app, &order(change)).await;
    let expected = [
        ["lines[0].sku", "string.len", "must be 8 characters"],
        [r#"labels["y/~\""]"#, "string.prefix", "does not have prefix `x-`"],
    ];
    assert_eq!(found[0], expected[0]);
    assert_eq!(found[1][..2], ["lines[0]", "line.known"]);
    assert_eq!(found[2], expected[1]);
}
