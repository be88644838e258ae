//! What is refused before anything is executed, and what goes wrong when it is.

use crate::shop::{Running, from};
use serde_json::{Value, json};
use zephyrix::graphql::{CacheHint, Limits, Settings};

fn running() -> Running {
    Running::new(&Settings::default())
}

/// The code of the first error, where nothing was begun.
async fn code(service: &Running, query: &str, variables: Value) -> String {
    let answer = service.ask_with(query, variables, None).await;
    assert_eq!(answer.get("data"), None, "{answer}");
    assert_eq!(service.shop.asked(), [""; 0], "nobody is asked");
    answer["errors"][0]["extensions"]["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn documents_are_held_against_the_schema() {
    let service = running();
    for (query, expected) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ order(id: 1) }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { fails } query B { fails }", "OPERATION_RESOLUTION_FAILURE"),
    ] {
        assert_eq!(code(&service, query, json!({})).await, expected, "{query}");
    }
    let answer = service.ask("{\n  nothing\n}").await;
    assert_eq!(answer["errors"][0]["locations"], json!([{ "line": 2, "column": 3 }]));
    let two = "query A { fails } query B { __typename }";
    assert!(service.engine.prepare(two, Some("B")).is_ok());
    assert_eq!(service.engine.prepare(two, Some("C")).unwrap_err().code, Some("OPERATION_RESOLUTION_FAILURE"));
}

#[tokio::test]
async fn more_than_is_allowed_is_refused_with_its_code() {
    let service = running();
    let repeated = |it: &str, count: usize| it.repeat(count);
    let aliases = |count: usize| (0..count).map(|it| format!("a{it}:fails ")).collect::<Vec<_>>().concat();
    let bomb = |inside: &str| {
        let fragments = (0..30).map(|it| format!("fragment F{it} on Query {{ ...F{} ...F{} }} ", it + 1, it + 1));
        format!("{{ ...F0 }} {} fragment F30 on Query {{ {inside} }}", fragments.collect::<String>())
    };
    let deep =
        |depth: usize| format!("{{items{}{{__typename}}{}}}", "{...on Product{parts".repeat(depth), "}}".repeat(depth));
    for (query, expected) in [
        (format!("{{{}}}", aliases(10_000)), "TOKEN_LIMIT"),
        (format!("{{{}}}", aliases(31)), "ALIAS_LIMIT"),
        (format!("{{{}}}", repeated("fails ", 21)), "ROOT_FIELD_LIMIT"),
        (format!("{{ fails {} }}", repeated("@skip(if: false) ", 51)), "DIRECTIVE_LIMIT"),
        (deep(14), "DEPTH_LIMIT"),
        (deep(500), "DEPTH_LIMIT"),
        (format!("{}{}", repeated("{a", 1000), repeated("}", 1000)), "DEPTH_LIMIT"),
        (bomb("a: fails"), "ALIAS_LIMIT"),
        (bomb("fails @skip(if: false)"), "DIRECTIVE_LIMIT"),
        (bomb("fails"), "ROOT_FIELD_LIMIT"),
        ("{ ...F } fragment F on Query { ...F }".to_owned(), "GRAPHQL_VALIDATION_FAILED"),
        ("{__schema{types{fields{type{fields{type{fields{name}}}}}}}}".to_owned(), "DEPTH_LIMIT"),
    ] {
        assert_eq!(code(&service, &query, json!({})).await, expected, "{}", &query[..query.len().min(80)]);
    }
    let generous = Limits { depth: 1_000, complexity: 0, ..Limits::default() };
    let generous = Running::new(&Settings { limits: generous, ..Settings::default() });
    let deeper = format!("{{catalog{}{{name}}{}}}", "{parts".repeat(200), "}".repeat(200));
    assert_eq!(code(&generous, &deeper, json!({})).await, "DEPTH_LIMIT", "deeper than documents are looked at");
    assert_ne!(service.ask(&deep(1)).await.get("data"), None);
}

