//! Bytes as they come, taken apart into items.

use bytes::{Buf, Bytes, BytesMut};

/// How items are told apart in one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events: WHATWG HTML §9.2.6.
    Events,
    /// One item a line.
    Lines,
    /// A JSON text sequence, RFC 7464.
    Sequence,
    /// Server-sent events with results of GraphQL, of which `complete` is the last.
    Results,
}

/// What was told apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The JSON of an item.
    Item(Bytes),
    /// The problem that ends a stream of events.
    Problem(Bytes),
    /// That there are no more.
    End,
}

/// What has come and is not taken apart yet.
#[derive(Debug)]
pub(super) struct Frames {
    framing: Framing,
    buffer: BytesMut,
    /// How much of the buffer was looked at.
    seen: usize,
    /// The lines of the event, or of the text of a sequence, so far.
    data: Vec<u8>,
    /// Whether the event is an `error`.
    error: bool,
    /// Whether the event is the one that is the last.
    complete: bool,
    nesting: Nesting,
}

impl Frames {
    pub(super) fn new(framing: Framing) -> Self {
        let (buffer, data, nesting) = (BytesMut::new(), Vec::new(), Nesting::default());
        Self { framing, buffer, seen: 0, data, error: false, complete: false, nesting }
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    /// How many bytes are kept.
    pub(super) fn len(&self) -> usize {
        self.buffer.len() + self.data.len()
    }

    /// The next frame that is complete.
    pub(super) fn next(&mut self) -> Option<Frame> {
        while let Some(line) = self.line() {
            let found = match self.framing {
                Framing::Lines => item(line.trim_ascii()),
                Framing::Events | Framing::Results => self.event(&line),
                Framing::Sequence => self.text(&line),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// What is left when no more comes. An event that is not complete is none: HTML §9.2.6.
    pub(super) fn last(&mut self) -> Option<Frame> {
        let rest = std::mem::take(&mut self.buffer);
        match self.framing {
            Framing::Lines => item(rest.trim_ascii()),
            Framing::Events | Framing::Results => None,
            Framing::Sequence => self.text(&rest).or_else(|| item(std::mem::take(&mut self.data).trim_ascii())),
        }
    }

    /// The next line that has come to its end, without it.
    fn line(&mut self) -> Option<Bytes> {
        let Some(at) = self.buffer[self.seen..].iter().position(|it| *it == b'\n') else {
            self.seen = self.buffer.len();
            return None;
        };
        let line = self.buffer.split_to(self.seen + at).freeze();
        self.buffer.advance(1);
        self.seen = 0;
        Some(line)
    }

    /// One line of an event; the empty one ends it.
    fn event(&mut self, line: &[u8]) -> Option<Frame> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        if line.is_empty() {
            let (data, error) = (std::mem::take(&mut self.data), std::mem::take(&mut self.error));
            if std::mem::take(&mut self.complete) {
                return Some(Frame::End);
            }
            let frame = item(data.trim_ascii())?;
            return match frame {
                Frame::Item(text) if error => Some(Frame::Problem(text)),
                frame => Some(frame),
            };
        }
        let (name, value) = match line.iter().position(|it| *it == b':') {
            Some(at) => (&line[..at], &line[at + 1..]),
            None => (line, &b""[..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"event" if self.framing == Framing::Results => self.complete = value == b"complete",
            b"event" => self.error = value == b"error",
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            _ => {}
        }
        None
    }

    /// One line of a text, which ends with a line at whose end nothing is open.
    fn text(&mut self, line: &[u8]) -> Option<Frame> {
        const START: u8 = 0x1e;
        let line = match line.iter().rposition(|it| *it == START) {
            // What came before was cut short: RFC 7464 §2.3.
            Some(at) => {
                self.data.clear();
                self.nesting = Nesting::default();
                &line[at + 1..]
            }
            None => line,
        };
        self.data.extend_from_slice(line);
        self.data.push(b'\n');
        self.nesting.pass(line);
        if self.nesting.is_open() {
            return None;
        }
        item(std::mem::take(&mut self.data).trim_ascii())
    }
}

fn item(text: &[u8]) -> Option<Frame> {
    (!text.is_empty()).then(|| Frame::Item(Bytes::copy_from_slice(text)))
}

/// How deep in a JSON text one is; each byte is looked at once.
#[derive(Debug, Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    fn pass(&mut self, text: &[u8]) {
        for byte in text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_string => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'{' | b'[' if !self.in_string => self.depth += 1,
                b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        self.in_string || self.depth > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The frames of a body that comes a byte at a time, and of one that comes at once.
    fn frames(framing: Framing, body: &str) -> Vec<String> {
        let read = |size: usize| {
            let (mut frames, mut found) = (Frames::new(framing), Vec::new());
            for chunk in body.as_bytes().chunks(size) {
                frames.push(chunk);
                found.extend(std::iter::from_fn(|| frames.next()));
            }
            found.extend(frames.last());
            found
        };
        let all = read(body.len());
        assert_eq!(read(1), all);
        let text = |it: &Bytes| String::from_utf8_lossy(it).into_owned();
        let shown = |it: &Frame| match it {
            Frame::Item(it) => text(it),
            Frame::Problem(it) => format!("problem {}", text(it)),
            Frame::End => "end".to_owned(),
        };
        all.iter().map(shown).collect()
    }

    #[test]
    fn events_are_told_apart() {
        let body =
            ":\n\nid: 1\r\ndata: {\"a\":\r\ndata:1}\r\n\r\nretry: 5\n\nevent: error\ndata: {}\n\ndata\n\ndata: cut";
        assert_eq!(frames(Framing::Events, body), ["{\"a\":\n1}", "problem {}"]);
        assert_eq!(frames(Framing::Events, "\u{feff}event: tick\ndata: 1\n\ndata: 2\n\n"), ["1", "2"]);
    }

    #[test]
    fn the_last_of_results_says_so() {
        let body = "event: next\ndata: 1\n\nevent: error\ndata: 2\n\nevent: complete\ndata:\n\n";
        assert_eq!(frames(Framing::Results, body), ["1", "2", "end"]);
        assert_eq!(frames(Framing::Events, "event: complete\ndata: 1\n\nevent: complete\ndata:\n\n"), ["1"]);
    }

    #[test]
    fn lines_are_told_apart() {
        assert_eq!(frames(Framing::Lines, "1\r\n\n{\"a\": 2}\n3"), ["1", "{\"a\": 2}", "3"]);
    }

    #[test]
    fn texts_of_sequences_are_told_apart() {
        let body = "\u{1e}{\n\"a}\\\"\": [1\n]}\n\u{1e}{\"cut\u{1e}2\n\u{1e}\u{1e}\"x\"";
        assert_eq!(frames(Framing::Sequence, body), ["{\n\"a}\\\"\": [1\n]}", "2", "\"x\""]);
    }

    #[test]
    fn a_text_does_not_wait_for_the_next_one() {
        let mut frames = Frames::new(Framing::Sequence);
        frames.push(b"\x1e{\"a\":1}\n");
        assert!(frames.next().is_some() && frames.len() == 0);
    }
}
