//! Editions, for a grammar that knows `proto2` and `proto3` only.
//!
//! What an edition writes otherwise is written the older way, byte for byte where that is possible; what has to be longer
//! is remembered, so that every place found later is one of the text as it was. What an edition *means* otherwise is said
//! by [`features`](super::features).

use super::words::{Word, unquoted, words};
use std::ops::Range;

/// Which rules a file is written by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edition {
    /// Said, or nothing said.
    Proto2,
    /// Said.
    Proto3,
    /// `edition = "2023"`.
    E2023,
    /// `edition = "2024"`.
    E2024,
    /// `edition = "UNSTABLE"`: what is not decided yet.
    Unstable,
}

impl Edition {
    /// Its number in `google.protobuf.Edition`; the older two are told by `syntax`.
    pub(super) fn number(self) -> Option<u32> {
        match self {
            Self::Proto2 | Self::Proto3 => None,
            Self::E2023 => Some(1000),
            Self::E2024 => Some(1001),
            Self::Unstable => Some(9999),
        }
    }
}

/// A text in the older grammar.
pub(super) struct Adapted {
    /// The text.
    pub(super) text: String,
    /// Which rules the original is written by.
    pub(super) edition: Edition,
    /// Where bytes were put in: their place in `text`, and how many.
    inserted: Vec<(usize, usize)>,
}

impl Adapted {
    /// Where a byte of the new text is in the original.
    pub(super) fn original(&self, at: usize) -> usize {
        let before = self.inserted.iter().take_while(|it| it.0 < at);
        at - before.map(|(from, count)| (*count).min(at - from)).sum::<usize>()
    }
}

/// A text of the older grammar as it is, and one of an edition in that grammar; or where an edition is named that is not
/// known.
pub(super) fn adapt(text: &str) -> Result<Adapted, Range<usize>> {
    let first: Vec<Word<'_>> = words(text).take(4).collect();
    let edition = match first.as_slice() {
        [key, equals, value, _] if equals.text == "=" && key.text == "edition" => match unquoted(value.text) {
            Some("2023") => Edition::E2023,
            Some("2024") => Edition::E2024,
            Some("UNSTABLE") => Edition::Unstable,
            _ => return Err(value.at..value.end()),
        },
        [key, equals, value, _] if equals.text == "=" && key.text == "syntax" => match unquoted(value.text) {
            Some("proto3") => Edition::Proto3,
            _ => Edition::Proto2,
        },
        _ => Edition::Proto2,
    };
    let mut edits = Edits { text, edits: Vec::new() };
    let is_new = edition >= Edition::E2023;
    if is_new {
        // As long as what it stands for, which is `edition`, `=` and a year in quotes at least.
        let (from, to) = (first[0].at, first[2].end());
        edits.edits.push((from..to, format!("{:width$}", "syntax=\"proto2\"", width = to - from)));
    }
    let stated = first.get(1).is_some_and(|it| it.text == "=");
    let all = words(text).skip(if stated { 4 } else { 0 });
    let last = [Word { text: "", at: 0 }; 3];
    Scan { edits: &mut edits, is_new, blocks: vec![Block::File], depth: 0, statement: Vec::new(), last }.run(all);
    Ok(edits.applied(edition))
}

/// Changes to a text, in order.
struct Edits<'a> {
    text: &'a str,
    edits: Vec<(Range<usize>, String)>,
}

impl Edits<'_> {
    /// Puts something in.
    fn insert(&mut self, at: usize, what: &str) {
        self.edits.push((at..at, what.to_owned()));
    }

    /// Takes a word away, and leaves its place.
    fn blank(&mut self, it: Word<'_>) {
        self.edits.push((it.at..it.end(), " ".repeat(it.text.len())));
    }

    fn applied(mut self, edition: Edition) -> Adapted {
        self.edits.sort_by_key(|it| it.0.start);
        let (mut text, mut inserted, mut done) = (String::with_capacity(self.text.len() * 2), Vec::new(), 0);
        for (range, with) in self.edits {
            text.push_str(self.text.get(done..range.start).unwrap_or_default());
            if with.len() > range.len() {
                inserted.push((text.len(), with.len() - range.len()));
            }
            text.push_str(&with);
            done = range.end;
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        Adapted { text, edition, inserted }
    }
}

/// What is between two braces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    File,
    /// Of fields that need a label: a message or an extension of one.
    Fields,
    /// Of statements without labels.
    Other,
    /// A value, in the middle of a statement.
    Value,
}

/// Finds what is written otherwise.
struct Scan<'a, 'e> {
    edits: &'e mut Edits<'a>,
    /// Whether the text is of an edition.
    is_new: bool,
    blocks: Vec<Block>,
    /// How many parentheses and brackets are open.
    depth: usize,
    /// The words of the statement so far; at most as many as are looked at.
    statement: Vec<Word<'a>>,
    /// The last words, the latest last.
    last: [Word<'a>; 3],
}

/// What may begin a statement among fields, other than a field without a label.
const STATEMENTS: &[&str] = &[
    "message",
    "enum",
    "extend",
    "oneof",
    "option",
    "reserved",
    "extensions",
    "repeated",
    "optional",
    "required",
    "group",
    "map",
    "export",
    "local",
];

impl<'a> Scan<'a, '_> {
    fn run(mut self, all: impl Iterator<Item = Word<'a>>) {
        for word in all {
            self.word(word);
        }
    }