#[tokio::test]
async fn the_cost_of_lists_is_told_by_their_arguments() {
    let limits = Limits { complexity: 100, ..Limits::default() };
    let service = Running::new(&Settings { limits, ..Settings::default() });
    for (query, variables) in [
        // 34 orders of 3 objects each.
        ("{ orders(first: 34) { customer { id } owner { id } } }", json!({})),
        ("query($n: Int) { orders(first: $n) { customer { id } owner { id } } }", json!({ "n": 34 })),
        // A page of 100 orders.
        ("{ page(first: 100) { nodes { id } } }", json!({})),
        ("query($n: Int) { page(first: $n) { ...F } } fragment F on Page { nodes { id } }", json!({ "n": 100 })),
        // Lists of which nothing is said are 10 long, in one another 100.
        ("{ entities { ... on Order { lines { product { name } } } } }", json!({})),
        ("{ items { ... on Product { name parts { name } } } }", json!({})),
        // What is said on a field, and on an argument.
        ("{ fails also: fails }", json!({})),
        ("{ order(id: 1) { id } also: order(id: 1) { id } }", json!({})),
    ] {
        assert_eq!(code(&service, query, variables).await, "COST_LIMIT", "{query}");
    }
    assert_eq!(service.ask("{ orders(first: 50) { customer { id } } }").await.get("errors"), None);
    assert_eq!(service.ask("{ page(last: 98) { nodes { id } } }").await.get("errors"), None);
    service.shop.asked();
    for query in ["{ page { nodes { id } } }", "{ page(first: 1, last: 1) { nodes { id } } }"] {
        assert_eq!(code(&service, query, json!({})).await, "GRAPHQL_VALIDATION_FAILED");
    }
}

#[tokio::test]
async fn what_is_alike_is_priced_once() {
    let limits = Limits { depth: 1_000, complexity: 1_000, ..Limits::default() };
    let service = Running::new(&Settings { limits, ..Settings::default() });
    let fragments =
        (0..40).map(|it| format!("fragment F{it} on Page {{ next {{ ...F{n} }} last {{ ...F{n} }} }} ", n = it + 1));
    let bomb = fragments.collect::<Vec<_>>().concat();
    let query = format!("{{ page(first: 1) {{ ...F0 }} }} {bomb} fragment F40 on Page {{ nodes {{ id }} }}");
    assert_eq!(code(&service, &query, json!({})).await, "COST_LIMIT");
}

