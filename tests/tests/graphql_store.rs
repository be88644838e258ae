//! A schema of GraphQL as its callers meet it: what is kept, against real databases, without a line written.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use std::sync::OnceLock;
use zephyrix_generator::Database;
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::client::Client;
use zephyrix_tests::graph::Graph;
use zephyrix_tests::served::{self, Service};
use zephyrix_tests::servers;

const CASE: &str = "graphql_store";

#[test]
fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    lives(Database::Sqlite, &format!("sqlite://{}", folder.path().join("shop.db").display()));
}

#[test]
fn postgres() {
    let Some(server) = servers::postgres() else { return };
    lives(Database::Postgres, &server.url);
}

#[test]
fn mariadb() {
    let Some(server) = servers::mariadb() else { return };
    lives(Database::Mysql, &server.url);
}

fn lives(database: Database, url: &str) {
    let settings = [
        ("APP__DATABASE__URL", url),
        ("APP__DATABASE__MIGRATE", "on_start"),
        ("APP__LOG__LEVEL", "info,sqlx::query=debug"),
    ];
    let shop = Graph(Service::start(&workspace().program(&served::named(CASE, database)), &settings));
    let customers = written(&shop);
    connected(&shop, &customers);
    refused(&shop, &customers[0]);
    levels(&shop, &customers);
    removed(&shop, &customers);
}

/// Three customers, of which the second and third are changed.
fn written(shop: &Graph) -> Vec<String> {
    const CREATE: &str = "mutation Create($input: CreateCustomerInput!) { createCustomer(input: $input) { \
        customer { id name city tier address { street zip } createdAt } userErrors { message } clientMutationId } }";
    let mut ids = Vec::new();
    for (at, tier) in [json!(null), json!("SILVER"), json!("GOLD")].into_iter().enumerate() {
        let mut input = json!({ "name": format!("c{at}"), "clientMutationId": "7", "address": { "street": "s" } });
        if !tier.is_null() {
            input["tier"] = tier.clone();
            input["city"] = "Rome".into();
        }
        let made = shop.data(CREATE, json!({ "input": input }))["createCustomer"].clone();
        let it = &made["customer"];
        assert_eq!(made["clientMutationId"], "7");
        assert_eq!(it["address"], json!({ "street": "s", "zip": null }));
        assert_eq!(it["tier"], if tier.is_null() { json!("BRONZE") } else { tier });
        assert!(it["createdAt"].as_str().unwrap().ends_with('Z'), "{it}");
        ids.push(it["id"].as_str().unwrap().to_owned());
    }
    let change = "mutation($id: ID!, $input: UpdateCustomerInput!) { updateCustomer(id: $id, input: $input) { name city tier } }";
    let changed = shop.data(change, json!({ "id": ids[1], "input": { "city": null, "tier": "GOLD" } }));
    assert_eq!(changed["updateCustomer"], json!({ "name": "c1", "city": null, "tier": "GOLD" }));
    let product =
        shop.data("mutation { createProduct(name: \"Pen\", price: 1.5, tags: [\"a\"]) { id tags } }", json!({}));
    let id = &product["createProduct"]["id"];
    assert_eq!(product["createProduct"]["tags"], json!(["a"]));
    let changed =
        shop.data("mutation($id: ID!) { updateProduct(id: $id, price: 2) { name price } }", json!({ "id": id }));
    assert_eq!(changed["updateProduct"], json!({ "name": "Pen", "price": 2.0 }));
    ids
}

/// A connection from its start and from its end, page by page.
fn connected(shop: &Graph, customers: &[String]) {
    const PAGE: &str = "query($first: Int, $after: String, $last: Int, $before: String) { \
        customers(first: $first, after: $after, last: $last, before: $before) { \
        edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }";
    let page = |asked: Value| shop.data(PAGE, asked)["customers"].clone();
    let ids = |page: &Value| -> Vec<String> {
        page["edges"].as_array().unwrap().iter().map(|it| it["node"]["id"].as_str().unwrap().to_owned()).collect()
    };
    let info = |page: &Value| (page["pageInfo"]["hasNextPage"] == true, page["pageInfo"]["hasPreviousPage"] == true);
    let first = page(json!({ "first": 2 }));
    assert_eq!((ids(&first), info(&first)), (customers[..2].to_vec(), (true, false)));
    assert_eq!((&first["totalCount"], &first["nodes"][1]["id"]), (&json!(3), &json!(customers[1])));
    assert_eq!(first["pageInfo"]["startCursor"], first["edges"][0]["cursor"]);
    let second = page(json!({ "first": 2, "after": first["pageInfo"]["endCursor"] }));
    assert_eq!((ids(&second), info(&second)), (customers[2..].to_vec(), (false, true)));
    let last = page(json!({ "last": 2 }));
    assert_eq!((ids(&last), info(&last)), (customers[1..].to_vec(), (false, true)));
    let before = page(json!({ "last": 2, "before": last["pageInfo"]["startCursor"] }));
    assert_eq!((ids(&before), info(&before)), (customers[..1].to_vec(), (true, false)));
    let romans = shop.data("{ customers(city: \"Rome\") { nodes { name } totalCount } }", json!({}));
    assert_eq!(romans["customers"], json!({ "nodes": [{ "name": "c2" }], "totalCount": 1 }));
    for bad in [json!({ "first": -1 }), json!({ "first": 1, "last": 1 }), json!({ "after": "!" })] {
        assert_eq!(shop.fails(PAGE, bad), "BAD_USER_INPUT");
    }
}

