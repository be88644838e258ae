//! Who may ask for a field: whoever might must still be let in.

use crate::diff::{Breaks, Finding};
use crate::front::graphql::guarded::{Scopes, of_field};
use crate::front::graphql::read::Read;
use apollo_compiler::ast::FieldDefinition;
use apollo_compiler::schema::ExtendedType;
use zephyrix_ir::Code;

/// A field of a type of a version.
type At<'s> = (&'s Read, &'s ExtendedType, &'s FieldDefinition);

pub(super) fn compare(path: &str, was: At<'_>, is: At<'_>) -> Option<Finding> {
    let (before, now) = (asked(was), asked(is));
    if !all_of(&before, &now) {
        let message = format!("`{path}` asks for more of who calls");
        Some(Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, message))
    } else if !all_of(&now, &before) {
        Some(Finding::harmless(Code::SOMETHING_NEW, format!("`{path}` asks for less of who calls")))
    } else {
        None
    }
}

fn asked((read, of, field): At<'_>) -> Vec<Scopes> {
    of.as_object().map_or_else(Vec::new, |it| of_field(&read.schema, it, field))
}

/// Whether whoever has all that is `held` has all that is `asked`.
fn all_of(held: &[Scopes], asked: &[Scopes]) -> bool {
    let implies = |held: &Scopes, asked: &Scopes| {
        held.iter().all(|has| asked.iter().any(|needs| needs.iter().all(|it| has.contains(it))))
    };
    asked.iter().all(|asked| held.iter().any(|held| implies(held, asked)))
}
