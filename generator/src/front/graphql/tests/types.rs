//! Named types, lists and scalars.

use super::{draft, fields, lowered, names, shape};
use zephyrix_ir::vocabulary::{Number, Presence, Scalar, Shape, UnionBy, Value};

#[test]
fn presence_is_what_the_bang_says() {
    let draft = draft(
        "type Query { q(a: Int!, b: Int, c: Int! = 3, d: Int = 4): Out }
         type Out { a: Int! b: Int c: [Int!]! d: [Int] }",
    );
    let presence = |it: &zephyrix_ir::vocabulary::Field<_>| it.presence;
    let out: Vec<Presence> = fields(&draft, "Out").iter().map(presence).collect();
    assert_eq!(out, [Presence::Required, Presence::Nullable, Presence::Required, Presence::Nullable]);
    let args = &super::field(&draft, "Query", "q").resolved.as_ref().unwrap().args;
    let given: Vec<Presence> = args.iter().map(presence).collect();
    assert_eq!(given, [Presence::Required, Presence::OptionalNullable, Presence::Optional, Presence::OptionalNullable]);
    assert_eq!(args[2].default, Some(Value::Number(Number::from(3))));
    let keys: Vec<&str> = fields(&draft, "Out").iter().map(|it| &*it.ty.key).collect();
    assert_eq!(keys, ["graphql:Int", "graphql:Int", "[graphql:Int]", "[graphql:Int?]"]);
}

#[test]
fn defaults_are_coerced_to_their_types() {
    let draft = draft(
        "type Query { q(a: [ID!] = 3, b: In = { e: X, f: [1.5e2, 2], g: { h: \"x\" } }, c: Any = { d: [Y, null, true] }): Int }
         input In { e: E f: [Float] g: In h: String } enum E { X } scalar Any",
    );
    let args = &super::field(&draft, "Query", "q").resolved.as_ref().unwrap().args;
    let json = |at: usize| format!("{:?}", args[at].default.as_ref().unwrap());
    assert_eq!(args[0].default, Some(Value::List(vec![Value::Text("3".to_owned())])));
    let text = json(1);
    assert!(
        text.contains(r#""e": Text("X")"#) && text.contains("1.5e2") && text.contains(r#""h": Text("x")"#),
        "{text}"
    );
    assert!(json(2).contains(r#"List([Text("Y"), Null, Bool(true)])"#), "{}", json(2));
}

#[test]
fn scalars_are_known_by_name_or_by_where_they_are_specified() {
    let draft = draft(
        "type Query { a: Int } scalar DateTime scalar UUID scalar Long scalar URL scalar JSON scalar Other
         scalar Code @specifiedBy(url: \"https://tools.ietf.org/html/rfc4122\")",
    );
    let is = |name: &str, it: Scalar| assert_eq!(*shape(&draft, name), Shape::Scalar(it), "{name}");
    is("DateTime", Scalar::DateTime);
    is("UUID", Scalar::Uuid);
    is("Long", Scalar::Int64);
    is("URL", Scalar::Text);
    is("Code", Scalar::Uuid);
    assert_eq!((shape(&draft, "JSON"), shape(&draft, "Other")), (&Shape::Any, &Shape::Any));
}

#[test]
fn interfaces_and_unions_are_the_objects_that_they_may_be() {
    let draft = draft(
        "type Query { a: N, b: U } interface N { id: ID! } interface Alone { a: Int }
         type B implements N { id: ID! } type A implements N { id: ID! } union U = A | C type C { a: Int }",
    );
    let tags = |name: &str| match shape(&draft, name) {
        Shape::Union { variants, by: UnionBy::Tag(tag) } if tag.field == "__typename" => {
            variants.iter().flat_map(|it| it.tags.clone()).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!((tags("N"), tags("U")), (vec!["B".to_owned(), "A".to_owned()], vec!["A".to_owned(), "C".to_owned()]));
    assert_eq!(*shape(&draft, "Alone"), Shape::Any);
}

#[test]
fn one_of_is_given_and_not_null() {
    let draft = draft("type Query { q(by: By!): Int } input By @oneOf { a: Int b: String }");
    assert!(fields(&draft, "By").iter().all(|it| it.presence == Presence::Optional));
}

#[test]
fn enums_docs_and_deprecation_are_kept() {
    let draft = draft(
        "type Query { q(a: Int @deprecated): E }\n\"\"\"\n  Says\n  much.\n\"\"\"\nenum E { \"first\" A B @deprecated }
         type T { \"of t\" a: Int @deprecated(reason: \"no\") }",
    );
    let e = &draft.types["graphql:E"];
    assert_eq!(e.docs.description.as_deref(), Some("Says\nmuch."));
    let Shape::Enum { values, open: false } = shape(&draft, "E") else { panic!() };
    assert_eq!(values[0].docs.first_line(), Some("first"));
    let field = &fields(&draft, "T")[0];
    assert!(field.deprecated && field.docs.first_line() == Some("of t"));
    assert!(super::field(&draft, "Query", "q").resolved.as_ref().unwrap().args[0].deprecated);
}

#[test]
fn several_sources_are_one_schema() {
    let (draft, log, sources) = lowered(&[
        "extend type Query { b: B }",
        "type Query { a: Int }",
        "type B { c: C }",
        "type C { d: Int e: Missing }",
    ]);
    assert_eq!(log.all().len(), 1);
    let span = log.all()[0].span.unwrap();
    assert_eq!((sources.get(span.source).path.as_str(), sources.text(span)), ("part3.graphql", "Missing"));
    assert!(draft.graph.is_none());
    let (draft, log, sources) = lowered(&["extend type Query { b: B }", "type Query { a: Int }", "type B { c: Int }"]);
    assert!(log.all().is_empty());
    assert_eq!(names(&draft, "B"), ["c"]);
    let span = super::field(&draft, "Query", "b").span;
    assert_eq!((sources.get(span.source).path.as_str(), sources.text(span)), ("part0.graphql", "b"));
    assert_eq!(&*draft.types["graphql:B"].origin, "part2.graphql#B");
}
