//! JSON, strictly (RFC 8259).

use super::builder::{Builder, Stop};
use super::node::{Node, Value};
use zephyrix_ir::vocabulary::Number;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId};

/// The one value of a text.
pub(super) fn parse(source: SourceId, text: &str, log: &mut Diagnostics) -> Option<Node> {
    let mut reader = Reader { text, at: 0, build: Builder::new(source, log) };
    reader.run().ok()?;
    reader.build.finish()
}

struct Reader<'t, 'l> {
    text: &'t str,
    at: usize,
    build: Builder<'l>,
}

/// A collection that is being read.
#[derive(Clone, Copy, PartialEq)]
enum In {
    List,
    Map,
}

impl Reader<'_, '_> {
    /// Reads without recursion: `open` is the stack.
    fn run(&mut self) -> Result<(), Stop> {
        let mut open: Vec<In> = Vec::new();
        loop {
            // A value begins here, or the collection just opened ends.
            let opened = self.value(&mut open)?;
            if opened && !self.closes(&mut open)? {
                continue;
            }
            while let Some(inside) = open.last().copied() {
                if self.goes_on(inside, &mut open)? {
                    break;
                }
            }
            if open.is_empty() {
                break;
            }
        }
        self.space();
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.refuse("something follows the end of the JSON value", "")),
        }
    }

    /// Reads a scalar, or opens a collection and says so.
    fn value(&mut self, open: &mut Vec<In>) -> Result<bool, Stop> {
        self.space();
        let start = self.at;
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                self.build.start_map(start, 0)?;
                open.push(In::Map);
                return Ok(true);
            }
            Some(b'[') => {
                self.at += 1;
                self.build.start_list(start, 0)?;
                open.push(In::List);
                return Ok(true);
            }
            _ => {}
        }
        let value = self.scalar()?;
        let span = self.build.span(start, self.at);
        self.build.scalar(value, span, 0);
        Ok(false)
    }

    fn scalar(&mut self) -> Result<Value, Stop> {
        match self.peek() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word(),
            Some(b'}' | b']') => Err(self.refuse("a value is missing here", "take the comma before it away")),
            Some(b'\'') => Err(self.refuse("a text in single quotes", "JSON wants double quotes")),
            Some(b'/' | b'#') => {
                Err(self.refuse("a comment", "JSON has no comments; name the file `.yaml` to have them"))
            }
            Some(_) => Err(self.refuse("no JSON value begins with this", "")),
            None => Err(self.refuse("the text ends where a value is expected", "")),
        }
    }

    /// After an opening bracket: the collection ends at once, or its first key or item follows.
    fn closes(&mut self, open: &mut Vec<In>) -> Result<bool, Stop> {
        self.space();
        let inside = open.last().copied().unwrap_or(In::List);
        if self.peek() == Some(closer(inside)) {
            self.close(open)?;
            return Ok(true);
        }
        if inside == In::Map {
            self.key()?;
        }
        Ok(false)
    }

    /// After a value: `true` when another one follows, `false` when the collection has ended.
    fn goes_on(&mut self, inside: In, open: &mut Vec<In>) -> Result<bool, Stop> {
        self.space();
        match self.peek() {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                self.space();
                if self.peek() == Some(closer(inside)) {
                    self.at = comma;
                    return Err(
                        self.refuse("a comma with nothing after it", "take it away: JSON has no trailing commas")
                    );
                }
                if inside == In::Map {
                    self.key()?;
                }
                Ok(true)
            }
            Some(it) if it == closer(inside) => self.close(open).map(|()| false),
            Some(b'}' | b']') => Err(self.refuse("this bracket closes another kind of value than is open", "")),
            Some(_) => Err(self.refuse("a comma is missing before this", "")),
            None => Err(self.refuse("the text ends inside a list or an object", "")),
        }
    }

    fn close(&mut self, open: &mut Vec<In>) -> Result<(), Stop> {
        self.at += 1;
        open.pop();
        self.build.end(Some(self.at))
    }

    fn key(&mut self) -> Result<(), Stop> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.refuse("a key without double quotes", "JSON wants `\"key\": value`"));
        }
        let key = self.string()?;
        let span = self.build.span(start, self.at);
        self.build.key(key, span);
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.refuse("a colon is missing after the key", ""));
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Result<Box<str>, Stop> {
        let start = self.at + 1;
        let mut from = start;
        let mut text = String::new();
        self.at = start;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = self.text.get(from..self.at).unwrap_or("");
                    self.at += 1;
                    return Ok(if text.is_empty() { rest.into() } else { (text + rest).into_boxed_str() });
                }
                Some(b'\\') => {
                    text.push_str(self.text.get(from..self.at).unwrap_or(""));
                    text.push(self.escape()?);
                    from = self.at;
                }
                Some(0..0x20) => {
                    return Err(
                        self.refuse("a control character inside a text", "write it as an escape, such as `\\n`")
                    );
                }
                Some(_) => self.at += 1,
                None => {
                    self.at = start - 1;
                    return Err(self.refuse("a text that does not end", "close it with `\"`"));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Stop> {
        let letter = self.text.as_bytes().get(self.at + 1).copied();
        let plain = match letter {
            Some(it @ (b'"' | b'\\' | b'/')) => char::from(it),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.refuse("an escape that JSON does not have", "a backslash itself is written `\\\\`")),
        };
        self.at += 2;
        Ok(plain)
    }

    /// `\uXXXX`, or two of them that make one character.
    fn unicode(&mut self) -> Result<char, Stop> {
        let unit = |at: usize| {
            let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
            let hex = digits.bytes().all(|it| it.is_ascii_hexdigit());
            u16::from_str_radix(digits, 16).ok().filter(|_| hex)
        };
        let units: Vec<u16> = [unit(self.at), unit(self.at + 6)].into_iter().map_while(|it| it).collect();
        match char::decode_utf16(units).next() {
            Some(Ok(it)) => {
                self.at += 6 * it.len_utf16();
                Ok(it)
            }
            _ => Err(self.refuse("a `\\u` escape that is no character", "")),
        }
    }

    fn number(&mut self) -> Result<Number, Stop> {
        let start = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'e' | b'E')) {
            self.at += 1;
        }
        let text = self.text.get(start..self.at).unwrap_or("");
        Number::parse(text).ok_or_else(|| {
            self.at = start;
            self.refuse(&format!("`{text}` is not a JSON number"), "")
        })
    }

    fn word(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        while matches!(self.peek(), Some(b'a'..=b'z' | b'A'..=b'Z')) {
            self.at += 1;
        }
        match self.text.get(start..self.at).unwrap_or("") {
            "null" => Ok(Value::Null),
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            word => {
                self.at = start;
                Err(self.refuse(&format!("`{word}` is not a JSON value"), "texts want double quotes"))
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn refuse(&mut self, what: &str, help: &str) -> Stop {
        let width = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = self.build.span(self.at, self.at + width);
        let found = Diagnostic::new(Code::SYNTAX, span, format!("this is not JSON: {what}"));
        self.build.report(if help.is_empty() { found } else { found.help(help) });
        Stop
    }
}

fn closer(inside: In) -> u8 {
    match inside {
        In::List => b']',
        In::Map => b'}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zephyrix_ir::vocabulary::Value as Literal;

    fn read(text: &str) -> Result<Literal, String> {
        let mut log = Diagnostics::default();
        let tree = parse(SourceId(0), text, &mut log);
        match log.all().first() {
            Some(it) => Err(format!("{}@{} {}", it.code.id, it.span.unwrap().start, it.message)),
            None => Ok(tree.unwrap().literal()),
        }
    }

    #[test]
    fn values_escapes_and_spans() {
        let text = r#" {"a": [1, -2.50, "\u00e9\ud83d\ude00\n", {}, []], "b": {"c": null}} "#;
        let tree = parse(SourceId(0), text, &mut Diagnostics::default()).unwrap();
        let items = tree.get("a").unwrap().as_list().unwrap();
        assert_eq!(items[1].as_number().unwrap().as_str(), "-2.50");
        assert_eq!(items[2].as_text(), Some("é😀\n"));
        assert_eq!(&text[tree.get("b").unwrap().span.range()], r#"{"c": null}"#);
        assert_eq!(&text[tree.as_map().unwrap().entry("b").unwrap().key_span.range()], r#""b""#);
    }

    #[test]
    fn what_is_not_json_is_said_where() {
        for (text, says) in [
            ("[1,]", "ZX0101@2 this is not JSON: a comma with nothing after it"),
            ("{\"a\": 1,}", "ZX0101@7 this is not JSON: a comma with nothing after it"),
            ("{\"a\" 1}", "ZX0101@5 this is not JSON: a colon is missing after the key"),
            ("{a: 1}", "ZX0101@1 this is not JSON: a key without double quotes"),
            ("[1 2]", "ZX0101@3 this is not JSON: a comma is missing before this"),
            ("[1}", "ZX0101@2 this is not JSON: this bracket closes another kind of value than is open"),
            ("[\"a", "ZX0101@1 this is not JSON: a text that does not end"),
            ("[True]", "ZX0101@1 this is not JSON: `True` is not a JSON value"),
            ("{\"a\": 1, \"a\": 2}", "ZX0102@9 the key `a` is written twice"),
            ("01", "ZX0101@0 this is not JSON: `01` is not a JSON number"),
            ("\"\\ud800\"", "ZX0101@1 this is not JSON: a `\\u` escape that is no character"),
            ("1 2", "ZX0101@2 this is not JSON: something follows the end of the JSON value"),
            ("", "ZX0101@0 this is not JSON: the text ends where a value is expected"),
        ] {
            assert_eq!(read(text).unwrap_err(), says, "{text}");
        }
        assert!(read(&"[".repeat(100_000)).unwrap_err().starts_with("ZX0104"));
    }

    #[test]
    fn the_same_as_serde_json() {
        for text in
            ["[[],[[]],{}]", "{\"a\":{\"b\":[{\"c\":1e5}]}}", " 3 ", "\"\\\\\\/\"", "[1,[2,[3]],4]", "[\"\u{7f}\"]"]
        {
            let ours = read(text).map(|_| ());
            assert_eq!(ours.is_ok(), serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text}");
        }
    }
}
