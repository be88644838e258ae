//! Services that GraphQL does not describe, with `graphql = true`: their schemas, and who asks them by it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use std::sync::OnceLock;
use zephyrix_generator::Config;
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::case;
use zephyrix_tests::exposed::verdict;
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::graph::Graph;
use zephyrix_tests::served::{self, Service};

const SCHEMA: &str = "src/generated/graphql/schema.graphql";

/// Every case that is not described by GraphQL: the engine takes its schema.
#[test]
fn schemas_are_valid() {
    let mut seen = 0;
    for case in case::all().into_iter().filter(|it| !it.name.starts_with("graphql_store")) {
        let made = case.run(|config: &mut Config| config.graphql = true);
        let Some(sdl) = made.files.and_then(|it| it.get(SCHEMA).map(|it| it.text.clone())) else { continue };
        if let Some(why) = verdict(sdl.clone()).wrong {
            panic!("{}: {why}\n{sdl}", case.name);
        }
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

/// One shop, described by OpenAPI, by tables and by GraphQL, answers alike, byte by byte.
#[test]
fn one_shop_in_three_languages() {
    let answers = ["openapi", "sql", "sdl"].map(|name| {
        let shop = start(name);
        let ids = sold(&shop);
        (name, read(&shop, &ids))
    });
    let (_, expected) = &answers[0];
    let whole: Value = serde_json::from_str(expected).unwrap();
    assert!(whole.get("errors").is_none(), "{expected}");
    assert_eq!(whole["data"]["orders"]["nodes"].as_array().unwrap().len(), 3, "{expected}");
    assert_eq!(whole["data"]["orders"]["nodes"][2]["customer"]["name"], "Bob", "{expected}");
    assert_eq!(whole["data"]["customer"]["orders"][1]["orderLines"][0]["product"]["name"], "Ink", "{expected}");
    for (name, answer) in &answers {
        assert_eq!(answer, expected, "{name}");
    }
}

/// Two customers of three orders; the id of the second customer.
fn sold(shop: &Graph) -> Value {
    let id = |data: Value, name: &str| data[name]["id"].clone();
    let ask = |name: &str, ty: &str, input: Value| {
        let query = format!("mutation ($input: {ty}!) {{ {name}(input: $input) {{ id }} }}");
        id(shop.data(&query, json!({ "input": input })), name)
    };
    let customer = |input| ask("createCustomer", "CreateCustomerInput", input);
    let product = |input| ask("createProduct", "CreateProductInput", input);
    let order = |input| ask("createOrder", "CreateOrderInput", input);
    let line = |input| ask("createOrderLine", "CreateOrderLineInput", input);
    let (ada, bob) =
        (customer(json!({ "name": "Ada", "city": "Rome", "tier": "GOLD" })), customer(json!({ "name": "Bob" })));
    let (pen, ink) = (product(json!({ "name": "Pen", "price": 1.5 })), product(json!({ "name": "Ink", "price": 4 })));
    let orders = [
        order(json!({ "customerId": ada, "note": "soon" })),
        order(json!({ "customerId": bob })),
        order(json!({ "customerId": bob, "note": "\"later\"" })),
    ];
    line(json!({ "orderId": orders[0], "productId": pen, "quantity": 3 }));
    line(json!({ "orderId": orders[0], "productId": ink }));
    line(json!({ "orderId": orders[2], "productId": ink, "quantity": 2 }));
    let query = "mutation ($id: ID!) { updateCustomer(id: $id, input: { city: \"Oslo\" }) { name city } }";
    let changed = shop.data(query, json!({ "id": bob }));
    assert_eq!(changed["updateCustomer"], json!({ "name": "Bob", "city": "Oslo" }));
    bob
}

fn read(shop: &Graph, id: &Value) -> String {
    let query = "query Shop($id: ID!) { \
        orders(first: 10) { \
          nodes { note customer { name city tier orders { note } } orderLines { quantity product { name price } order { note } } } \
          edges { node { note } } pageInfo { hasNextPage hasPreviousPage } } \
        page: orders(first: 2) { nodes { note } pageInfo { hasNextPage } } \
        customer(id: $id) { __typename name orders { note orderLines { quantity product { name } } } } }";
    shop.asked(query, json!({ "id": id }), &[]).text
}

/// Pages follow each other, whatever way the contract has for them, and each cursor goes on where it is.
#[test]
fn pages_follow_each_other() {
    for name in ["openapi", "sql"] {
        let shop = start(name);
        sold(&shop);
        for (list, expected) in [("orders", vec!["soon", "-", "\"later\""]), ("customers", vec!["Ada", "Bob"])] {
            let field = if list == "orders" { "note" } else { "name" };
            let query = format!(
                "query ($after: String) {{ {list}(first: 1, after: $after) {{ edges {{ cursor node {{ {field} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
            );
            let (mut after, mut found) = (Value::Null, Vec::new());
            loop {
                let page = shop.data(&query, json!({ "after": after }))[list].clone();
                let edge = &page["edges"][0];
                found.push(edge["node"][field].as_str().unwrap_or("-").to_owned());
                assert_eq!(edge["cursor"], page["pageInfo"]["endCursor"]);
                after = edge["cursor"].clone();
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            assert_eq!(found, expected, "{name}");
            let query = query.replace("first: 1", "first: 2");
            let page = shop.data(&query, json!({}))[list].clone();
            let rest = shop.data(&query, json!({ "after": page["edges"][0]["cursor"] }))[list].clone();
            assert_eq!(rest["edges"][0]["node"], page["edges"][1]["node"], "{name}");
            assert_eq!(shop.fails(&query, json!({ "after": "x" })), "BAD_USER_INPUT");
        }
    }
}

/// A hundred orders: what belongs to them is asked for together, thirty keys a statement.
#[test]
fn levels_are_asked_together() {
    let shop = start("sql");
    let bob = sold(&shop);
    let orders = vec![json!({ "customerId": bob }); 97];
    let query = "mutation ($input: [CreateOrderInput!]!) { createOrders(input: $input) { id } }";
    assert_eq!(shop.data(query, json!({ "input": orders }))["createOrders"].as_array().unwrap().len(), 97);
    let query = "{ orders { nodes { customer { name orders { id } } orderLines { quantity product { name } } } } }";
    let asked = |mark: &str, query: &str| shop.ask(query, json!({}), &[("x-request-id", mark)]);
    shop.0.process.lines_to("mark-1", || drop(asked("mark-1", "{ __typename }")));
    let mut answer = Value::Null;
    let lines = shop.0.process.lines_to("mark-2", || answer = asked("mark-2", query));
    let nodes = answer["data"]["orders"]["nodes"].as_array().unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(nodes.len(), 100);
    assert_eq!(nodes[99]["customer"]["orders"].as_array().unwrap().len(), 99);
    let is_one = |it: &&String| it.contains("\"sqlx::query\"") && it.contains(" FROM ");
    let statements: Vec<&String> = lines.iter().filter(is_one).collect();
    // Orders; their customers; the orders of these; lines of 30, 30, 30 and 10 orders; products.
    assert_eq!(statements.len(), 8, "{statements:#?}");
}

/// What belongs together by a table between, and what has a key of several columns.
#[test]
fn tables_between_are_looked_through() {
    let shop = start("sql");
    sold(&shop);
    for word in ["black", "blue"] {
        shop.data("mutation ($w: String!) { createTag(input: { word: $w }) { id } }", json!({ "w": word }));
    }
    let tag = "mutation ($p: ID!, $t: ID!) { createProductTag(input: { productId: $p, tagId: $t }) { tag { word } } }";
    for (product, word) in [(1, 2), (2, 1), (2, 2)] {
        shop.data(tag, json!({ "p": product, "t": word }));
    }
    let data =
        shop.data("{ products { nodes { name tags { word } } } tags { nodes { products { name } } } }", json!({}));
    assert_eq!(data["products"]["nodes"][1]["tags"], json!([{ "word": "black" }, { "word": "blue" }]), "{data}");
    assert_eq!(data["tags"]["nodes"][0]["products"], json!([{ "name": "Ink" }]), "{data}");
    let one = shop.data("{ productTag(productId: 1, tagId: 2) { product { name } } none: productTag(productId: 1, tagId: 1) { tagId } }", json!({}));
    assert_eq!(one, json!({ "productTag": { "product": { "name": "Pen" } }, "none": null }));
}

/// What HTTP refuses is refused by the same guards, rules and handlers.
#[test]
fn failures_are_those_of_http() {
    let shop = start("openapi");
    let id = sold(&shop);
    let delete = "mutation ($id: ID!) { deleteCustomer(id: $id) }";
    let of = |id: &Value| json!({ "id": id });
    assert_eq!(shop.fails(delete, of(&id)), "UNAUTHENTICATED");
    let token = [("Authorization", "Bearer mock")];
    let nobody = shop.ask(delete, of(&"99".into()), &token);
    assert_eq!(nobody["errors"][0]["extensions"]["code"], "NOT_FOUND", "{nobody}");
    let unnamed = shop.ask("mutation { createCustomer(input: { name: \"\" }) { id } }", json!({}), &[]);
    assert_eq!(unnamed["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{unnamed}");
    assert_eq!(unnamed["errors"][0]["extensions"]["errors"][0]["pointer"], "/name", "{unnamed}");
    assert_eq!(shop.data("{ order(id: 99) { id } }", json!({})), json!({ "order": null }));
    assert_eq!(shop.fails("{ order(id: \"x\") { id } }", json!({})), "BAD_USER_INPUT");
    let ada = shop.data("{ customers(first: 1) { nodes { id } totalCount } }", json!({}))["customers"].clone();
    assert_eq!(ada["totalCount"], 2);
    let pay =
        "mutation ($input: JSON!) { pay(input: $input) { __typename ... on Transfer { iban additionalProperties } } }";
    let input = json!({ "kind": "transfer", "iban": "x", "fee": 3 });
    assert!(shop.data(pay, json!({ "input": input }))["pay"]["__typename"].is_string());
    let gone = shop.ask("mutation ($id: ID!) { deleteCustomer(id: $id) }", of(&id), &token);
    assert_eq!(gone, json!({ "data": { "deleteCustomer": true } }));
    let shop = start("sql");
    assert_eq!(shop.fails("mutation { createOrder(input: { customerId: 7 }) { id } }", json!({})), "CONFLICT");
}

/// Methods of protobuf, which answer samples.
#[test]
fn methods_of_protobuf() {
    let shelter = start("proto");
    let query = "{ stock { count } animals(kind: CAT, tags: [\"a\"], pageSize: 3) { animals { displayName kind tags keeper { name } } } animal(id: 5) { id } }";
    let data = shelter.data(query, json!({}));
    assert!(data["animals"]["animals"].is_array() && data["animal"]["id"].is_number(), "{data}");
    let admit =
        "mutation { admit(input: { animal: { displayName: \"Tom\", kind: CAT, id: 1 }, urgent: true }) { kind } ping }";
    assert_eq!(shelter.data(admit, json!({}))["ping"], true);
}

/// A service of a language, started.
fn start(name: &str) -> Graph {
    let settings = [
        ("APP__DATABASE__URL", "sqlite://shop.db"),
        ("APP__DATABASE__MIGRATE", "on_start"),
        ("APP__LOG__LEVEL", "info,sqlx::query=debug"),
    ];
    Graph(Service::start(&workspace().program(&format!("exposed-{name}")), &settings))
}

/// The services, built once; nothing in them is written by hand.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| {
        let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "exposed");
        let ours = ["openapi", "sql", "proto"].map(|it| (format!("exposed-{it}"), exposed(it)));
        let sdl = Texts::from([("shop.graphql".to_owned(), include_str!("exposed/shop.graphql").to_owned())]);
        let sdl = served::project("exposed-sdl", &sdl, &["shop.graphql"], |_| {});
        let all = ours.into_iter().chain([("exposed-sdl".to_owned(), sdl)]).collect::<Vec<_>>();
        workspace.fill_with(all.iter().map(|(name, texts)| (name.as_str(), texts.clone())));
        workspace.cargo(&["build", "--quiet"]).unwrap();
        workspace
    })
}

/// A case, with a guard that lets those pass who say `mock`.
fn exposed(language: &str) -> Texts {
    let texts = folder::read(&folder::of_repository(&format!("tests/cases/graphql_exposed_{language}")));
    let input = texts.keys().find(|it| it.starts_with("input.")).unwrap().clone();
    served::project(&format!("exposed-{language}"), &texts, &[&input], |config| {
        (config.graphql, config.generate.mock) = (true, true);
    })
}
