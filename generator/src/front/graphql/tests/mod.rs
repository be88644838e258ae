//! What schemas become.

mod documents;
mod findings;
mod graph;
mod types;

use super::{GraphQl, known, words};
use crate::front::Frontend as _;
use crate::source::{NoLoader, Source, Sources};
use zephyrix_ir::vocabulary::{Field, GraphField, Shape};
use zephyrix_ir::{Diagnostics, Draft, DraftShape, Ref};

/// What a text becomes, and what there is to say of it.
fn lowered(texts: &[&str]) -> (Draft, Diagnostics, Sources) {
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    for (at, text) in texts.iter().enumerate() {
        sources.add(Source { path: format!("part{at}.graphql"), text: (*text).to_owned() });
    }
    let draft = crate::draft(&mut sources, &NoLoader, &mut log);
    (draft, log, sources)
}

/// The same of a text of which there is nothing to say.
fn draft(text: &str) -> Draft {
    let (draft, log, _) = lowered(&[text]);
    assert!(log.all().is_empty(), "{:?}", log.all());
    draft
}

/// The shape of a type.
fn shape<'a>(draft: &'a Draft, key: &str) -> &'a Shape<Ref> {
    match &draft.types[format!("graphql:{key}").as_str()].shape {
        DraftShape::Known(it) => it,
        other => panic!("{key}: {other:?}"),
    }
}

/// The fields of a record.
fn fields<'a>(draft: &'a Draft, name: &str) -> &'a [Field<Ref>] {
    match shape(draft, name) {
        Shape::Record { fields, .. } => fields,
        other => panic!("{name}: {other:?}"),
    }
}

/// Their names.
fn names<'a>(draft: &'a Draft, name: &str) -> Vec<&'a str> {
    fields(draft, name).iter().map(|it| it.name.as_str()).collect()
}

/// A field of an object.
fn field<'a>(draft: &'a Draft, of: &str, name: &str) -> &'a GraphField<Ref> {
    let object = draft.graph.as_ref().unwrap().objects.iter().find(|it| it.name == of).unwrap();
    object.fields.iter().find(|it| it.name == name).unwrap()
}

#[test]
fn schemas_are_told_from_operations_by_their_first_word() {
    let claims = |path: &str, text: &str| GraphQl.claims(path, text) && !words::is_executable(text);
    assert!(
        claims("a.graphql", "# query\n\"query\" type Query { a: Int }")
            && claims("b/a.GQL", "")
            && claims("a.graphqls", "")
    );
    for text in [
        "query A { a }",
        "  # a\n , {a}",
        "\u{feff}mutation { a }",
        "fragment A on B { a }",
        "subscription($a: Int) { a }",
    ] {
        assert!(GraphQl.claims("a.graphql", text) && !claims("a.graphql", text), "{text}");
    }
    for (text, is) in [
        ("type A { a: Int }", true),
        ("\"a\" # b\nextend schema @c", true),
        ("schema{a:B}", true),
        ("type: object", false),
        ("typed A", false),
        ("{a}", false),
    ] {
        assert_eq!(claims("folder.d/a", text), is, "{text}");
    }
    assert!(claims("a.graphql", "queryable") && !claims("a.txt", "type Query { a: Int }"));
}

#[test]
fn what_is_known_is_valid() {
    let (_, log, _) = lowered(&[known::TEXT, "type Query { a: Int }"]);
    assert!(log.all().is_empty(), "{:?}", log.all());
}
