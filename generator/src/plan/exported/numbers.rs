//! The numbers of fields and values, as `proto/numbers.toml` keeps them: none ever changes, and none is used twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use toml_edit::{DocumentMut, Item, TableLike};

/// What protobuf keeps for itself.
const RESERVED: std::ops::RangeInclusive<u32> = 19_000..=19_999;

/// Every number there is or was.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    /// `petstore.v1`, once it is chosen.
    pub(crate) package: Option<String>,
    messages: BTreeMap<String, Message>,
}

/// Those of a message or an enum.
#[derive(Debug, Default)]
struct Message {
    /// By name: the number, and what it is for.
    fields: BTreeMap<String, (u32, String)>,
    /// Numbers that were used, and the names that had them.
    gone: BTreeMap<u32, String>,
    /// The names that are wanted now.
    wanted: BTreeSet<String>,
}

/// What may not be used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gone {
    /// In order.
    pub(crate) numbers: Vec<u32>,
    /// In order; without those that something else is called by now.
    pub(crate) names: Vec<String>,
}

impl Numbers {
    /// Reads what [`Numbers::text`] wrote.
    ///
    /// # Errors
    /// In words, where it is something else.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let document: DocumentMut = text.parse().map_err(|it: toml_edit::TomlError| it.to_string())?;
        let mut numbers = Self::default();
        for (name, item) in document.iter() {
            match (name, item) {
                ("package", item) => numbers.package = Some(package(item)?),
                ("gone", item) => {
                    for (name, item) in table(name, item)?.iter() {
                        numbers.messages.entry(name.to_owned()).or_default().gone = gone(name, item)?;
                    }
                }
                (name, item) => numbers.messages.entry(name.to_owned()).or_default().fields = fields(name, item)?,
            }
        }
        for (name, message) in &numbers.messages {
            message.sound().map_err(|it| format!("`{name}`: {it}"))?;
        }
        Ok(numbers)
    }

    /// A message or an enum that is called otherwise keeps its numbers; nothing where it is there by its new name.
    pub(super) fn rename(&mut self, old: &str, new: &str) {
        if old == new || self.messages.contains_key(new) {
            return;
        }
        let Some(message) = self.messages.remove(old) else { return };
        self.messages.insert(new.to_owned(), message);
        let fields = self.messages.values_mut().flat_map(|it| it.fields.values_mut());
        fields.for_each(|(_, word)| *word = renamed(word, old, new));
    }

    /// So does a field, or a value.
    pub(super) fn rename_field(&mut self, message: &str, old: &str, new: &str) {
        let Some(message) = self.messages.get_mut(message).filter(|it| !it.fields.contains_key(new)) else { return };
        if let Some(it) = message.fields.remove(old) {
            message.fields.insert(new.to_owned(), it);
        }
    }

    /// The number of a field that is wanted: the one it had, as long as it is for the same.
    pub(super) fn claim(&mut self, message: &str, name: &str, word: &str) -> u32 {
        let message = self.messages.entry(message.to_owned()).or_default();
        message.wanted.insert(name.to_owned());
        match message.fields.get_mut(name) {
            Some((number, was)) if is_alike(was, word) => {
                word.clone_into(was);
                *number
            }
            _ => message.add(name, word),
        }
    }

    /// Lets go of what nobody wanted, and says of a message what may not be used again.
    pub(super) fn settle(&mut self, message: &str) -> Gone {
        let Some(message) = self.messages.get_mut(message) else { return Gone::default() };
        message.let_go();
        let is_used = |name: &String| message.fields.contains_key(name);
        let mut names: Vec<String> = message.gone.values().filter(|it| !is_used(it)).cloned().collect();
        names.sort();
        names.dedup();
        Gone { numbers: message.gone.keys().copied().collect(), names }
    }

    /// Lets go of every message that nobody wanted.
    pub(super) fn finish(&mut self) {
        self.messages.values_mut().for_each(Message::let_go);
    }

    /// As a file.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from(
            "# The numbers of everything in `proto/`. They never change and are never used twice, whatever becomes of the schema.\n\
             # Keep this file in version control; `zephyrix generate` adds to it.\n\n",
        );
        let _ = writeln!(text, "package = \"{}\"", self.package.as_deref().unwrap_or_default());
        for (name, message) in self.messages.iter().filter(|it| !it.1.fields.is_empty()) {
            let _ = write!(text, "\n[{name}]\n");
            let mut all: Vec<_> = message.fields.iter().collect();
            all.sort_by_key(|it| it.1.0);
            for (field, (number, word)) in all {
                let _ = writeln!(text, "{field} = \"{number} {word}\"");
            }
        }
        for (name, message) in self.messages.iter().filter(|it| !it.1.gone.is_empty()) {
            let _ = write!(text, "\n[gone.{name}]\n");
            for (number, field) in &message.gone {
                let _ = writeln!(text, "{number} = \"{field}\"");
            }
        }
        text
    }
}

