//! Who answers which field.

use super::{draft, field, fields, names};
use zephyrix_ir::vocabulary::{GraphRoot, Presence};

const SHOP: &str = "
    type Query { orders(first: Int = 10): [Order!]! }
    type Mutation { pay(order: ID!): Order }
    type Subscription { paid: Order! }
    type Order {
      id: ID!
      number: Int!
      customer: Customer!
      seller: Customer
      seller_id: ID
      lines: [Line!]!
      total(currency: String): Float!
      address: Address!
      note: String @zephyrixResolve
      holder: Holder
    }
    type Customer { id: ID! name: String! orders: [Order!]! @authenticated email: String @requiresScopes(scopes: [[\"mail\"]]) }
    type Line { id: Int! order: Order! amount: Int! }
    type Address { street: String country: Country }
    type Country @authenticated { code: String! orders: [Order!] }
    interface Holder { name: String! }
    type Person implements Holder @key(fields: \"name\") { name: String! order: Order }
";

#[test]
fn relations_arguments_and_roots_are_resolved() {
    let draft = draft(SHOP);
    let resolved = |of: &str| -> Vec<String> {
        let object = draft.graph.as_ref().unwrap().objects.iter().find(|it| it.name == of).unwrap();
        object.fields.iter().filter(|it| it.resolved.is_some()).map(|it| it.name.clone()).collect()
    };
    assert_eq!(resolved("Query"), ["orders"]);
    assert_eq!(resolved("Order"), ["customer", "seller", "lines", "total", "note", "holder"]);
    assert_eq!(resolved("Address"), [""; 0], "it is told from no other address");
    assert_eq!(resolved("Country"), [""; 0]);
    let order = field(&draft, "Mutation", "pay").resolved.as_ref().unwrap();
    assert!(order.nullable && &*order.answer.key == "graphql:Order" && order.args[0].presence == Presence::Required);
}

#[test]
fn what_a_relation_leads_to_is_at_hand() {
    let draft = draft(SHOP);
    // `seller_id` is there, `holder` is an interface, and a line's order is told from others by a text.
    assert_eq!(names(&draft, "Order"), ["id", "number", "customerId", "seller_id", "address"]);
    assert_eq!(names(&draft, "Line"), ["id", "orderId", "amount"]);
    assert_eq!(names(&draft, "Person"), ["name"]);
    let keys: Vec<(&str, Presence)> = fields(&draft, "Order").iter().map(|it| (&*it.ty.key, it.presence)).collect();
    assert_eq!(keys[2], ("graphql:ID", Presence::Required));
    let order = draft.graph.as_ref().unwrap().objects.iter().find(|it| it.name == "Order").unwrap();
    assert!(order.fields.iter().all(|it| it.name != "customerId"), "GraphQL does not show it");
}

#[test]
fn roots_have_nothing_unless_they_are_answers() {
    let draft = draft(
        "type Query implements Node { id: ID! me: Query! node: Node m: Int } type Mutation { a: Int } interface Node { id: ID! }",
    );
    assert_eq!(fields(&draft, "Query").len(), 0);
    assert!(!draft.types.contains_key("graphql:Mutation"));
    let objects = &draft.graph.as_ref().unwrap().objects;
    let told: Vec<_> = objects.iter().map(|it| (it.root, it.ty.is_some())).collect();
    assert_eq!(told, [(Some(GraphRoot::Query), true), (Some(GraphRoot::Mutation), false)]);
}

#[test]
fn a_schema_may_name_its_roots() {
    let draft = draft(
        "\"\"\"\nA shop.\nBig.\n\"\"\"\nschema { query: Q subscription: S } type Q { a: Int } type S { b: Int } type Mutation { c: Int }",
    );
    let roots: Vec<_> = draft.graph.as_ref().unwrap().objects.iter().map(|it| it.root).collect();
    assert_eq!(roots, [Some(GraphRoot::Query), Some(GraphRoot::Subscription), None]);
    assert_eq!((draft.info.title.as_str(), draft.info.version.as_str()), ("Part0", "1.0.0"));
    assert!(draft.graph.unwrap().sdl.starts_with("\"\"\"\nA shop.\nBig.\n\"\"\"\nschema {\n  query: Q\n"));
}

#[test]
fn who_asks_is_asked_where_the_schema_says_so() {
    let draft = draft(SHOP);
    assert!(field(&draft, "Customer", "orders").guarded && field(&draft, "Customer", "email").guarded);
    assert!(!field(&draft, "Customer", "name").guarded);
    assert!(field(&draft, "Country", "code").guarded, "of its type");
}

#[test]
fn what_would_contain_itself_without_end_is_resolved() {
    let draft = draft(
        "type Query { a: A } type A { b: B! n: Int } type B { u: U! c: C! } union U = A type C { b: B d: [A!]! }
         type Into { a: A! } type Free { v: V! } union V = Free | End type End { x: Int }",
    );
    let resolved = |of: &str, name: &str| field(&draft, of, name).resolved.is_some();
    assert!(resolved("A", "b") && resolved("B", "u"));
    // What may be null, is a list, leads into the circle from outside, or has a way out is as it was.
    for (of, name) in [("B", "c"), ("C", "b"), ("C", "d"), ("Into", "a"), ("Free", "v"), ("A", "n")] {
        assert!(!resolved(of, name), "{of}.{name}");
    }
}

#[test]
fn what_is_served_is_in_the_order_written_with_its_extensions() {
    let draft = draft(
        "extend type Query { b: B }\nscalar B\ndirective @d on OBJECT\ntype Query @d { a: Int }\nextend scalar B @tag(name: \"x\")",
    );
    let sdl = draft.graph.unwrap().sdl;
    let at = |it: &str| sdl.find(it).unwrap_or_else(|| panic!("{it}: {sdl}"));
    assert!(
        at("scalar B @tag") < at("directive @d on OBJECT")
            && at("directive @d") < at("type Query @d {\n  a: Int\n  b: B\n}")
    );
    assert!(at("type Query") < at("directive @tag"), "known ones come last");
    assert!(!sdl.contains("extend ") && !sdl.contains("@key"));
}
