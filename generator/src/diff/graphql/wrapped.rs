//! Types with their `!` and `[]`: which values they let pass beside others.

use apollo_compiler::ast::Type;

/// Whether each value of `one` is one of `other`, if those of their names are (GraphQL §3.6.1, `IsValidImplementationFieldType`).
pub(super) fn is_within(one: &Type, other: &Type, named: fn(&str, &str) -> bool) -> bool {
    use Type::{List, Named, NonNullList, NonNullNamed};
    match (one, other) {
        (NonNullNamed(one), Named(other) | NonNullNamed(other)) | (Named(one), Named(other)) => named(one, other),
        (NonNullList(one), List(other) | NonNullList(other)) | (List(one), List(other)) => is_within(one, other, named),
        _ => false,
    }
}

/// The very same name.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other
}

/// The same name, or one whose values are written in JSON as those of the other are.
pub(super) fn alike(one: &str, other: &str) -> bool {
    same(one, other) || [("Int", "Float"), ("ID", "String"), ("String", "ID")].contains(&(one, other))
}