/// What cannot be, is told as such; what nobody wrote, too.
fn refused(shop: &Graph, customer: &str) {
    assert_eq!(shop.data("{ order(id: \"nobody\") { id } }", json!({}))["order"], Value::Null);
    let code = |query: &str| shop.fails(query, json!({}));
    assert_eq!(code("{ customer(id: \"nobody\") { id } }"), "NOT_FOUND");
    assert_eq!(code("mutation { deleteProduct(id: \"nobody\") }"), "NOT_FOUND");
    assert_eq!(code("mutation { createOrder(customerId: \"nobody\") { id } }"), "CONFLICT");
    assert_eq!(code("{ bestsellers(since: \"2020-01-01T00:00:00Z\") { id } }"), "NOT_IMPLEMENTED");
    let null = "mutation($id: ID!) { updateCustomer(id: $id, input: { name: null }) { id } }";
    assert_eq!(shop.fails(null, json!({ "id": customer })), "BAD_USER_INPUT");
}

/// Of a hundred orders: one statement a level.
fn levels(shop: &Graph, customers: &[String]) {
    const QUERY: &str = "{ orders { id customer { id name orders { id } } lines { quantity product { id name } } } }";
    let product = shop.data("{ products { id } }", json!({}))["products"][0]["id"].clone();
    for at in 0..100 {
        let customer = &customers[at % 3];
        let made = shop.data("mutation($c: ID!) { createOrder(customerId: $c) { id } }", json!({ "c": customer }));
        let line = json!({ "input": { "orderId": made["createOrder"]["id"], "productId": product, "quantity": at } });
        let lines = "mutation($input: OrderLineInput!) { addOrderLine(input: $input) { quantity order { id } } }";
        assert_eq!(shop.data(lines, line)["addOrderLine"]["quantity"], at);
    }
    let asked = |mark: &str, query: &str| {
        let client = Client::new(shop.0.address.parse().unwrap());
        client.json("POST", "/graphql", &[("x-request-id", mark)], &json!({ "query": query })).expect(200).json()
    };
    // All that was asked before is written by then.
    shop.0.process.lines_to("mark-1", || drop(asked("mark-1", "{ __typename }")));
    let mut answer = Value::Null;
    let lines = shop.0.process.lines_to("mark-2", || answer = asked("mark-2", QUERY));
    let orders = answer["data"]["orders"].as_array().unwrap();
    assert_eq!(orders.len(), 100);
    for it in orders {
        assert_eq!(it["lines"][0]["product"]["name"], "Pen", "{it}");
        assert_eq!(it["lines"].as_array().unwrap().len(), 1);
        assert!(it["customer"]["orders"].as_array().unwrap().len() >= 33);
    }
    // Orders, their customers, the orders of these, lines, products; what a new connection says is none.
    let is_one = |it: &&String| it.contains("\"sqlx::query\"") && it.contains(" FROM ");
    let statements: Vec<&String> = lines.iter().filter(is_one).collect();
    assert_eq!(statements.len(), 5, "{statements:#?}");
}

fn removed(shop: &Graph, customers: &[String]) {
    let order = shop.data("{ orders(limit: 1) { id } }", json!({}))["orders"][0]["id"].clone();
    let gone = "mutation($id: ID!) { deleteOrder(id: $id) { id } }";
    // Its lines refer to it.
    assert_eq!(shop.fails(gone, json!({ "id": order })), "CONFLICT");
    let alone = shop.data("mutation { createCustomer(input: { name: \"d\" }) { customer { id } } }", json!({}));
    let id = &alone["createCustomer"]["customer"]["id"];
    let gone = shop.data("mutation($id: ID!) { deleteCustomer(customerId: $id) }", json!({ "id": id }));
    assert_eq!(&gone["deleteCustomer"], id);
    let left = shop.data("{ customers { totalCount } }", json!({}))["customers"]["totalCount"].clone();
    assert_eq!(left, customers.len());
}

/// The services in all databases, built once.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| served::in_each_database(env!("CARGO_TARGET_TMPDIR"), CASE, "input.graphql"))
}
