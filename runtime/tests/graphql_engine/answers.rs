//! What is answered, and how often resolvers are asked.

use crate::shop::{Running, from};
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use zephyrix::graphql::{Limits, OperationKind, Settings};

fn running() -> Running {
    Running::new(&Settings::default())
}

#[tokio::test]
async fn each_level_asks_a_resolver_once() {
    let service = running();
    let query = "{ orders(first: 9) { customer { name } lines { product { name } quantity } } }";
    let answer = service.ask(query).await;
    assert_eq!(answer["data"]["orders"][8]["lines"][1], json!({ "product": { "name": "P17" }, "quantity": 1 }));
    assert_eq!(answer.get("errors"), None);
    assert_eq!(service.shop.asked(), ["Query.orders 1", "Order.customer 9", "Order.lines 9", "Line.product 18"]);
}

#[tokio::test]
async fn operations_go_from_thread_to_thread() {
    let service = running();
    let prepared = service.engine.prepare("{ order(id: 1) { id } }", None).unwrap();
    let engine = service.engine.clone();
    let answering = tokio::spawn(async move { engine.execute(&prepared, &serde_json::Map::new(), from(None)).await });
    assert_eq!(answering.await.unwrap().body, br#"{"data":{"order":{"id":"7"}}}"#);
}

#[tokio::test]
async fn nobodys_stack_ends_where_deep_operations_are_allowed() {
    let limits = Limits { depth: 1_000, complexity: 0, ..Limits::default() };
    let service = Running::new(&Settings { limits, ..Settings::default() });
    let query = format!("{{catalog{}{{name}}{}}}", "{parts".repeat(120), "}".repeat(120));
    let prepared = service.engine.prepare(&query, None).unwrap();
    let engine = service.engine.clone();
    let answering = tokio::spawn(async move { engine.execute(&prepared, &serde_json::Map::new(), from(None)).await });
    let body = String::from_utf8(answering.await.unwrap().body).unwrap();
    assert_eq!(body.matches("parts").count(), 120);
    assert_eq!(service.shop.asked().len(), 121);
}

#[tokio::test]
async fn objects_that_others_have_by_themselves_are_a_level_too() {
    let service = running();
    let answer = service.ask("{ page(first: 3) { nodes { id customer { id } } } }").await;
    assert_eq!(answer["data"]["page"]["nodes"][2], json!({ "id": "2", "customer": { "id": "2" } }));
    assert_eq!(service.shop.asked(), ["Query.page 1", "Order.customer 3"]);
}

#[tokio::test]
async fn each_type_of_a_level_is_asked_once() {
    let service = running();
    let answer = service
        .ask("{ entities { __typename id ... on Order { customer { name } } ... on Customer { owner { name } } } }")
        .await;
    let entities = &answer["data"]["entities"];
    assert_eq!(entities[0], json!({ "__typename": "Order", "id": "1", "customer": { "name": "C0" } }));
    assert_eq!(entities[1], json!({ "__typename": "Customer", "id": "2", "owner": null }));
    assert_eq!(entities[3]["customer"]["name"], "C1");
    // Nothing, and an object of a type that is none of them.
    assert_eq!((&entities[2], &entities[4]), (&Value::Null, &Value::Null));
    let paths: Vec<&Value> = answer["errors"].as_array().unwrap().iter().map(|it| &it["path"]).collect();
    assert_eq!(paths, [&json!(["entities", 1, "owner"]), &json!(["entities", 4])]);
    let mut asked = service.shop.asked();
    asked.sort();
    assert_eq!(asked, ["Customer.owner 1", "Order.customer 2", "Query.entities 1"]);
}

#[tokio::test]
async fn whether_a_field_may_be_null_is_said_by_the_type_of_the_object() {
    // `owner` may be null in the interface, and not in an order.
    let answer = running().ask("{ entities { id owner { id } } }").await;
    assert_eq!(answer["data"]["entities"][1], json!({ "id": "2", "owner": null }));
    assert_eq!(answer["data"]["entities"][3], Value::Null);
    assert_eq!(answer["errors"][1]["path"], json!(["entities", 3, "owner"]));
    assert_eq!(answer["errors"][1]["message"], "Cannot return null for non-nullable field Order.owner.");
}

#[tokio::test]
async fn what_is_lost_in_one_list_is_lost_in_no_other() {
    let service = running();
    let answer = service.ask("{ items { ... on Product { name parts { name } } ... on Customer { id tags } } }").await;
    let items = &answer["data"]["items"];
    assert_eq!(items[0][0], json!({ "name": "P", "parts": null }));
    assert_eq!(items[0][1], json!({ "id": "1", "tags": [["a"], null] }));
    assert_eq!(items[1], Value::Null);
    assert_eq!(items[2][0]["id"], "3");
    assert_eq!(answer["errors"][0]["path"], json!(["items", 1, 0]));
    assert_eq!(answer["errors"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_left_out_is_decided_by_variables() {
    let service = running();
    let query = "query($a: Boolean!) { order(id: 1) { id @skip(if: $a) ... @include(if: $a) { state } } }";
    for (a, expected) in
        [(true, json!({ "state": "OPEN" })), (false, json!({ "id": "7" })), (true, json!({ "state": "OPEN" }))]
    {
        let answer = service.ask_with(query, json!({ "a": a }), None).await;
        assert_eq!(answer, json!({ "data": { "order": expected } }));
    }
}

#[tokio::test]
async fn changes_are_made_one_after_the_other_until_one_fails() {
    let service = running();
    let query = "mutation { a: must(n: 1) add(input: { customer: 1 }) { lines { product { name } } } b: must(n: 2) }";
    let answer = service.ask(query).await;
    assert_eq!((&answer["data"]["a"], &answer["data"]["b"]), (&json!(1), &json!(2)));
    let asked = service.shop.asked();
    assert_eq!(asked, ["Mutation.must 1", "Mutation.add 1", "Order.lines 1", "Line.product 2", "Mutation.must 1"]);
    let answer = service.ask("mutation { a: must(n: 1) b: must(n: 0) c: must(n: 3) }").await;
    assert_eq!(answer["data"], Value::Null);
    assert_eq!(answer["errors"][0]["message"], "Cannot return null for non-nullable field Mutation.must.");
    assert_eq!(service.shop.asked().len(), 2, "what comes after the one that fails is not begun");
}

#[tokio::test]
async fn files_are_told_apart_from_what_is_sent_as_json() {
    let service = running();
    let query = "mutation($file: Upload!) { attach(file: $file, note: \"long\") }";
    let answer = service.ask_with(query, json!({ "file": { "$upload": 0 } }), None).await;
    assert_eq!(answer["data"]["attach"], "Some(\"a.txt\") 4 Some(\"long\")");
    let answer = service.ask_with(query, json!({ "file": { "$upload": 1 } }), None).await;
    assert_eq!(answer["errors"][0]["extensions"]["errors"][0]["pointer"], "/file");
    let query = "mutation($file: Upload!) { attach(file: $file, note: \"-\") }";
    let answer = service.ask_with(query, json!({ "file": [] }), None).await;
    let errors = answer["errors"][0]["extensions"]["errors"].as_array().unwrap();
    let pointers: Vec<&Value> = errors.iter().map(|it| &it["pointer"]).collect();
    assert_eq!(pointers, ["/file", "/note"], "everything that is wrong is told");
}

#[tokio::test]
async fn subscriptions_answer_once_an_event() {
    let service = running();
    let events = async |query: &str| -> Vec<Value> {
        let prepared = service.engine.prepare(query, None).unwrap();
        assert_eq!(prepared.kind(), OperationKind::Subscription);
        let begun = service.engine.subscribe(&prepared, &serde_json::Map::new(), from(None)).await;
        match begun {
            Ok(events) => events.map(|it| serde_json::from_slice(&it.body).unwrap()).collect().await,
            Err(refused) => {
                assert!(!refused.began);
                vec![serde_json::from_slice(&refused.body).unwrap()]
            }
        }
    };
    let ticks = events("subscription { n: ticks(count: 4) }").await;
    assert_eq!(ticks[0], json!({ "data": { "n": 1 } }));
    // One that fails is told of, and does not end the others.
    assert_eq!(ticks[2]["data"], Value::Null);
    assert_eq!(ticks[2]["errors"][0]["message"], "Something went wrong.");
    assert_eq!(ticks[3], json!({ "data": { "n": 4 } }));
    let opened = events("subscription { opened { id customer { name } } }").await;
    assert_eq!(opened, [json!({ "data": { "opened": { "id": "9", "customer": { "name": "C0" } } } })]);
    let refused = events("subscription { ticks(count: 0) }").await;
    assert_eq!(refused[0]["errors"][0]["extensions"]["code"], "NOT_FOUND");
    let refused = events("subscription { never }").await;
    assert_eq!(refused[0]["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
}

#[tokio::test]
async fn schemas_are_told_where_they_may_be() {
    let query = "query($name: String!) { a: __typename __type(name: $name) { name description } __schema { queryType { name } } }";
    let answer = running().ask_with(query, json!({ "name": "Entity" }), None).await;
    let told = json!({ "name": "Entity", "description": "Anything that has an id." });
    assert_eq!(
        answer["data"],
        json!({ "a": "Query", "__type": told, "__schema": { "queryType": { "name": "Query" } } })
    );
    let silent = Running::new(&Settings { introspection: Some(false), ..Settings::default() });
    for query in
        ["{ __schema { queryType { name } } }", "{ ...F } fragment F on Query { __type(name: \"A\") { name } }"]
    {
        assert_eq!(silent.ask(query).await["errors"][0]["extensions"]["code"], "INTROSPECTION_DISABLED");
    }
    assert_eq!(silent.ask("{ __typename }").await, json!({ "data": { "__typename": "Query" } }));
}
