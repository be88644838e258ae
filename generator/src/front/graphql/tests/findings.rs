//! Places and words of what is refused. Which schemas are refused, and by which rules, is told by `tests/graphql/rules.txt`.

use super::lowered;
use zephyrix_ir::{Code, Severity};

#[test]
fn places_are_the_words_that_are_wrong() {
    for (text, at, label) in [
        ("type Query { a: Missing }", "Missing", "there is no type `Missing`"),
        ("type Query { a: Pett } type Pet { a: Int }", "Pett", "there is no type `Pett`"),
        ("\"A b.\"\ntype B\ntype Query { b: B }", "B", "`B` has no fields"),
        ("type Query { a: Int }\n\"\"\"a \\\"\"\" Empty\"\"\"\nenum Empty", "Empty", "`Empty` has no enum values"),
        (
            "interface N { \"n\" a: Int }\n\"type T\" type T implements N { b: Int } type Query { t: T }",
            "T",
            "missing field `a`",
        ),
        ("type Query { a: Int @gone }", "gone", "there is no directive `@gone`"),
        ("type Query { a(x: Int = 1.5): Int }", "1.5", "expected value of type Int"),
        (
            "schema { query: Q mutation: Q } type Q { a: Int }",
            "Q",
            "must not be used for multiple root operation types",
        ),
        ("type Query { a: Int @tag(name) }", ")", "expected a colon"),
    ] {
        let (draft, log, sources) = lowered(&[text]);
        let found = &log.all()[0];
        assert_eq!(sources.text(found.span.unwrap()), at, "{text}: {found:?}");
        assert!(found.message.contains(label), "{text}: {found:?}");
        assert!(draft.graph.is_none() && found.severity == Severity::Error);
    }
}

#[test]
fn of_what_is_defined_twice_the_first_is_shown_too() {
    let (_, log, sources) = lowered(&["type Query { a: Int }\nenum E { A }", "\"again\" enum E { B }"]);
    let found = &log.all()[0];
    assert_eq!(
        (found.code, sources.get(found.span.unwrap().source).path.as_str()),
        (Code::GRAPHQL_DUPLICATE, "part1.graphql")
    );
    assert_eq!(sources.get(found.related[0].span.source).path, "part0.graphql");
    assert_eq!(sources.text(found.related[0].span), "E");
}

#[test]
fn a_field_that_is_defined_twice_is_passed_over() {
    let (draft, log, _) = lowered(&["type Query { a: Int b: B } type B { c: Int c: String }"]);
    assert_eq!((log.all().len(), log.all()[0].severity), (1, Severity::Warning));
    let sdl = draft.graph.unwrap().sdl;
    assert!(sdl.contains("c: Int") && !sdl.contains("c: String"), "{sdl}");
}

#[test]
fn misspelt_names_are_guessed() {
    let (_, log, _) = lowered(&["type Query { a: Custommer b: Int @deprecatd } type Customer { a: Int }"]);
    let helps: Vec<&str> = log.all().iter().filter_map(|it| it.help.as_deref()).collect();
    assert_eq!(helps, ["did you mean `Customer`?", "did you mean `deprecated`?"]);
}

#[test]
fn of_a_text_that_cannot_be_read_one_place_is_told() {
    let (_, log, _) = lowered(&["type Query { a: }\ntype { b }", "type A { b: B c c }", "type Good { a: Missing }"]);
    let codes: Vec<_> = log.all().iter().map(|it| (it.code, it.span.unwrap().source.0)).collect();
    assert_eq!(codes, [(Code::GRAPHQL_SYNTAX, 0), (Code::GRAPHQL_SYNTAX, 1)]);
}

#[test]
fn hostile_texts_cost_little() {
    let deep = "[".repeat(200_000);
    for text in [
        format!("type Query {{ a: {deep}"),
        format!("type Query {{ a(x: Int = {deep}"),
        format!("type Query @a(b: {}", "{a:".repeat(200_000)),
        "type Query { a: Int }\n\"\"\"".to_owned() + &"\"".repeat(100_001),
        "\"".repeat(100_001),
        "type".to_owned() + &" #\r".repeat(100_000),
    ] {
        let (_, log, _) = lowered(&[&text]);
        assert!(log.has_errors());
    }
}