    fn word(&mut self, it: Word<'a>) {
        match it.text {
            "{" => {
                let block = self.block();
                self.blocks.push(block);
                if block != Block::Value {
                    self.statement.clear();
                }
                return;
            }
            "}" => {
                let block = if self.blocks.len() > 1 { self.blocks.pop() } else { None };
                if block != Some(Block::Value) {
                    self.statement.clear();
                }
                return;
            }
            "(" | "[" => self.depth += 1,
            ")" | "]" => self.depth = self.depth.saturating_sub(1),
            ";" if self.depth == 0 && self.top() != Block::Value => return self.statement.clear(),
            _ => {}
        }
        if self.top() == Block::Value {
            return;
        }
        self.unread(it);
        if self.statement.is_empty() && self.is_new {
            self.first(it);
        }
        self.reserved_name(it);
        if self.statement.len() < 3 {
            self.statement.push(it);
        }
        self.imported(it);
        // `export` and `local` are no part of the statement.
        if self.statement.len() == 1 && (it.text == "export" || it.text == "local") {
            self.statement.clear();
        }
    }

    fn top(&self) -> Block {
        self.blocks.last().copied().unwrap_or(Block::File)
    }

    fn block(&self) -> Block {
        if self.top() == Block::Value || self.depth > 0 || self.begins("option") {
            Block::Value
        } else if self.begins("message") || self.begins("extend") {
            Block::Fields
        } else {
            Block::Other
        }
    }

    /// The first word of a statement: fields have no label, and symbols may be said to be seen elsewhere or not.
    fn first(&mut self, it: Word<'a>) {
        if it.text == "export" || it.text == "local" {
            self.edits.blank(it);
        } else if self.top() == Block::Fields && (it.is_name() || it.text == ".") && !STATEMENTS.contains(&it.text) {
            self.edits.insert(it.at, "optional ");
        }
    }

    /// What the grammar lacks whatever the edition: options of a single number of `extensions 1 [ … ]`, and `inf` in options.
    fn unread(&mut self, it: Word<'a>) {
        let [third, second, first] = self.last;
        let is_number = first.text.starts_with(|it: char| it.is_ascii_digit());
        if it.text == "[" && is_number && second.text != "to" && self.begins("extensions") {
            self.edits.insert(first.end(), &format!(" to {}", first.text));
        }
        let is_value = |before: &Word<'_>, name: &Word<'_>| before.text == "=" && name.text != "default";
        if it.text == "inf" && (is_value(&first, &second) || first.text == "-" && is_value(&second, &third)) {
            self.edits.edits.push((it.at..it.end(), "9e999".to_owned()));
        } else if it.text == "nan" && first.text == "-" && is_value(&second, &third) {
            self.edits.blank(first);
        }
        self.last = [second, first, it];
    }

    fn begins(&self, word: &str) -> bool {
        self.statement.first().is_some_and(|it| it.text == word)
    }

    /// `reserved foo, bar;`: names without quotes.
    fn reserved_name(&mut self, it: Word<'a>) {
        let reserved = self.is_new && self.begins("reserved");
        if reserved && it.is_name() && it.text != "to" && it.text != "max" {
            self.edits.insert(it.at, "\"");
            self.edits.insert(it.end(), "\"");
        }
    }

    /// `import option "…";`
    fn imported(&mut self, it: Word<'a>) {
        if it.text == "option" && matches!(self.statement.as_slice(), [first, _] if first.text == "import") {
            self.edits.blank(it);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_written_the_older_way_and_places_are_kept() {
        let text = "edition = \"2023\";\nimport option \"a.proto\";\nexport message A {\n  reserved b, \"c\";\n  reserved 4 to max;\n  \
                    int32 d = 1 [(x) = { e: 1 }, default = 2];\n  oneof f { .A g = 2; }\n  enum H { I = 0; }\n  map<string, A> j = 3;\n  \
                    repeated A k = 4;\n}\nextend A { A l = 9; }\n";
        let it = adapt(text).ok().unwrap();
        let says = "syntax=\"proto2\" ;\nimport        \"a.proto\";\n       message A {\n  reserved \"b\", \"c\";\n  reserved 4 to max;\n  \
                    optional int32 d = 1 [(x) = { e: 1 }, default = 2];\n  oneof f { .A g = 2; }\n  enum H { I = 0; }\n  map<string, A> j = 3;\n  \
                    repeated A k = 4;\n}\nextend A { optional A l = 9; }\n";
        assert_eq!(it.text, says);
        for word in ["int32", "oneof", "extend", "l = 9", "\"c\""] {
            assert_eq!(it.original(says.find(word).unwrap()), text.find(word).unwrap(), "{word}");
        }
    }

    #[test]
    fn the_older_grammar_is_left_alone() {
        let is = |text: &str| adapt(text).map(|it| (it.edition, it.text == text)).ok();
        assert_eq!(is("syntax = 'proto3'; message A { int32 b = 1; }"), Some((Edition::Proto3, true)));
        let gaps = "message A { extensions 4, 5 [a = 1]; extensions 6 to 7 [a = 2]; option (b) = -inf; optional float c = 1 [default = -inf]; }";
        let filled = gaps.replace("5 [", "5 to 5 [").replacen("inf", "9e999", 1);
        assert_eq!(adapt(gaps).ok().unwrap().text, filled);
        assert_eq!(is("message A { optional int32 b = 1; }"), Some((Edition::Proto2, true)));
        assert_eq!(adapt("edition = \"2026\";").err(), Some(10..16));
    }
}