impl Message {
    /// A new number: above all there were, so that none comes back.
    fn add(&mut self, name: &str, word: &str) -> u32 {
        let used = self.fields.values().map(|it| it.0).chain(self.gone.keys().copied());
        let next = used.max().map_or(1, |it| it + 1);
        let next = if RESERVED.contains(&next) { RESERVED.end() + 1 } else { next };
        if let Some((number, _)) = self.fields.insert(name.to_owned(), (next, word.to_owned())) {
            self.gone.insert(number, name.to_owned());
        }
        next
    }

    fn let_go(&mut self) {
        let wanted = &self.wanted;
        let (kept, gone) = std::mem::take(&mut self.fields).into_iter().partition(|it| wanted.contains(&it.0));
        self.fields = kept;
        self.gone.extend(BTreeMap::into_iter(gone).map(|(name, (number, _))| (number, name)));
    }

    fn sound(&self) -> Result<(), String> {
        let mut seen: BTreeSet<u32> = self.gone.keys().copied().collect();
        match self.fields.iter().find(|(_, (number, _))| !seen.insert(*number)) {
            Some((name, (number, _))) => Err(format!("the number {number} of `{name}` is used twice")),
            None => Ok(()),
        }
    }
}

/// Whether a text is a name of protobuf, as all that is written are.
fn is_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_alphabetic())
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
}

fn package(item: &Item) -> Result<String, String> {
    let text = item.as_str().unwrap_or_default();
    if text.split('.').all(is_name) { Ok(text.to_owned()) } else { Err("`package` is none".to_owned()) }
}

fn table<'t>(name: &str, item: &'t Item) -> Result<&'t dyn TableLike, String> {
    item.as_table_like().ok_or_else(|| format!("`{name}` is no table"))
}

fn fields(message: &str, item: &Item) -> Result<BTreeMap<String, (u32, String)>, String> {
    let field = |(name, item): (&str, &Item)| {
        let read = item.as_str().and_then(|it| it.split_once(' '));
        let read = read.and_then(|(number, word)| Some((number.parse().ok()?, word.to_owned())));
        let read = read.filter(|_| is_name(name));
        let read = read.ok_or_else(|| format!("`{message}.{name}` is not a number and what it is for"))?;
        Ok((name.to_owned(), read))
    };
    table(message, item)?.iter().map(field).collect()
}

fn gone(message: &str, item: &Item) -> Result<BTreeMap<u32, String>, String> {
    let field = |(number, item): (&str, &Item)| {
        let read = number.parse().ok().zip(item.as_str().filter(|it| is_name(it)));
        let read = read.ok_or_else(|| format!("`gone.{message}.{number}` is not a number and a name"))?;
        Ok((read.0, read.1.to_owned()))
    };
    table(message, item)?.iter().map(field).collect()
}

/// What a field is for, where a type in it is called otherwise: `map<string, Pet>`.
fn renamed(word: &str, old: &str, new: &str) -> String {
    let parts = word.split_inclusive([' ', '<', '>', ',']);
    let part = |it: &str| match it.strip_prefix(old) {
        Some(rest) if !rest.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '_') => format!("{new}{rest}"),
        _ => it.to_owned(),
    };
    parts.map(part).collect()
}

/// Types that are read as one another (<https://protobuf.dev/programming-guides/proto3/#updating>).
const ALIKE: [&[&str]; 2] = [&["int32", "int64", "uint32", "uint64", "bool"], &["string", "bytes"]];

