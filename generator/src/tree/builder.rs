//! Puts a tree together from what a reader sees, within bounds.

use super::node::{Entry, Mapping, Node, Value};
use std::collections::HashMap;
use std::sync::Arc;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId, Span};

/// How deep values may be nested, aliases followed.
pub(super) const MAX_DEPTH: usize = 128;

/// How many values all aliases of one text may stand for.
const MAX_EXPANSION: usize = 1_000_000;

/// Takes the parts in the order of the text.
pub(super) struct Builder<'l> {
    source: SourceId,
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    expanded: usize,
    root: Option<Node>,
    log: &'l mut Diagnostics,
}

/// A collection that is not finished.
struct Open {
    start: usize,
    kind: Kind,
    anchor: usize,
    size: Size,
}

enum Kind {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(Box<str>, Span)> },
}

impl Open {
    fn last_end(&self) -> usize {
        let last = match &self.kind {
            Kind::List(items) => items.last().map(|it| it.span.end),
            Kind::Map { entries, .. } => entries.last().map(|it| it.node.span.end.max(it.key_span.end)),
        };
        last.map_or(self.start, |end| end as usize)
    }
}

/// How much a value stands for when its aliases are followed.
#[derive(Clone, Copy)]
struct Size {
    nodes: usize,
    height: usize,
}

struct Anchored {
    node: Arc<Node>,
    size: Size,
}

impl Size {
    const ONE: Self = Self { nodes: 1, height: 1 };

    fn add(&mut self, child: Self) {
        self.nodes = self.nodes.saturating_add(child.nodes);
        self.height = self.height.max(child.height + 1);
    }
}

/// Nothing more can be read; why is in the log.
pub(super) struct Stop;

impl<'l> Builder<'l> {
    pub(super) fn new(source: SourceId, log: &'l mut Diagnostics) -> Self {
        Self { source, open: Vec::new(), anchors: HashMap::new(), expanded: 0, root: None, log }
    }

