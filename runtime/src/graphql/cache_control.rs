//! For how long an answer holds: `@cacheControl`, by the rules of Apollo Server.
//!
//! A field holds as long as is said on it, else on the type that it answers. Else it is 0 for a field of the root and one
//! that answers objects, unless `inheritMaxAge` is said; and as long as what is around it for any other. The whole holds
//! as long as the field that holds the shortest. A field of an interface counts by whichever object is strictest.

use super::catalog::{Catalog, Inner};
use super::request::CacheHint;
use super::walk;
use apollo_compiler::ExecutableDocument;
use apollo_compiler::ast::{DirectiveList, FieldDefinition};
use apollo_compiler::executable::{Operation, Selection};

/// What is said in one place.
#[derive(Clone, Copy, Default)]
struct Said {
    max_age: Option<u32>,
    is_private: bool,
    inherits: bool,
}

/// For how long the answer to an operation holds; nothing where that is not at all.
pub(super) fn hint(catalog: &Catalog, document: &ExecutableDocument, operation: &Operation) -> Option<CacheHint> {
    if !operation.is_query() || !catalog.schema.directive_definitions.contains_key("cacheControl") {
        return None;
    }
    let mut whole = CacheHint { max_age: u32::MAX, private: false };
    walk::selections(document, &operation.selection_set, |of, selection| {
        let Selection::Field(field) = selection else { return };
        for object in catalog.possible(of) {
            let Some(known) = catalog.objects[object].fields.get(&field.name) else { continue };
            let said = said(catalog, &known.definition);
            let is_shortest = catalog.objects[object].name == *operation.object_type() || !is_leaf(&known.shape.inner);
            let max_age = said.max_age.or_else(|| (is_shortest && !said.inherits).then_some(0));
            whole.max_age = whole.max_age.min(max_age.unwrap_or(u32::MAX));
            whole.private |= said.is_private;
        }
    });
    (1..u32::MAX).contains(&whole.max_age).then_some(whole)
}

fn is_leaf(inner: &Inner) -> bool {
    match inner {
        Inner::List(item) => is_leaf(&item.inner),
        Inner::Leaf(_) => true,
        Inner::Object(_) => false,
    }
}

/// What is said of a field: on it, and on the type that it answers where it says nothing itself.
fn said(catalog: &Catalog, field: &FieldDefinition) -> Said {
    let own = read(&field.directives);
    let ty = catalog.schema.types.get(field.ty.inner_named_type()).map(|it| read(it.directives())).unwrap_or_default();
    Said {
        max_age: own.max_age.or(if own.inherits { None } else { ty.max_age }),
        is_private: own.is_private || ty.is_private,
        inherits: own.inherits || (own.max_age.is_none() && ty.inherits),
    }
}

fn read(directives: &DirectiveList) -> Said {
    let Some(directive) = directives.get("cacheControl") else { return Said::default() };
    let value = |name| directive.specified_argument_by_name(name);
    let max_age = value("maxAge").and_then(|it| it.to_i32()).map(|it| u32::try_from(it).unwrap_or_default());
    let is_private = value("scope").and_then(|it| it.as_enum()).is_some_and(|it| it == "PRIVATE");
    Said { max_age, is_private, inherits: value("inheritMaxAge").and_then(|it| it.to_bool()).unwrap_or_default() }
}