/// Whether a reader of the one understands the other.
fn is_alike(one: &str, other: &str) -> bool {
    let plain = |it: &'static str| move |word: &str| word.strip_prefix(it).unwrap_or(word).to_owned();
    let (one, other) = (plain("optional ")(one), plain("optional ")(other));
    one == other || ALIKE.iter().any(|it| it.contains(&one.as_str()) && it.contains(&other.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(text: &str, wanted: &[(&str, &str)]) -> (Vec<u32>, Gone, String) {
        let mut numbers = Numbers::parse(text).unwrap();
        numbers.package = Some("shop.v1".to_owned());
        let all = wanted.iter().map(|(name, word)| numbers.claim("Pet", name, word)).collect();
        let gone = numbers.settle("Pet");
        (all, gone, numbers.text())
    }

    #[test]
    fn numbers_stay_and_none_comes_back() {
        let (all, _, text) = next("", &[("id", "int64"), ("name", "string"), ("tag", "string")]);
        assert_eq!(all, [1, 2, 3]);
        let (all, gone, text) = next(&text, &[("tag", "string"), ("age", "int32"), ("id", "int64")]);
        assert_eq!((all, gone.numbers, gone.names), (vec![3, 4, 1], vec![2], vec!["name".to_owned()]));
        // What comes back is new, and its name is free again.
        let (all, gone, text) = next(&text, &[("id", "int64"), ("name", "string")]);
        assert_eq!(
            (all, gone.numbers, gone.names),
            (vec![1, 5], vec![2, 3, 4], vec!["age".to_owned(), "tag".to_owned()])
        );
        assert_eq!(next(&text, &[("id", "int64"), ("name", "string")]).2, text, "nothing changes by itself");
    }

    #[test]
    fn what_is_called_otherwise_keeps_its_numbers() {
        let text = "[Pet]\ncolor = \"2 string\"\nowner = \"3 optional Pet\"\nall = \"4 map<string, Pets>\"\n[gone.Pet]\n1 = \"x\"\n";
        let mut numbers = Numbers::parse(text).unwrap();
        for _ in 0..2 {
            numbers.rename("Pet", "Animal");
            numbers.rename_field("Animal", "color", "colour");
        }
        numbers.rename_field("Animal", "owner", "colour");
        assert_eq!(numbers.claim("Animal", "colour", "string"), 2);
        assert_eq!(numbers.claim("Animal", "owner", "optional Animal"), 3);
        assert_eq!(numbers.claim("Animal", "all", "map<string, Pets>"), 4);
        assert_eq!(numbers.settle("Animal").numbers, [1]);
    }

    #[test]
    fn another_type_is_another_field() {
        let (_, _, text) = next("", &[("id", "int32"), ("name", "string")]);
        let (all, gone, _) = next(&text, &[("id", "int64"), ("name", "repeated string")]);
        assert_eq!((all, gone.numbers), (vec![1, 3], vec![2]));
    }

    #[test]
    fn what_protobuf_keeps_is_passed_over() {
        let text = "[Pet]\nid = \"18999 int64\"\n";
        assert_eq!(next(text, &[("id", "int64"), ("name", "string")]).0, [18_999, 20_000]);
    }

    #[test]
    fn what_is_none_is_told() {
        for (text, why) in [
            ("[Pet]\nid = 1\n", "`Pet.id` is not a number and what it is for"),
            ("[Pet]\nid = \"1 int64\"\nname = \"1 string\"\n", "`Pet`: the number 1 of `name` is used twice"),
            ("Pet = 1\n", "`Pet` is no table"),
            ("package = \"../..\"\n", "`package` is none"),
            ("[Pet]\n\"a\\\"b\" = \"1 int64\"\n", "`Pet.a\"b` is not a number and what it is for"),
            ("[gone.Pet]\nx = \"id\"\n", "`gone.Pet.x` is not a number and a name"),
        ] {
            assert_eq!(Numbers::parse(text).unwrap_err(), why);
        }
        assert!(Numbers::parse("<<<<<<< HEAD\n").is_err());
    }
}