#[tokio::test]
async fn variables_are_told_what_is_wrong_with_them() {
    let service = running();
    let query = "mutation($o: NewOrder!, $n: Int!) { add(input: $o) { id } must(n: $n) }";
    let variables = json!({ "o": { "quantities": [1, "x", 2.5], "state": "LOST", "odd": 1 }, "n": 3_000_000_000_i64 });
    let answer = service.ask_with(query, variables, None).await;
    let told: Vec<&str> =
        answer["errors"].as_array().unwrap().iter().map(|it| it["message"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        [
            "`$o` must not have `odd`, which NewOrder has not.",
            "`$o.customer` is required.",
            "`$o.quantities[1]` must be a whole number of 32 bits.",
            "`$o.quantities[2]` must be a whole number of 32 bits.",
            "`$o.state` must be one of State: OPEN, PAID.",
            "`$n` must be a whole number of 32 bits.",
        ]
    );
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    for by in [json!({}), json!({ "id": 1, "name": "a" }), json!({ "id": null }), json!(null)] {
        assert_eq!(code(&service, "query($by: By!) { find(by: $by) }", json!({ "by": by })).await, "BAD_USER_INPUT");
    }
    let condition = "query($a: Boolean = true) { fails @skip(if: $a) }";
    assert_eq!(code(&service, condition, json!({ "a": null })).await, "BAD_USER_INPUT");
}

#[tokio::test]
async fn values_become_what_their_types_say() {
    let service = running();
    let told = async |query: &str, variables: Value| {
        let answer = service.ask_with(query, variables, None).await;
        assert_eq!(answer.get("errors"), None, "{answer}");
        answer["data"].as_object().unwrap().values().next().unwrap().clone()
    };
    let add = "mutation($o: NewOrder!) { add(input: $o) { total } }";
    let whole = json!({ "total": { "input": { "customer": "5", "quantities": [2], "state": null } } });
    assert_eq!(told(add, json!({ "o": { "customer": 5, "quantities": 2.0, "state": null } })).await, whole);
    let defaults = json!({ "total": { "input": { "customer": "5", "quantities": [1], "state": "OPEN" } } });
    assert_eq!(told("mutation { add(input: { customer: 5 }) { total } }", json!({})).await, defaults);
    let query = "query($id: ID) { find(by: { name: \"n\" }) order(id: 1) { id } }".replace("($id: ID)", "");
    assert_eq!(told(&query, json!({})).await, "{\"by\":{\"name\":\"n\"}}");
    // What is not given is not there, and what is null is null.
    let orders = "query($s: State) { order(id: 1) { total } orders(state: $s, first: 1) { id } }";
    assert_eq!(told(orders, json!({})).await, json!({ "total": { "id": "1" } }));
}

#[tokio::test]
async fn what_goes_wrong_with_one_field_is_told_of_it_and_leaves_the_others() {
    let service = running();
    let answer = service.ask("{ a: fails panics miscounts order(id: 1) { customer { owner { id } name } } }").await;
    assert_eq!(answer["data"]["order"]["customer"], json!({ "owner": null, "name": "C0" }));
    let internal = |name: &str, column: usize| {
        json!({
            "message": "Something went wrong.",
            "locations": [{ "line": 1, "column": column }],
            "path": [name],
            "extensions": { "code": "INTERNAL_SERVER_ERROR" },
        })
    };
    assert_eq!(answer["errors"][0], internal("a", 6));
    assert_eq!(answer["errors"][1], internal("panics", 12));
    assert_eq!(answer["errors"][2], internal("miscounts", 19));
    assert_eq!(answer["errors"][3]["message"], "There is no such owner.");
    assert_eq!(answer["errors"][3]["path"], json!(["order", "customer", "owner"]));
    assert_eq!(answer["errors"][3]["extensions"], json!({ "code": "NOT_FOUND", "id": 0 }));
    assert!(!answer.to_string().contains("1234"));
}

#[tokio::test]
async fn callers_are_held_against_each_set_of_scopes_once() {
    let service = running();
    let query = "{ me { name email } secrets { customer { email } } audited fails: __typename }";
    let answer = service.ask_with(query, json!({}), None).await;
    assert_eq!(answer["data"], Value::Null, "`secrets` may not be null");
    assert_eq!(answer["errors"][1]["path"], json!(["secrets"]));
    assert_eq!(answer["errors"][1]["extensions"]["code"], "UNAUTHENTICATED");
    assert_eq!(service.shop.asked(), [""; 0], "what may not be answered is not resolved");
    let scopes = |all: &[&[&str]]| -> Vec<Vec<String>> {
        all.iter().map(|it| it.iter().map(|it| (*it).to_owned()).collect()).collect()
    };
    let mut held = std::mem::take(&mut *service.shop.held.lock().unwrap());
    held.sort();
    let mut expected =
        vec![scopes(&[&[]]), scopes(&[&["admin"]]), scopes(&[&["audit"]]), scopes(&[&["read", "admin"], &["root"]])];
    expected.sort();
    assert_eq!(held, expected);

    let answer = service.ask_with(query, json!({}), Some("root")).await;
    assert_eq!(answer["data"]["me"], json!({ "name": "C0", "email": null }));
    assert_eq!(answer["data"]["secrets"][2]["customer"]["email"], Value::Null);
    let codes: Vec<&Value> = answer["errors"].as_array().unwrap().iter().map(|it| &it["extensions"]["code"]).collect();
    assert_eq!(codes, ["FORBIDDEN"; 5]);
    assert!(!service.shop.asked().iter().any(|it| it.starts_with("Customer.email") || it.starts_with("Query.audited")));

    let answer = service.ask_with(query, json!({}), Some("read admin audit")).await;
    assert_eq!(answer.get("errors"), None);
    assert_eq!(answer["data"]["secrets"][0]["customer"]["email"], "c@example.com");
    assert_eq!(service.ask("{ fails: __typename }").await.get("errors"), None);
}

#[tokio::test]
async fn answers_hold_as_long_as_the_schema_says() {
    let service = running();
    let hint = async |query: &str| {
        let prepared = service.engine.prepare(query, None).unwrap();
        service.engine.execute(&prepared, &serde_json::Map::new(), from(Some("admin"))).await.cache
    };
    let public = |max_age| Some(CacheHint { max_age, private: false });
    for (query, expected) in [
        ("{ order(id: 1) { id } }", public(60)),
        ("{ order(id: 1) { id } catalog { name } }", public(60)),
        ("{ catalog { name } }", public(100)),
        ("{ catalog { name parts { name } } }", None),
        ("{ order(id: 1) { customer { name } } }", Some(CacheHint { max_age: 30, private: true })),
        ("{ me { name } }", Some(CacheHint { max_age: 30, private: true })),
        ("{ me { name owner { name } } }", None),
        ("{ find(by: { id: 1 }) }", None),
        ("mutation { must(n: 1) }", None),
    ] {
        assert_eq!(hint(query).await, expected, "{query}");
    }
}
