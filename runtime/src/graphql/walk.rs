//! Everything that an operation may come to, each fragment once.

use apollo_compiler::ExecutableDocument;
use apollo_compiler::Name;
use apollo_compiler::collections::HashSet;
use apollo_compiler::executable::{Selection, SelectionSet};

/// Visits every selection with the type that it is made of. Linear in the document, however fragments are spread.
pub(super) fn selections<'d>(
    document: &'d ExecutableDocument,
    set: &'d SelectionSet,
    mut visit: impl FnMut(&'d Name, &'d Selection),
) {
    let mut spread = HashSet::default();
    let mut open = vec![set];
    while let Some(set) = open.pop() {
        for selection in &set.selections {
            visit(&set.ty, selection);
            match selection {
                Selection::Field(it) => open.extend(&it.selection_set),
                Selection::InlineFragment(it) => open.push(&it.selection_set),
                Selection::FragmentSpread(it) => {
                    if spread.insert(&it.fragment_name) {
                        open.extend(document.fragments.get(&it.fragment_name).map(|it| &it.selection_set));
                    }
                }
            }
        }
    }
}
