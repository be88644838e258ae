//! Editions, for a grammar that knows `proto2` and `proto3` only.
//!
//! What an edition writes otherwise is written the older way, byte for byte where that is possible; what has to be longer
//! is remembered, so that every place found later is one of the text as it was. What an edition *means* otherwise is said
//! by [`features`](super::features).

use super::words::{Word, unquoted, words};
use std::iter::Peekable;
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
    /// What the older grammar has no words for.
    pub(super) noted: Vec<Note>,
    /// Where bytes were put in: their place in `text`, and how many.
    inserted: Vec<(usize, usize)>,
}

/// Something that a descriptor says and the text in the older grammar does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The first byte, in the original, of the statement that it is of.
    pub(super) at: usize,
    pub(super) what: Noted,
}

/// What is noted of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noted {
    /// A message or an enum that is said to be seen elsewhere.
    Exported,
    /// One that is not.
    Local,
    /// A method with a block, which may be empty.
    Block,
    /// An import for the sake of options.
    OptionImport,
    /// An option whose value is `nan` or `inf`.
    NotFinite,
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
    let mut edits = Edits { text, changes: Vec::new(), noted: Vec::new() };
    let is_new = edition >= Edition::E2023;
    if is_new {
        // As long as what it stands for, which is `edition`, `=` and a year in quotes at least.
        let (from, to) = (first[0].at, first[2].end());
        edits.changes.push((from..to, format!("{:width$}", "syntax=\"proto2\"", width = to - from)));
    }
    let stated = first.get(1).is_some_and(|it| it.text == "=");
    let all = words(text).skip(if stated { 4 } else { 0 }).peekable();
    let last = [Word { text: "", at: 0 }; 3];
    Scan { edits: &mut edits, is_new, blocks: vec![Block::File], depth: 0, statement: Vec::new(), last }.run(all);
    Ok(edits.applied(edition))
}

/// Changes to a text, in order.
struct Edits<'a> {
    text: &'a str,
    changes: Vec<(Range<usize>, String)>,
    noted: Vec<Note>,
}

