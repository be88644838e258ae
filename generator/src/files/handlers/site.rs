//! Where in a file of the user's a trait is implemented: found in the syntax tree, said in places of the text.

use super::imports::Use;
use std::collections::BTreeSet;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A file of the user's, as far as traits are implemented in it.
#[derive(Debug, Default)]
pub(super) struct Sites {
    /// Every `impl` of the trait, wherever it stands: in a module, a function, behind a `#[cfg]`.
    pub(super) impls: Vec<Site>,
    /// The lines of macros that have one in them, where nothing can be added.
    pub(super) hidden: Vec<usize>,
    /// What the file imports.
    pub(super) uses: Vec<Use>,
}

/// One `impl`.
#[derive(Debug)]
pub(super) struct Site {
    /// Where its closing brace is, in bytes.
    pub(super) close: usize,
    /// Whether nothing stands in it.
    pub(super) is_empty: bool,
    /// How far its line is indented.
    pub(super) indent: String,
    /// Its methods, in order.
    pub(super) methods: Vec<Method>,
    /// Words in macros that stand among its items: methods may be made by them.
    pub(super) words: BTreeSet<String>,
}

/// A method that is there.
#[derive(Debug)]
pub(super) struct Method {
    pub(super) name: String,
    /// The line it begins in, from 1.
    pub(super) line: usize,
    /// Where it is, from its first attribute to its closing brace, in bytes.
    pub(super) range: Range<usize>,
}

impl Method {
    /// Its name, and where it is.
    pub(super) fn place(&self) -> (String, Range<usize>) {
        (self.name.clone(), self.range.clone())
    }
}

/// Why a file cannot be looked into.
#[derive(Debug)]
pub(super) struct Unparsed {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) why: String,
}

impl Sites {
    /// Every implementation of a trait in a text.
    pub(super) fn of(text: &str, trait_name: &str) -> Result<Self, Unparsed> {
        let mut found = Visitor { text, skipped: preamble(text), trait_name, sites: Self::default() };
        let Some(code) = text.get(found.skipped..) else { return Ok(found.sites) };
        let file = syn::parse_str::<syn::File>(code).map_err(|error| {
            let at = error.span().start();
            Unparsed { line: at.line, column: at.column + 1, why: error.to_string() }
        })?;
        found.visit_file(&file);
        let uses = file.items.iter().filter_map(|it| if let syn::Item::Use(it) = it { Some(it) } else { None });
        found.sites.uses = uses.filter_map(|it| Use::of(it, found.skipped)).collect();
        Ok(found.sites)
    }
}

/// How many bytes stand before the code: a byte order mark. What positions are told of begins behind it.
fn preamble(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

struct Visitor<'a> {
    text: &'a str,
    skipped: usize,
    trait_name: &'a str,
    sites: Sites,
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_impl(&mut self, it: &'ast syn::ItemImpl) {
        let implemented = it.trait_.as_ref().and_then(|(path, _)| path.segments.last());
        if implemented.is_some_and(|it| it.ident == self.trait_name) {
            let site = self.site(it);
            self.sites.impls.push(site);
        }
        visit::visit_item_impl(self, it);
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        let text = it.tokens.to_string();
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_named = |it: &str| it.rsplit("::").next() == Some(self.trait_name);
        if words.windows(2).any(|it| is_named(it[0]) && it[1] == "for") {
            self.sites.hidden.push(it.span().start().line);
        }
    }
}

impl Visitor<'_> {
    fn site(&self, it: &syn::ItemImpl) -> Site {
        let begin = self.skipped + it.span().byte_range().start;
        let line = self.text[..begin].rfind('\n').map_or(0, |it| it + 1);
        let lead = self.text[line..begin].chars();
        let mut site = Site {
            close: self.skipped + it.brace_token.span.close().byte_range().start,
            is_empty: it.items.is_empty(),
            indent: lead.take_while(|it| it.is_whitespace()).collect(),
            methods: Vec::new(),
            words: BTreeSet::new(),
        };
        for item in &it.items {
            match item {
                syn::ImplItem::Fn(it) => site.methods.push(Method {
                    name: it.sig.ident.to_string(),
                    line: it.sig.ident.span().start().line,
                    range: self.range(it.span().byte_range()),
                }),
                syn::ImplItem::Macro(it) => site.words.extend(words(&it.mac.tokens.to_string())),
                _ => {}
            }
        }
        site
    }

    fn range(&self, it: Range<usize>) -> Range<usize> {
        it.start + self.skipped..it.end + self.skipped
    }
}

fn words(tokens: &str) -> impl Iterator<Item = String> {
    tokens.split(|it: char| !it.is_alphanumeric() && it != '_' && it != '#').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impl_is_found_wherever_it_stands() {
        let text = "\u{feff}// ä\r\nmod a {\r\n    #[cfg(x)]\r\n    impl crate::api::PetsApi for App { /* { */ fn é(&self) {} }\r\n}\n\
            #[cfg(not(x))] impl<T> PetsApi for Of<T> where T: A { const A: u8 = 1; all!(get_pet, put); }\n\
            fn main() { impl PetsApi for Here {} }\nmac! { impl PetsApi for There {} }\nimpl Other for App {}\n";
        let found = Sites::of(text, "PetsApi").unwrap();
        assert_eq!(found.impls.len(), 3, "{found:?}");
        assert_eq!(found.hidden, [8]);
        for site in &found.impls {
            assert_eq!(&text[site.close..=site.close], "}");
        }
        let first = &found.impls[0];
        assert_eq!(&text[first.methods[0].range.clone()], "fn é(&self) {}");
        assert_eq!((first.indent.as_str(), first.methods[0].line), ("    ", 4));
        assert!(found.impls[1].words.contains("get_pet") && !found.impls[1].is_empty);
        assert!(found.impls[2].is_empty);
    }

    #[test]
    fn what_cannot_be_parsed_is_told_with_its_place() {
        let wrong = Sites::of("fn a() {}\nimpl {", "PetsApi").unwrap_err();
        assert_eq!(wrong.line, 2);
    }
}
