//! Places that only the grammar tells: names of methods, of modules, and of fields where a record is made or taken apart.

use super::{Pair, Renames};
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{ImplItem, Member};

/// A change of a text: what goes, what comes, and the names to tell people.
pub(super) struct Edit {
    pub(super) at: Range<usize>,
    pub(super) text: String,
    pub(super) told: Pair,
}

/// Every change that the grammar tells.
pub(super) fn edits(file: &syn::File, renames: &Renames, declared: &[Pair]) -> Vec<Edit> {
    let mut found = Found { renames, declared, edits: Vec::new() };
    found.visit_file(file);
    found.edits
}

/// Methods that a file's impls are to call otherwise.
pub(super) fn methods<'r>(file: &syn::File, renames: &'r Renames) -> Vec<&'r Pair> {
    let impls = file.items.iter().filter_map(|it| match it {
        syn::Item::Impl(it) => Some(it),
        _ => None,
    });
    impls.flat_map(|it| of_impl(it, renames)).collect()
}

struct Found<'r> {
    renames: &'r Renames,
    declared: &'r [Pair],
    edits: Vec<Edit>,
}

fn said(ident: &syn::Ident) -> String {
    ident.to_string()
}

/// Whether a type is one, by either of its names.
fn is_of(it: &Pair, name: &str) -> bool {
    it.old == name || it.new == name
}

/// The methods of an impl that are to be called otherwise: it has the old one, and not the new one.
fn of_impl<'r>(it: &syn::ItemImpl, renames: &'r Renames) -> Vec<&'r Pair> {
    let Some(trait_name) = it.trait_.as_ref().and_then(|(path, _)| path.segments.last()) else { return Vec::new() };
    let trait_name = said(&trait_name.ident);
    let has = |name: &str| it.items.iter().any(|it| matches!(it, ImplItem::Fn(it) if it.sig.ident == name));
    let ours = renames.methods.iter().filter(|(of, _)| is_of(of, &trait_name)).map(|(_, method)| method);
    ours.filter(|it| has(&it.old) && !has(&it.new)).collect()
}

impl Found<'_> {
    fn push(&mut self, at: Range<usize>, text: String, told: &Pair) {
        self.edits.push(Edit { at, text, told: told.clone() });
    }

    /// The renamed fields of the record that a path ends with.
    fn fields(&self, path: &syn::Path) -> Vec<Pair> {
        let Some(last) = path.segments.last().map(|it| said(&it.ident)) else { return Vec::new() };
        let of = self.renames.members.iter().filter(|(of, _)| is_of(of, &last));
        of.map(|(_, member)| member.clone()).collect()
    }
}

impl<'ast> Visit<'ast> for Found<'_> {
    fn visit_item_impl(&mut self, it: &'ast syn::ItemImpl) {
        for method in of_impl(it, self.renames) {
            let named = it.items.iter().filter_map(|it| match it {
                ImplItem::Fn(it) if it.sig.ident == method.old.as_str() => Some(it.sig.ident.span().byte_range()),
                _ => None,
            });
            for at in named {
                self.push(at, method.new.clone(), method);
            }
        }
        visit::visit_item_impl(self, it);
    }

    fn visit_item_mod(&mut self, it: &'ast syn::ItemMod) {
        if it.content.is_none()
            && let Some(pair) = self.declared.iter().find(|pair| it.ident == pair.old.as_str()).cloned()
        {
            self.push(it.ident.span().byte_range(), pair.new.clone(), &pair);
        }
        visit::visit_item_mod(self, it);
    }

    fn visit_expr_struct(&mut self, it: &'ast syn::ExprStruct) {
        for pair in self.fields(&it.path) {
            let named = |name: &str| it.fields.iter().find(|it| is_member(&it.member, name));
            if let (Some(field), None) = (named(&pair.old), named(&pair.new)) {
                let text =
                    if field.colon_token.is_some() { pair.new.clone() } else { format!("{}: {}", pair.new, pair.old) };
                self.push(field.member.span().byte_range(), text, &pair);
            }
        }
        visit::visit_expr_struct(self, it);
    }

    fn visit_pat_struct(&mut self, it: &'ast syn::PatStruct) {
        for pair in self.fields(&it.path) {
            let named = |name: &str| it.fields.iter().find(|it| is_member(&it.member, name));
            if let (Some(field), None) = (named(&pair.old), named(&pair.new)) {
                // What the pattern binds is called as before: what follows goes on to mean it.
                let (at, text) = if field.colon_token.is_some() {
                    (field.member.span().byte_range(), pair.new.clone())
                } else {
                    let at = field.pat.span().byte_range().start;
                    (at..at, format!("{}: ", pair.new))
                };
                self.push(at, text, &pair);
            }
        }
        visit::visit_pat_struct(self, it);
    }
}

fn is_member(it: &Member, name: &str) -> bool {
    matches!(it, Member::Named(it) if it == name)
}
