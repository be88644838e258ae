//! YAML 1.2.

use super::builder::{Builder, MAX_DEPTH, Stop};
use super::node::{Node, Value};
use super::scalar;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Tag};
use std::borrow::Cow;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId};

/// The first document of a stream.
pub(super) fn parse(source: SourceId, text: &str, log: &mut Diagnostics) -> Option<Node> {
    let mut reader = Reader { text, build: Builder::new(source, log) };
    reader.run().ok()?;
    reader.build.finish()
}

struct Reader<'t, 'l> {
    text: &'t str,
    build: Builder<'l>,
}

impl<'t> Reader<'t, '_> {
    fn run(&mut self) -> Result<(), Stop> {
        let options = granit_parser::options! {
            emit_comments: false,
            flow_nesting_limit: MAX_DEPTH + 1,
            block_nesting_limit: MAX_DEPTH + 1,
        };
        let mut documents = 0;
        for step in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = step.map_err(|error| self.refuse(&error))?;
            let at = span.byte_range().unwrap_or_default();
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
            }
            if documents > 1 {
                let span = self.build.span(at.start, at.end);
                let message = "only the first document of this stream is read";
                self.build.report(Diagnostic::new(Code::UNSUPPORTED, span, message).label("a second one begins here"));
                return Ok(());
            }
            self.take(event, at)?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'t>, at: std::ops::Range<usize>) -> Result<(), Stop> {
        match event {
            Event::Alias(anchor) => self.alias(anchor, &at),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, anchor, tag.as_deref(), at);
                Ok(())
            }
            Event::SequenceStart(_, anchor, _) => self.build.start_list(at.start, anchor),
            Event::MappingStart(_, anchor, _) => self.build.start_map(at.start, anchor),
            // A block collection has no closing bracket: it ends where its last part does.
            Event::SequenceEnd | Event::MappingEnd => self.build.end((!at.is_empty()).then_some(at.end)),
            _ => Ok(()),
        }
    }

    fn alias(&mut self, anchor: usize, at: &std::ops::Range<usize>) -> Result<(), Stop> {
        let span = self.build.span(at.start, at.end);
        if !self.build.wants_key() {
            return self.build.alias(anchor, span);
        }
        let Some(key) = self.build.anchored_key(anchor) else {
            self.build.report(Diagnostic::new(Code::SYNTAX, span, "a key that is not a text"));
            return Err(Stop);
        };
        self.build.key(key, span);
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<'t, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: std::ops::Range<usize>,
    ) {
        let span = self.build.span(at.start, at.end);
        if self.build.wants_key() {
            self.build.name_key(anchor, &text, span);
            self.build.key(text.into(), span);
            return;
        }
        let core = tag.and_then(Tag::core_suffix);
        let value = match core {
            Some(tag) => scalar::tagged(tag, &text).unwrap_or_else(|| {
                let message = format!("`{text}` is not what its tag `!!{tag}` says");
                self.build.report(Diagnostic::new(Code::WRONG_TYPE, span, message));
                Value::Text(text.into())
            }),
            None if style == ScalarStyle::Plain && tag.is_none() => scalar::plain(&text),
            None => Value::Text(text.into()),
        };
        self.build.scalar(value, span, anchor);
    }

    fn refuse(&mut self, error: &ScanError) -> Stop {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let span = self.build.span(at, at);
        let found = match error.kind() {
            ErrorKind::RecursionLimitExceeded => Diagnostic::new(
                Code::TOO_DEEP,
                span,
                format!("values are nested more than {MAX_DEPTH} levels deep here"),
            ),
            ErrorKind::UnknownAnchor => {
                Diagnostic::new(Code::SYNTAX, span, "an alias to an anchor that has not been written before")
            }
            _ => Diagnostic::new(Code::SYNTAX, span, format!("this is not YAML: {}", error.info())),
        };
        self.build.report(found);
        Stop
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<String>) {
        let mut log = Diagnostics::default();
        let tree = parse(SourceId(0), text, &mut log);
        let found = log.all().iter().map(|it| {
            let at = it.span.map_or(String::new(), |span| span.start.to_string());
            format!("{}@{at}", it.code.id)
        });
        (tree, found.collect())
    }

    fn at<'n>(tree: &'n Node, path: &str) -> &'n Node {
        path.split('/').fold(tree, |node, key| match key.parse::<usize>() {
            Ok(at) => &node.as_list().unwrap()[at],
            Err(_) => node.get(key).unwrap(),
        })
    }

    #[test]
    fn values_and_keys_have_byte_spans() {
        let text = "é: ü\nlist:\n  - a: 1\n    b: 'two'\n\n# end\nlast: x\n";
        let (tree, found) = read(text);
        let tree = tree.unwrap();
        assert!(found.is_empty(), "{found:?}");
        let slice = |node: &Node| &text[node.span.range()];
        assert_eq!(slice(at(&tree, "é")), "ü");
        assert_eq!(slice(at(&tree, "list/0/b")), "'two'");
        assert_eq!(slice(at(&tree, "list/0")), "a: 1\n    b: 'two'");
        assert_eq!(&text[tree.as_map().unwrap().entry("list").unwrap().key_span.range()], "list");
    }

    #[test]
    fn scalars_by_style_and_tag() {
        let (tree, _) = read("a: 200\nb: '200'\nc: !!str 200\nd: |\n  text\ne: no\n200: ok\ntrue: yes\n");
        let tree = tree.unwrap();
        assert_eq!(at(&tree, "a").as_number().unwrap().as_str(), "200");
        for (key, says) in [("b", "200"), ("c", "200"), ("d", "text\n"), ("e", "no"), ("true", "yes")] {
            assert_eq!(at(&tree, key).as_text(), Some(says), "{key}");
        }
        assert_eq!(tree.get("200").unwrap().as_text(), Some("ok"));
    }

    #[test]
    fn keys_written_twice_are_reported_with_both_places() {
        let mut log = Diagnostics::default();
        parse(SourceId(0), "a: 1\nb: 2\na: 3\n", &mut log).unwrap();
        let found = &log.all()[0];
        assert_eq!((found.code.id, found.span.unwrap().start, found.related[0].span.start), ("ZX0102", 10, 0));
    }

    #[test]
    fn aliases_and_merge_keys() {
        let (tree, found) =
            read("base: &b { x: 1, y: 2 }\nmore: { <<: *b, y: 3 }\nboth:\n  <<: [*b, { z: 4 }]\nlike: *b\n");
        let tree = tree.unwrap();
        assert!(found.is_empty(), "{found:?}");
        let number = |path| at(&tree, path).as_number().unwrap().as_str().to_owned();
        assert_eq!((number("more/x"), number("more/y"), number("both/z")), ("1".into(), "3".into(), "4".into()));
        assert_eq!(number("like/y"), "2");
        assert_eq!(read("a: &x 1\nb: { <<: *x }\n").1, ["ZX0105@17"]);
    }

    #[test]
    fn bombs_and_depths_are_refused() {
        let first = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        let next = |at: usize| format!("a{at}: &a{at} [{}]\n", format!("*a{}, ", at - 1).repeat(10));
        let bomb = (1..9).fold(first, |text, at| text + &next(at));
        let (tree, found) = read(&bomb);
        assert!(tree.is_none() && found[0].starts_with("ZX0103"), "{found:?}");
        assert!(read("a: &a [*a]\n").1[0].starts_with("ZX0103"));
        assert!(read(&"[".repeat(5000)).1[0].starts_with("ZX0104"));
        assert!(read(&"- ".repeat(5000)).1[0].starts_with("ZX0104"));
        let chain: String = (1..500)
            .map(|at| format!("k{at}: &k{at} [*k{}]\n", at - 1))
            .fold("k0: &k0 [x]\n".to_owned(), |a, b| a + &b);
        assert!(read(&chain).1[0].starts_with("ZX0104"));
    }

    #[test]
    fn what_is_not_yaml_is_said_where() {
        assert_eq!(read("a: [1, 2\nb: 3").1[0][..6], *"ZX0101");
        assert_eq!(read("a: 1\nb: *gone\n").1, ["ZX0101@8"]);
        assert_eq!(read("? [a]\n: b\n").1[0][..6], *"ZX0101");
        let (tree, found) = read("a: 1\n---\nb: 2\n");
        assert!(tree.is_some());
        assert_eq!(found, ["ZX0205@5"]);
        assert!(read("").0.is_none());
    }
}
