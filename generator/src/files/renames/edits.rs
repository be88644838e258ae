//! One file: which of its names are ours, and the text with these changed.

use super::fields::{self, Edit};
use super::names::{foreign, is_ours};
use super::tokens::{self, Kind, Token};
use super::{Pair, Renames};
use std::collections::HashSet;

/// The text with all that is called otherwise, and what that is; `None` where there is nothing, or no Rust to look at.
/// `declared`: the modules whose declarations are among that.
pub(super) fn apply(text: &str, renames: &Renames, declared: &[Pair]) -> Option<(String, Vec<Pair>)> {
    // What begins a file of its own kind is not seen by the parser, and would move all places.
    if text.starts_with('\u{feff}') || text.starts_with("#!/") {
        return None;
    }
    let names = renames.types.iter().chain(renames.methods.iter().map(|it| &it.1));
    let names = names.chain(renames.members.iter().map(|it| &it.1)).chain(&renames.modules).chain(&renames.tables);
    // Most files have none of them, and need not be parsed.
    if !names.into_iter().any(|it| text.contains(it.old.trim_start_matches("r#"))) {
        return None;
    }
    let file = syn::parse_file(text).ok()?;
    let mut edits = fields::edits(&file, renames, declared);
    let tokens = tokens::all(text)?;
    let (types, calls) = (wanted(&file, &tokens, renames), fields::methods(&file, renames));
    edits.extend(Row { tokens: &tokens, renames, types, calls }.edits());
    write(text, edits)
}

/// The types that a file knows by their old name alone, and as ours.
fn wanted<'r>(file: &syn::File, tokens: &[Token], renames: &'r Renames) -> Vec<&'r Pair> {
    let foreign = foreign(file);
    let there: HashSet<&str> = tokens.iter().filter_map(Token::ident).collect();
    let is_wanted = |it: &&Pair| there.contains(it.old.as_str()) && !there.contains(it.new.as_str());
    renames.types.iter().filter(is_wanted).filter(|it| !foreign.contains(&it.old)).collect()
}

fn write(text: &str, mut edits: Vec<Edit>) -> Option<(String, Vec<Pair>)> {
    edits.sort_by_key(|it| (it.at.start, it.at.end));
    edits.dedup_by(|a, b| a.at == b.at);
    let (mut out, mut at, mut told) = (String::with_capacity(text.len()), 0, Vec::new());
    for it in edits {
        // Two that touch the same text cannot both be meant.
        let Some(between) = text.get(at..it.at.start) else { continue };
        out.push_str(between);
        out.push_str(&it.text);
        at = it.at.end;
        if !told.contains(&it.told) {
            told.push(it.told);
        }
    }
    out.push_str(text.get(at..)?);
    (out != text).then_some((out, told))
}

/// A file's tokens, and what to look for among them.
struct Row<'a> {
    tokens: &'a [Token],
    renames: &'a Renames,
    types: Vec<&'a Pair>,
    /// Methods that the file's own impls have.
    calls: Vec<&'a Pair>,
}

impl Row<'_> {
    fn edits(&self) -> Vec<Edit> {
        let one = |at: usize| {
            let (text, told) = match &self.tokens[at].kind {
                Kind::Ident(name) => self.ident(at, name).map(|it| (it.new.clone(), it.clone())),
                Kind::Literal(text) => self.literal(at, text),
                Kind::Path | Kind::Punct(_) => None,
            }?;
            Some(Edit { at: self.tokens[at].at.clone(), text, told })
        };
        (0..self.tokens.len()).filter_map(one).collect()
    }

    /// What a name at a position is to be.
    fn ident(&self, at: usize, name: &str) -> Option<&Pair> {
        let of = |all: &'_ [Pair]| all.iter().position(|it| it.old == name);
        match (self.kind(at, 1), self.word(at, 2)) {
            (Some(Kind::Punct('.')), before) => {
                if before == Some("self") && self.calls(at) && self.kind(at, 3) != Some(&Kind::Punct('.')) {
                    return self.calls.iter().find(|it| it.old == name).copied();
                }
                of(&self.renames.tables).filter(|_| before == Some("store")).map(|it| &self.renames.tables[it])
            }
            (Some(Kind::Path), Some("paths")) => self.calls.iter().find(|it| it.old == name).copied(),
            (Some(Kind::Path), Some(before)) => {
                let module = of(&self.renames.modules).map(|it| &self.renames.modules[it]);
                let module = module.filter(|_| ["api", "graphql", "handlers"].contains(&before));
                let table = of(&self.renames.tables).map(|it| &self.renames.tables[it]);
                let table = table.filter(|_| before == "store");
                let groups = &self.renames.modules;
                let ours = is_ours(before) || groups.iter().any(|it| it.old == before || it.new == before);
                let ty = self.types.iter().find(|it| it.old == name).copied().filter(|_| ours);
                module.or(table).or(ty).or_else(|| self.variant(before, name))
            }
            _ => self.types.iter().find(|it| it.old == name).copied(),
        }
    }

    /// A variant of an enum of ours.
    fn variant(&self, of: &str, name: &str) -> Option<&Pair> {
        let all = self.renames.members.iter();
        all.filter(|(ty, it)| (ty.old == of || ty.new == of) && it.old == name).map(|it| &it.1).next()
    }

    /// A text that tells people which method is not written yet, and where.
    fn literal(&self, at: usize, text: &str) -> Option<(String, Pair)> {
        let inner = text.strip_prefix('"')?.strip_suffix('"')?;
        if let Some(path) = inner.strip_prefix(super::FOLDER) {
            let pair = self.renames.modules.iter().find(|it| path.strip_suffix(".rs") == Some(it.old.as_str()))?;
            return Some((format!("\"{}{}.rs\"", super::FOLDER, pair.new), pair.clone()));
        }
        let is_first = self.kind(at, 1) == Some(&Kind::Punct('('));
        let tells = is_first && matches!(self.word(at, 2), Some("new" | "unwritten"));
        let of = matches!(self.word(at, 4), Some("Unwritten" | "Error"));
        let pair = self.calls.iter().find(|it| it.old == inner).filter(|_| tells && of)?;
        Some((format!("\"{}\"", pair.new), (*pair).clone()))
    }

    /// The token so many before a position.
    fn kind(&self, at: usize, back: usize) -> Option<&Kind> {
        at.checked_sub(back).map(|it| &self.tokens[it].kind)
    }

    /// The same, where it is a name.
    fn word(&self, at: usize, back: usize) -> Option<&str> {
        at.checked_sub(back).and_then(|it| self.tokens[it].ident())
    }

    /// Whether what stands at a position is called.
    fn calls(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|it| it.kind == Kind::Punct('('))
    }
}
