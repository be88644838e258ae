//! Versions of GraphQL.

use super::changes::{GRAPHQL, text};
use super::comparing::{between, compared};
use zephyrix_generator::Breaks;

#[test]
fn a_change_of_graphql_is_at_its_places() {
    let old = text(GRAPHQL.0);
    // What is told, and the texts that are there and were.
    for (from, to, message, is, was) in [
        ("  stock: Int\n", "", "`Good.stock` is gone", "Good", "stock"),
        ("after: String, ", "", "`Query.goods(after:)` is gone, and refused", "goods", "after"),
        (" | Voucher", "", "a `Found` is never a `Voucher`", "Found", "Voucher"),
        ("Shop | Voucher", "Shop | Voucher | Receipt", "a `Found` may be a `Receipt`", "Receipt", "Found"),
        (
            "  SOLD_OUT\n",
            "  SOLD_OUT\n  ORDERED\n",
            "`Status.ORDERED` is new, and may be answered",
            "ORDERED",
            "Status",
        ),
        ("for: Int = 60", "for: Int = 90", "`@cached(for:)` has another default", "for", "for"),
        ("  mutation: Mutation\n", "", "there are no mutations", "schema", "Mutation"),
    ] {
        let new = old.replacen(from, to, 1);
        let compared = compared(GRAPHQL.0, &old, &new, Breaks::Wire);
        let found = compared.log.all().iter().find(|it| it.message == message);
        let found = found.unwrap_or_else(|| panic!("{message}: {:?}", compared.log.all()));
        let at = |span| compared.sources.text(span).split_whitespace().next().unwrap_or_default();
        assert_eq!((at(found.span.unwrap()), at(found.related[0].span)), (is, was), "{message}");
    }
}

#[test]
fn a_schema_of_graphql_that_goes_or_comes_is_told() {
    let graph = text(GRAPHQL.0);
    let code = |old: (&str, &str), new: (&str, &str)| {
        let compared = between(old, new, Breaks::Wire);
        compared.log.all().iter().map(|it| (it.code.id, it.message.clone())).collect::<Vec<_>>()
    };
    let (table, schema) = (("a.sql", "CREATE TABLE books (id INTEGER PRIMARY KEY);\n"), ("a.graphql", graph.as_str()));
    let says = |all: Vec<(&str, String)>, code, what: &str| all.iter().any(|it| it.0 == code && it.1 == what);
    assert!(says(code(schema, table), "ZX0700", "the schema of GraphQL is gone"));
    assert!(says(code(table, schema), "ZX0712", "the schema of GraphQL is new"));
}
