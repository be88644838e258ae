//! The Rust of this repository as data: what ships, without its tests.

use crate::folder;
use proc_macro2::Span;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::spanned::Spanned;
use syn::visit::Visit;

/// One file of Rust.
#[derive(Debug)]
pub struct Code {
    /// Relative to the repository, `/` between folders.
    pub path: String,
    /// Its lines that ship: those of tests are left out.
    pub lines: Vec<String>,
    /// Every function that ships, with its number of lines.
    pub functions: Vec<(String, usize)>,
}

/// Every file under a folder of the repository that ships, in order.
pub fn under(name: &str) -> Vec<Code> {
    let root = folder::of_repository("");
    let paths: Vec<PathBuf> =
        folder::files(&folder::of_repository(name)).into_iter().filter(|it| is_rust(it)).collect();
    let read: Vec<(PathBuf, String, Parts)> = paths.into_iter().map(read).collect();
    let tests: BTreeSet<PathBuf> = read.iter().flat_map(|(.., parts)| parts.test_files.clone()).collect();
    let ships =
        |path: &Path| !path.ancestors().any(|it| tests.contains(it) || tests.contains(&it.with_extension("rs")));
    let shipped = read.into_iter().filter(|(path, ..)| ships(path));
    shipped.map(|(path, text, parts)| code(path.strip_prefix(&root).unwrap(), &text, parts)).collect()
}

fn code(path: &Path, text: &str, parts: Parts) -> Code {
    let ships = |number: &usize| !parts.tests.iter().any(|(first, last)| (*first..=*last).contains(number));
    let lines = (1..).zip(text.lines()).filter(|(number, _)| ships(number)).map(|(_, line)| line.to_owned());
    Code { path: path.to_str().unwrap().replace('\\', "/"), lines: lines.collect(), functions: parts.functions }
}

fn is_rust(path: &Path) -> bool {
    let below_tests = path.components().any(|it| it.as_os_str() == "tests");
    path.extension().is_some_and(|it| it == "rs") && !below_tests
}

fn read(path: PathBuf) -> (PathBuf, String, Parts) {
    let text = fs::read_to_string(&path).unwrap();
    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut parts = Parts { folder: of_modules(&path), ..Parts::default() };
    parts.visit_file(&file);
    (path, text, parts)
}

/// The folder in which a file's modules are.
fn of_modules(path: &Path) -> PathBuf {
    let root = ["mod.rs", "lib.rs", "main.rs"].iter().any(|it| path.ends_with(it));
    if root { path.parent().unwrap().to_owned() } else { path.with_extension("") }
}

/// What a file is made of.
#[derive(Debug, Default)]
struct Parts {
    folder: PathBuf,
    functions: Vec<(String, usize)>,
    /// Lines of items that are for tests only: first and last.
    tests: Vec<(usize, usize)>,
    /// Files of modules that are for tests only.
    test_files: Vec<PathBuf>,
}

impl Parts {
    fn function(&mut self, name: &syn::Ident, whole: Span) {
        self.functions.push((name.to_string(), whole.end().line - whole.start().line + 1));
    }
}

impl<'a> Visit<'a> for Parts {
    fn visit_item_mod(&mut self, it: &'a syn::ItemMod) {
        if !it.attrs.iter().any(is_test) {
            return syn::visit::visit_item_mod(self, it);
        }
        match it.content {
            Some(_) => self.tests.push((it.span().start().line, it.span().end().line)),
            None => self.test_files.push(self.folder.join(it.ident.to_string()).with_extension("rs")),
        }
    }

    fn visit_item_fn(&mut self, it: &'a syn::ItemFn) {
        self.function(&it.sig.ident, it.sig.fn_token.span.join(it.block.span()).unwrap_or_else(|| it.span()));
        syn::visit::visit_item_fn(self, it);
    }

    fn visit_impl_item_fn(&mut self, it: &'a syn::ImplItemFn) {
        self.function(&it.sig.ident, it.sig.fn_token.span.join(it.block.span()).unwrap_or_else(|| it.span()));
        syn::visit::visit_impl_item_fn(self, it);
    }
}

fn is_test(it: &syn::Attribute) -> bool {
    it.path().is_ident("cfg") && it.parse_args::<syn::Ident>().is_ok_and(|it| it == "test")
}
