//! What a file imports: names that nothing used but methods that go, go with them, or the file would not compile without them.

use super::super::layout::Layout;
use std::collections::BTreeSet;
use std::ops::Range;

/// One `use`: of a single name, or of a list of names without further lists in it.
#[derive(Debug)]
pub(super) struct Use {
    /// Where it is, in bytes, with its semicolon.
    pub(super) range: Range<usize>,
    /// Where all of that comes from: `crate::generated::models`.
    from: String,
    /// What it brings in, and where that is written.
    pub(super) names: Vec<(String, Range<usize>)>,
    /// Where the list is, with its braces.
    pub(super) list: Option<Range<usize>>,
}

impl Use {
    /// From the syntax tree; `None` for what is none of the two kinds. `at`: what is added to every position.
    pub(super) fn of(it: &syn::ItemUse, at: usize) -> Option<Self> {
        use syn::spanned::Spanned;
        let place = |span: proc_macro2::Span| {
            let it = span.byte_range();
            it.start + at..it.end + at
        };
        let name = |tree: &syn::UseTree| match tree {
            syn::UseTree::Name(it) => Some((it.ident.to_string(), place(it.span()))),
            syn::UseTree::Rename(it) => Some((it.rename.to_string(), place(it.span()))),
            _ => None,
        };
        let (mut tree, mut from) = (&it.tree, Vec::new());
        while let syn::UseTree::Path(path) = tree {
            from.push(path.ident.to_string());
            tree = &path.tree;
        }
        let (names, list) = match tree {
            syn::UseTree::Group(it) => {
                (it.items.iter().map(name).collect::<Option<Vec<_>>>()?, Some(place(it.brace_token.span.join())))
            }
            other => (vec![name(other)?], None),
        };
        Some(Self { range: place(it.span()), from: from.join("::"), names, list })
    }
}

/// A text that names all in full, with the names that a file has for it.
pub(super) fn shortened(stub: &str, text: &str, uses: &[Use]) -> String {
    let mut short = stub.to_owned();
    for it in uses {
        for (name, range) in &it.names {
            // `path as name` is another name than the one that it has in full.
            let own = text[range.clone()].split_whitespace().next().unwrap_or(name);
            short = replaced(&short, &format!("{}::{own}", it.from), name);
        }
    }
    short
}

/// The text with a path called by a name, wherever it is that path and not a part of a longer word.
fn replaced(text: &str, path: &str, name: &str) -> String {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let (mut done, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(path) {
        let (before, after) = (&rest[..at], &rest[at + path.len()..]);
        let begins = !(before.ends_with(|it| is_word(it) || it == ':') || before.is_empty() && done.ends_with(is_word));
        let is_it = begins && !after.starts_with(is_word);
        done.extend([before, if is_it { name } else { path }]);
        rest = after;
    }
    done + rest
}

/// Edits after which what only the `removed` parts of a text used is imported no more; `added` is what comes instead.
pub(super) fn pruned(
    text: &str,
    uses: &[Use],
    removed: &[Range<usize>],
    added: &[&str],
    layout: &dyn Layout,
) -> Vec<(Range<usize>, String)> {
    let gone: BTreeSet<&str> = removed.iter().flat_map(|it| words(&text[it.clone()])).collect();
    let mut left: BTreeSet<&str> = added.iter().flat_map(|it| words(it)).collect();
    let mut cuts: Vec<&Range<usize>> = uses.iter().map(|it| &it.range).chain(removed).collect();
    cuts.sort_by_key(|it| it.start);
    let mut at = 0;
    for cut in cuts {
        left.extend(words(text.get(at..cut.start).unwrap_or_default()));
        at = at.max(cut.end);
    }
    left.extend(words(&text[at..]));
    let is_kept = |name: &str| left.contains(name) || !gone.contains(name);
    uses.iter()
        .filter(|it| !it.names.iter().all(|(name, _)| is_kept(name)))
        .map(|it| edit(text, it, &is_kept, layout))
        .collect()
}

fn edit(text: &str, it: &Use, is_kept: &dyn Fn(&str) -> bool, layout: &dyn Layout) -> (Range<usize>, String) {
    let kept = it.names.iter().filter(|(name, _)| is_kept(name)).map(|(_, range)| &text[range.clone()]);
    let kept: Vec<&str> = kept.collect();
    let Some(list) = it.list.as_ref().filter(|_| !kept.is_empty()) else {
        let line_end = text[it.range.end..].find('\n').map_or(text.len(), |at| it.range.end + at + 1);
        let is_alone = text[it.range.end..line_end].trim().is_empty();
        return (it.range.start..if is_alone { line_end } else { it.range.end }, String::new());
    };
    let names = if let [name] = kept[..] { name.to_owned() } else { format!("{{{}}}", kept.join(", ")) };
    let mut line = [format!("{}{names}{}\n", &text[it.range.start..list.start], &text[list.end..it.range.end])];
    layout.lay_out(&mut line);
    let [line] = line;
    (it.range.clone(), line.trim_end().to_owned())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric() && it != '_').filter(|it| !it.is_empty())
}
