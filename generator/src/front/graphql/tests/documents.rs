//! What operations of documents become.

use super::{fields, lowered, names, shape};
use zephyrix_ir::vocabulary::{GraphOperation, Presence, Shape};
use zephyrix_ir::{Draft, Ref};

const SCHEMA: &str = "type Query { pet(id: ID!, kind: Kind = CAT): Pet  any: [Animal]! }
    interface Animal { name: String! friend: Animal }
    type Cat implements Animal { name: String! friend: Cat! lives: Int! }
    type Dog implements Animal { name: String! friend: Animal }
    union Pet = Cat | Dog
    enum Kind { CAT DOG }";

fn operations(documents: &[&str]) -> (Draft, Vec<GraphOperation<Ref>>) {
    let (draft, log, _) = lowered(&[&[SCHEMA], documents].concat());
    assert!(log.all().is_empty(), "{:?}", log.all());
    let operations = draft.graph.as_ref().unwrap().operations.clone();
    (draft, operations)
}

fn presences(draft: &Draft, name: &str) -> Vec<Presence> {
    fields(draft, name).iter().map(|it| it.presence).collect()
}

#[test]
fn fields_are_merged_as_execution_merges_them() {
    let (draft, _) = operations(&[
        "query A { any { ...F name } any { friend { ... on Animal { other: name } } } }",
        "fragment F on Animal { friend { name } ...G } fragment G on Animal { friend { name } }",
    ]);
    assert_eq!(names(&draft, "operation:A.any"), ["friend", "name"]);
    assert_eq!(names(&draft, "operation:A.any.friend"), ["name", "other"]);
}

#[test]
fn what_depends_on_the_type_is_a_union_that_may_grow() {
    let (draft, all) = operations(&["query A { any { name ... on Cat { lives friend { name } } } }"]);
    let Shape::Union { variants, .. } = shape(&draft, "operation:A.any") else { panic!() };
    assert_eq!(variants.iter().map(|it| it.tags.join(" ")).collect::<Vec<_>>(), ["Cat", ""]);
    assert!(variants[1].otherwise);
    assert_eq!(names(&draft, "operation:A.any|Cat"), ["name", "lives", "friend"]);
    // A cat promises a friend, which an animal does not.
    assert_eq!(presences(&draft, "operation:A.any|Cat"), [Presence::Required; 3]);
    assert_eq!(names(&draft, "operation:A.any|Other"), ["__typename", "name"]);
    assert_eq!(all[0].text.matches("__typename").count(), 1, "{}", all[0].text);
}

#[test]
fn a_condition_that_all_meet_tells_nothing_apart() {
    let (draft, _) = operations(&["query A { any { ... on Animal { name } } pet(id: 1) { ... on Animal { name } } }"]);
    assert_eq!(names(&draft, "operation:A.any"), ["name"]);
    // All that there are today are animals, but nothing says that all will be.
    let Shape::Union { variants, .. } = shape(&draft, "operation:A.pet") else { panic!() };
    assert_eq!(variants.iter().map(|it| it.tags.join(" ")).collect::<Vec<_>>(), ["Cat Dog", ""]);
}

#[test]
fn what_variables_decide_on_may_be_absent() {
    let (draft, _) = operations(&[
        "query A($a: Boolean!) { any { name @include(if: $a) friend { name } ...F @skip(if: $a) } }",
        "fragment F on Animal { friend { again: name } called: name }",
    ]);
    assert_eq!(names(&draft, "operation:A.any"), ["name", "friend", "called"]);
    assert_eq!(presences(&draft, "operation:A.any"), [Presence::Optional, Presence::Nullable, Presence::Optional]);
    // The friend is there in either case, and only part of it is sure.
    assert_eq!(presences(&draft, "operation:A.any.friend"), [Presence::Required, Presence::Optional]);
}

#[test]
fn a_fragment_that_is_all_that_is_selected_is_a_type() {
    let (draft, all) = operations(&[
        "query A { any { ...F } } query B { any { friend { ...F } } }",
        "fragment F on Animal { ...G } fragment G on Animal { name }",
    ]);
    let key = |operation: &str| match shape(&draft, &format!("operation:{operation}")) {
        Shape::Record { fields, .. } => fields[0].ty.key.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(key("A"), "[graphql:fragment:G?]");
    assert_eq!(names(&draft, "fragment:G"), ["name"]);
    // Each sends the fragments that it needs, those of fragments among them.
    assert!(all.iter().all(|it| it.text.matches("fragment ").count() == 2 && it.text.matches("query").count() == 1));
}

#[test]
fn variables_with_defaults_may_be_left_out() {
    let (draft, all) = operations(&["query A($a: ID!, $b: ID! = 1, $c: Kind, $d: Kind = DOG)
        { a: pet(id: $a, kind: $c) { __typename } b: pet(id: $b, kind: $d) { __typename } }"]);
    let presences = presences(&draft, "operation:A:variables");
    assert_eq!(
        presences,
        [Presence::Required, Presence::Optional, Presence::OptionalNullable, Presence::OptionalNullable]
    );
    assert!(fields(&draft, "operation:A:variables").iter().all(|it| it.default.is_none()));
    assert_eq!(all[0].variables.as_ref().unwrap().key.as_ref(), "graphql:operation:A:variables");
}

#[test]
fn fragments_that_multiply_are_refused() {
    let fragment = |at: usize| {
        let twice = ["a", "b"].map(|it| format!("{it}: friend {{ name ...F{} }}", at + 1)).join(" ");
        format!("fragment F{at} on Animal {{ {twice} }}")
    };
    let mut text: Vec<String> = (0..30).map(fragment).collect();
    text.extend(["query A { any { ...F0 } }".to_owned(), "fragment F30 on Animal { name friend { name } }".to_owned()]);
    let text = format!("query B {{ any {{ name }} }} {}", text.join("\n"));
    let (_, log, _) = lowered(&[SCHEMA, &text]);
    assert!(log.all().iter().any(|it| it.code.id == "ZX0820" && it.message.contains("more than")), "{:?}", log.all());
}