impl Edits<'_> {
    /// Puts something in.
    fn insert(&mut self, at: usize, what: &str) {
        self.changes.push((at..at, what.to_owned()));
    }

    /// Takes a word away, and leaves its place.
    fn blank(&mut self, it: Word<'_>) {
        self.changes.push((it.at..it.end(), " ".repeat(it.text.len())));
    }

    fn applied(mut self, edition: Edition) -> Adapted {
        self.changes.sort_by_key(|it| it.0.start);
        let (mut text, mut inserted, mut done) = (String::with_capacity(self.text.len() * 2), Vec::new(), 0);
        for (range, with) in self.changes {
            text.push_str(self.text.get(done..range.start).unwrap_or_default());
            if with.len() > range.len() {
                inserted.push((text.len(), with.len() - range.len()));
            }
            text.push_str(&with);
            done = range.end;
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        Adapted { text, edition, noted: self.noted, inserted }
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
];

impl<'a> Scan<'a, '_> {
    fn run(mut self, mut all: Peekable<impl Iterator<Item = Word<'a>>>) {
        while let Some(word) = all.next() {
            match all.peek() {
                Some(next) if self.is_visibility(word, *next) => self.visibility(word, *next),
                _ => self.word(word),
            }
        }
    }

    /// Whether a word is `export` or `local` before what it may be said of.
    fn is_visibility(&self, it: Word<'a>, next: Word<'a>) -> bool {
        let says = matches!(it.text, "export" | "local") && matches!(next.text, "message" | "enum");
        says && self.is_new && self.statement.is_empty() && self.top() != Block::Value
    }

    fn visibility(&mut self, it: Word<'a>, next: Word<'a>) {
        let what = if it.text == "export" { Noted::Exported } else { Noted::Local };
        self.edits.blank(it);
        self.edits.noted.push(Note { at: next.at, what });
    }

    fn word(&mut self, it: Word<'a>) {
        match it.text {
            "{" => {
                let block = self.block();
                if self.begins("rpc") && block == Block::Other {
                    self.note(Noted::Block);
                }
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
    }

    /// Notes something of the statement.
    fn note(&mut self, what: Noted) {
        let at = self.statement.first().map_or(0, |it| it.at);
        self.edits.noted.push(Note { at, what });
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

    /// The first word of a statement: fields have no label.
    fn first(&mut self, it: Word<'a>) {
        if self.top() == Block::Fields && (it.is_name() || it.text == ".") && !STATEMENTS.contains(&it.text) {
            self.edits.insert(it.at, "optional ");
        }
    }

    /// What the grammar lacks whatever the edition: options of a single number of `extensions 1 [ … ]`, numbers of more than 64
    /// bits, and `-inf` and `-nan` in options.
    fn unread(&mut self, it: Word<'a>) {
        let [third, second, first] = self.last;
        let is_number = first.text.starts_with(|it: char| it.is_ascii_digit());
        if it.text == "[" && is_number && second.text != "to" && self.begins("extensions") {
            self.edits.insert(first.end(), &format!(" to {}", first.text));
        }
        if is_number && is_large(first.text) && second.text != "." && it.text != "." {
            self.edits.insert(first.end(), ".0");
        }
        if first.text == "-" && second.text == "=" && third.text != "default" {
            match it.text {
                "inf" => self.edits.changes.push((it.at..it.end(), "9e999".to_owned())),
                "nan" => self.edits.blank(first),
                _ => {}
            }
        } else if first.text == "=" && second.text != "default" && matches!(it.text, "inf" | "nan") {
            self.note(Noted::NotFinite);
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
            self.note(Noted::OptionImport);
        }
    }
}

/// Whether a decimal integer has more than 64 bits, as the default of a `double` may.
fn is_large(number: &str) -> bool {
    !number.starts_with('0') && number.bytes().all(|it| it.is_ascii_digit()) && number.parse::<u64>().is_err()
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
    fn what_the_older_grammar_has_no_words_for_is_noted() {
        let text = "edition = \"2024\";\nimport option \"a.proto\";\nexport message A { local enum B { local = 0; } local c = 1; }\n\
                    service C { rpc D(A) returns (A) {} rpc E(A) returns (A); rpc F(A) returns (A) { option a = { b: 1 }; } }\n";
        let it = adapt(text).ok().unwrap();
        let at = |word: &str| text.find(word).unwrap();
        let noted: Vec<(usize, Noted)> = it.noted.iter().map(|it| (it.at, it.what)).collect();
        let is = [
            (at("import"), Noted::OptionImport),
            (at("message"), Noted::Exported),
            (at("enum"), Noted::Local),
            (at("rpc D"), Noted::Block),
            (at("rpc F"), Noted::Block),
        ];
        assert_eq!(noted, is);
        assert!(it.text.contains("enum B { local = 0; } optional local c = 1;"), "{}", it.text);
    }

    #[test]
    fn the_older_grammar_is_left_alone() {
        let is = |text: &str| adapt(text).map(|it| (it.edition, it.text == text)).ok();
        assert_eq!(is("syntax = 'proto3'; message A { int32 b = 1; }"), Some((Edition::Proto3, true)));
        let gaps = "message A { extensions 4, 5 [a = 1]; extensions 6 to 7 [a = 2]; option (b) = -inf; option (b) = inf; \
                    optional float c = 1 [default = -inf]; optional double d = 2 [default = 20000000000000000000]; }";
        let filled = gaps.replace("5 [", "5 to 5 [").replacen("inf", "9e999", 1).replace("0]", "0.0]");
        assert_eq!(adapt(gaps).ok().unwrap().text, filled);
        assert_eq!(is("message A { optional int32 b = 1; }"), Some((Edition::Proto2, true)));
        assert_eq!(adapt("edition = \"2026\";").err(), Some(10..16));
    }
}
