//! What names mean in a file: which are defined there, or brought in from elsewhere, and are none of ours.

use std::collections::HashSet;
use syn::visit::{self, Visit};
use syn::{Item, UseTree};

/// Names that a file gives to things of its own, or of other crates.
pub(super) fn foreign(file: &syn::File) -> HashSet<String> {
    let mut found = Foreign(HashSet::new());
    found.visit_file(file);
    found.0
}

struct Foreign(HashSet<String>);

impl<'ast> Visit<'ast> for Foreign {
    fn visit_item(&mut self, it: &'ast Item) {
        let name = match it {
            Item::Struct(it) => Some(&it.ident),
            Item::Enum(it) => Some(&it.ident),
            Item::Union(it) => Some(&it.ident),
            Item::Type(it) => Some(&it.ident),
            Item::Trait(it) => Some(&it.ident),
            Item::TraitAlias(it) => Some(&it.ident),
            Item::Const(it) => Some(&it.ident),
            Item::Static(it) => Some(&it.ident),
            _ => None,
        };
        self.0.extend(name.map(ToString::to_string));
        visit::visit_item(self, it);
    }

    fn visit_item_use(&mut self, it: &'ast syn::ItemUse) {
        self.brought(&it.tree, false);
    }

    fn visit_type_param(&mut self, it: &'ast syn::TypeParam) {
        self.0.insert(it.ident.to_string());
        visit::visit_type_param(self, it);
    }
}

impl Foreign {
    /// What a `use` line brings in that is not generated.
    fn brought(&mut self, tree: &UseTree, ours: bool) {
        match tree {
            UseTree::Path(it) => self.brought(&it.tree, ours || is_ours(&it.ident.to_string())),
            UseTree::Group(it) => it.items.iter().for_each(|it| self.brought(it, ours)),
            UseTree::Name(it) if !ours => {
                self.0.insert(it.ident.to_string());
            }
            UseTree::Rename(it) => {
                self.0.insert(it.rename.to_string());
                if !ours {
                    self.0.insert(it.ident.to_string());
                }
            }
            _ => {}
        }
    }
}

/// Whether what is below a module of this name is generated, as files of the user's name it.
pub(super) fn is_ours(module: &str) -> bool {
    ["generated", "models", "api", "graphql", "store", "routes", "messages", "super"].contains(&module)
}
