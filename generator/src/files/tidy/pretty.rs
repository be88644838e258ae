//! An item by way of its syntax tree: prettyplease, then blank lines between items.

use std::collections::BTreeSet;
use syn::spanned::Spanned;
use syn::visit::Visit;

/// An item, laid out.
///
/// # Panics
/// When the text is not Rust: that is a bug of a template, not of the user.
#[allow(clippy::panic, reason = "a template that prints no Rust is a bug that every test shows")]
pub(super) fn item(text: &str) -> String {
    match syn::parse_file(text) {
        Ok(file) => airy(&prettyplease::unparse(&file)),
        Err(error) => {
            let line = error.span().start().line;
            let around: Vec<&str> = text.lines().skip(line.saturating_sub(4)).take(8).collect();
            panic!("generated code does not parse: {error} at line {line}:\n{}", around.join("\n"))
        }
    }
}

/// A member of an `impl` or of a trait, laid out and indented.
pub(super) fn member(text: &str, of_trait: bool) -> Option<String> {
    let head = if of_trait { "trait X {\n" } else { "impl X {\n" };
    item(&format!("{head}{text}\n}}")).strip_prefix(head)?.strip_suffix("}\n").map(str::to_owned)
}

/// Puts a blank line before every item but the first of its block; runs of `use` and `mod` stay together.
fn airy(text: &str) -> String {
    let Ok(file) = syn::parse_file(text) else { return text.to_owned() };
    let mut starts = Starts(BTreeSet::new());
    starts.visit_file(&file);
    let mut out = String::with_capacity(text.len() + starts.0.len());
    for (number, line) in (1..).zip(text.lines()) {
        if starts.0.contains(&number) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Lines before which there is a blank one.
struct Starts(BTreeSet<usize>);

impl Starts {
    fn block<T: Spanned>(&mut self, items: &[T], kind: impl Fn(&T) -> Kind) {
        for pair in items.windows(2) {
            let (before, after) = (kind(&pair[0]), kind(&pair[1]));
            if before == Kind::Spacious || before != after {
                self.0.insert(pair[1].span().start().line);
            }
        }
    }
}

/// Items of one terse kind stand together.
#[derive(PartialEq, Eq)]
enum Kind {
    Use,
    Mod,
    Constant,
    Spacious,
}

impl Kind {
    fn of(item: &syn::Item) -> Self {
        match item {
            syn::Item::Use(_) => Self::Use,
            syn::Item::Mod(it) if it.content.is_none() => Self::Mod,
            syn::Item::Static(it) if it.attrs.is_empty() => Self::Constant,
            _ => Self::Spacious,
        }
    }
}

impl<'a> Visit<'a> for Starts {
    fn visit_file(&mut self, it: &'a syn::File) {
        self.block(&it.items, Kind::of);
        if let (false, Some(first)) = (it.attrs.is_empty(), it.items.first()) {
            self.0.insert(first.span().start().line);
        }
        syn::visit::visit_file(self, it);
    }

    fn visit_item_impl(&mut self, it: &'a syn::ItemImpl) {
        self.block(&it.items, |item| match item {
            syn::ImplItem::Type(_) | syn::ImplItem::Const(_) => Kind::Constant,
            _ => Kind::Spacious,
        });
        syn::visit::visit_item_impl(self, it);
    }

    fn visit_item_trait(&mut self, it: &'a syn::ItemTrait) {
        self.block(&it.items, |_| Kind::Spacious);
        syn::visit::visit_item_trait(self, it);
    }
}