    /// Whether the next value is a key.
    pub(super) fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { kind: Kind::Map { key: None, .. }, .. }))
    }

    pub(super) fn report(&mut self, found: Diagnostic) {
        self.log.push(found);
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }

    pub(super) fn start_list(&mut self, start: usize, anchor: usize) -> Result<(), Stop> {
        self.start(start, anchor, Kind::List(Vec::new()))
    }

    pub(super) fn start_map(&mut self, start: usize, anchor: usize) -> Result<(), Stop> {
        self.start(start, anchor, Kind::Map { entries: Vec::new(), key: None })
    }

    fn start(&mut self, start: usize, anchor: usize, kind: Kind) -> Result<(), Stop> {
        if self.wants_key() {
            let span = self.span(start, start + 1);
            self.report(
                Diagnostic::new(Code::SYNTAX, span, "a key that is a list or a mapping")
                    .help("keys are texts; put quotes around it"),
            );
            return Err(Stop);
        }
        self.check_depth(start, 1)?;
        self.open.push(Open { start, kind, anchor, size: Size::ONE });
        Ok(())
    }

    fn check_depth(&mut self, at: usize, height: usize) -> Result<(), Stop> {
        if self.open.len() + height <= MAX_DEPTH {
            return Ok(());
        }
        let span = self.span(at, at + 1);
        self.report(Diagnostic::new(
            Code::TOO_DEEP,
            span,
            format!("values are nested more than {MAX_DEPTH} levels deep here"),
        ));
        Err(Stop)
    }

    /// Ends the innermost collection before the byte `end`, or where its last part ends.
    pub(super) fn end(&mut self, end: Option<usize>) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else { return Err(Stop) };
        let span = self.span(open.start, end.unwrap_or_else(|| open.last_end()));
        let value = match open.kind {
            Kind::List(items) => Value::List(items),
            Kind::Map { entries, .. } => Value::Map(Box::new(self.mapping(entries))),
        };
        self.add(Node::new(span, value), open.anchor, open.size);
        Ok(())
    }

    pub(super) fn key(&mut self, text: Box<str>, span: Span) {
        if let Some(Open { kind: Kind::Map { key, .. }, .. }) = self.open.last_mut() {
            *key = Some((text, span));
        }
    }

    pub(super) fn scalar(&mut self, value: Value, span: Span, anchor: usize) {
        self.add(Node::new(span, value), anchor, Size::ONE);
    }

    /// Remembers the anchor of a key, which is a text wherever it is used.
    pub(super) fn name_key(&mut self, anchor: usize, text: &str, span: Span) {
        if anchor != 0 {
            let node = Arc::new(Node::new(span, Value::Text(text.into())));
            self.anchors.insert(anchor, Anchored { node, size: Size::ONE });
        }
    }

    /// The text of a scalar that an alias names, for use as a key.
    pub(super) fn anchored_key(&self, anchor: usize) -> Option<Box<str>> {
        self.anchors.get(&anchor)?.node.as_text().map(Into::into)
    }

    pub(super) fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let Some(Anchored { node, size }) = self.anchors.get(&anchor) else {
            self.report(Diagnostic::new(Code::ALIAS_BOMB, span, "an alias inside the value that it stands for"));
            return Err(Stop);
        };
        let (node, size) = (Arc::clone(node), *size);
        self.check_depth(span.start as usize, size.height)?;
        self.expanded = self.expanded.saturating_add(size.nodes);
        if self.expanded > MAX_EXPANSION {
            self.report(
                Diagnostic::new(
                    Code::ALIAS_BOMB,
                    span,
                    format!("the aliases up to here stand for more than {MAX_EXPANSION} values"),
                )
                .help("write the values out, or refer to them by `$ref`"),
            );
            return Err(Stop);
        }
        self.add(Node::new(span, Value::Shared(node)), 0, size);
        Ok(())
    }

    fn add(&mut self, mut node: Node, anchor: usize, size: Size) {
        if anchor != 0 {
            let span = node.span;
            let shared = Arc::new(node);
            node = Node::new(span, Value::Shared(Arc::clone(&shared)));
            self.anchors.insert(anchor, Anchored { node: shared, size });
        }
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        open.size.add(size);
        match &mut open.kind {
            Kind::List(items) => items.push(node),
            Kind::Map { entries, key } => {
                entries.extend(key.take().map(|(key, key_span)| Entry { key, key_span, node }));
            }
        }
    }

    /// Merges what `<<` names, and reports keys that are written twice.
    fn mapping(&mut self, mut entries: Vec<Entry>) -> Mapping {
        while let Some(at) = entries.iter().position(|it| &*it.key == "<<") {
            let merge = entries.remove(at);
            self.merge(&merge, &mut entries);
        }
        let map = Mapping::new(entries);
        for (first, later) in map.duplicates() {
            self.log.push(
                Diagnostic::new(
                    Code::DUPLICATE_KEY,
                    later.key_span,
                    format!("the key `{}` is written twice", later.key),
                )
                .label("again here")
                .related(first.key_span, "first here")
                .help("remove one of the two"),
            );
        }
        map
    }

    /// Adds the members of `merge` that are not there (the merge key of YAML 1.1).
    fn merge(&mut self, merge: &Entry, into: &mut Vec<Entry>) {
        let one = std::slice::from_ref(&merge.node);
        for part in merge.node.as_list().unwrap_or(one) {
            let Some(map) = part.as_map() else {
                let message = format!("`<<` merges mappings, and this is {}", part.kind());
                self.log
                    .push(Diagnostic::new(Code::BAD_MERGE, part.span, message).help("name a mapping by its anchor"));
                continue;
            };
            for entry in map.entries() {
                if !into.iter().any(|it| it.key == entry.key) {
                    into.push(entry.clone());
                }
            }
        }
    }

    /// The tree, once everything has been seen.
    pub(super) fn finish(self) -> Option<Node> {
        self.root
    }
}
