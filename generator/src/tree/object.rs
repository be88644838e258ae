//! Reading the members of a mapping, each of the kind it should be.

use super::node::{Entry, Mapping, Node};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Span};

/// A mapping whose members have known kinds: a member of another kind is reported and passed over.
#[derive(Clone, Copy)]
pub(crate) struct Object<'a> {
    /// Where it is written.
    pub(crate) span: Span,
    map: &'a Mapping,
}

impl<'a> Object<'a> {
    /// The mapping that `what` must be.
    pub(crate) fn new(node: &'a Node, what: &str, log: &mut Diagnostics) -> Option<Self> {
        let found = Self::quiet(node);
        if found.is_none() {
            log.push(wrong_type(node, what, "a mapping"));
        }
        found
    }

    /// The mapping, when it is one.
    pub(crate) fn quiet(node: &'a Node) -> Option<Self> {
        node.as_map().map(|map| Self { span: node.span, map })
    }

    /// Every member, in the order written.
    pub(crate) fn entries(self) -> &'a [Entry] {
        self.map.entries()
    }

    /// The keys, in the order written.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'a str> {
        self.map.keys()
    }

    /// A member of any kind.
    pub(crate) fn get(self, name: &str) -> Option<&'a Node> {
        self.map.get(name)
    }

    /// A member with its key.
    pub(crate) fn entry(self, name: &str) -> Option<&'a Entry> {
        self.map.entry(name)
    }

    /// Whether there is such a member.
    pub(crate) fn has(self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A text. A number or boolean is taken as it would be written in quotes, and reported.
    pub(crate) fn text(self, name: &str, log: &mut Diagnostics) -> Option<String> {
        let node = self.get(name)?;
        if let Some(text) = node.as_text() {
            return Some(text.to_owned());
        }
        let text = match (node.as_number(), node.as_bool()) {
            (Some(number), _) => Some(number.as_str().to_owned()),
            (_, Some(value)) => Some(value.to_string()),
            _ => None,
        };
        log.push(match &text {
            Some(text) => {
                Diagnostic::new(Code::UNQUOTED, node.span, format!("`{name}` is a text, and this is {}", node.kind()))
                    .help(format!("put quotes around it: `\"{text}\"`"))
            }
            None => wrong_type(node, &format!("`{name}`"), "a string"),
        });
        text
    }

    /// `true` or `false`; `false` when absent.
    pub(crate) fn flag(self, name: &str, log: &mut Diagnostics) -> bool {
        self.maybe_flag(name, log).unwrap_or(false)
    }

    /// `true` or `false`, if it is there.
    pub(crate) fn maybe_flag(self, name: &str, log: &mut Diagnostics) -> Option<bool> {
        self.typed(name, "a boolean", log, Node::as_bool)
    }

    /// A list; empty when absent.
    pub(crate) fn list(self, name: &str, log: &mut Diagnostics) -> &'a [Node] {
        self.typed(name, "a list", log, |node| node.as_list()).unwrap_or_default()
    }

    /// A mapping.
    pub(crate) fn object(self, name: &str, log: &mut Diagnostics) -> Option<Self> {
        self.typed(name, "a mapping", log, Self::quiet)
    }

    /// The members of a mapping; none when it is absent.
    pub(crate) fn members(self, name: &str, log: &mut Diagnostics) -> &'a [Entry] {
        self.object(name, log).map_or(&[], Object::entries)
    }

    /// The texts of a list with their places.
    pub(crate) fn texts(self, name: &str, log: &mut Diagnostics) -> Vec<(&'a str, Span)> {
        let mut texts = Vec::new();
        for item in self.list(name, log) {
            match item.as_text() {
                Some(text) => texts.push((text, item.span)),
                None => log.push(wrong_type(item, &format!("an item of `{name}`"), "a string")),
            }
        }
        texts
    }

    /// A text that must be there; `what` names the whole.
    pub(crate) fn need_text(self, name: &str, what: &str, log: &mut Diagnostics) -> Option<String> {
        if !self.has(name) {
            log.push(self.missing(name, what));
        }
        self.text(name, log)
    }

    /// Says that a member is not there.
    pub(crate) fn missing(self, name: &str, what: &str) -> Diagnostic {
        Diagnostic::new(Code::MISSING, self.span, format!("{what} has no `{name}`")).suggest(name, self.keys())
    }

    fn typed<T>(
        self,
        name: &str,
        kind: &str,
        log: &mut Diagnostics,
        read: impl Fn(&'a Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.get(name)?;
        let found = read(node);
        if found.is_none() {
            log.push(wrong_type(node, &format!("`{name}`"), kind));
        }
        found
    }
}

/// Says that a value is of another kind than it should be. A `null` where something optional belongs is
/// what an empty YAML member looks like: a warning.
pub(crate) fn wrong_type(node: &Node, what: &str, kind: &str) -> Diagnostic {
    let message = format!("{what} should be {kind}, and is {}", node.kind());
    let found = Diagnostic::new(Code::WRONG_TYPE, node.span, message).label(format!("expected {kind}"));
    if node.is_null() { found.mild().help("it is read as if it were not there") } else { found }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use zephyrix_ir::{Severity, SourceId};

    #[test]
    fn kinds_are_checked_and_reported_with_places() {
        let mut log = Diagnostics::default();
        let tree = parse(SourceId(0), "a.yaml", "version: 1.0\nflag: maybe\nlist: {}\nempty:\n", &mut log).unwrap();
        let object = Object::new(&tree, "it", &mut log).unwrap();
        assert_eq!(object.text("version", &mut log).as_deref(), Some("1.0"));
        assert!(!object.flag("flag", &mut log));
        assert!(object.list("list", &mut log).is_empty());
        assert!(object.object("empty", &mut log).is_none());
        assert!(object.need_text("titel", "it", &mut log).is_none());
        let found: Vec<_> = log.all().iter().map(|it| (it.code.id, it.severity, it.span.unwrap().start)).collect();
        assert_eq!(
            found,
            [
                ("ZX0213", Severity::Warning, 9),
                ("ZX0202", Severity::Error, 19),
                ("ZX0202", Severity::Error, 31),
                ("ZX0202", Severity::Warning, 39),
                ("ZX0203", Severity::Error, 0),
            ]
        );
    }
}
