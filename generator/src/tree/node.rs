//! The tree itself.

use std::sync::Arc;
use zephyrix_ir::vocabulary::{self, Number};
use zephyrix_ir::{Span, vocabulary::Value as Literal};

/// A value and where it is written.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Where; of an alias, the alias itself.
    pub(crate) span: Span,
    pub(super) value: Value,
}

/// What a node says.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// Exact.
    Number(Number),
    /// Unescaped.
    Text(Box<str>),
    /// In order.
    List(Vec<Node>),
    /// In order.
    Map(Box<Mapping>),
    /// What an anchor names, written once and used often.
    Shared(Arc<Node>),
}

/// A member of a mapping.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its key, as text.
    pub(crate) key: Box<str>,
    /// Where the key is written.
    pub(crate) key_span: Span,
    /// What it says.
    pub(crate) node: Node,
}

/// Members in the order written, found by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mapping {
    pub(super) entries: Box<[Entry]>,
    /// Positions in `entries` by key, where there are enough of them to be worth it.
    sorted: Box<[u32]>,
}

impl Node {
    /// A value at a place.
    pub(crate) fn new(span: Span, value: Value) -> Self {
        Self { span, value }
    }

    /// What it says; aliases are followed.
    pub(crate) fn value(&self) -> &Value {
        let mut value = &self.value;
        while let Value::Shared(node) = value {
            value = &node.value;
        }
        value
    }

    /// The members, when it is a mapping.
    pub(crate) fn as_map(&self) -> Option<&Mapping> {
        match self.value() {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, when it is a list.
    pub(crate) fn as_list(&self) -> Option<&[Node]> {
        match self.value() {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text, when it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self.value() {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, when it is one.
    pub(crate) fn as_number(&self) -> Option<&Number> {
        match self.value() {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// `true` or `false`, when it is one of them.
    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self.value() {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value(), Value::Null)
    }

    /// A member by key, when it is a mapping that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key)
    }

    /// What it is, with its article, for sentences.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value() {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) | Value::Shared(_) => "a mapping",
        }
    }

    /// The same as a literal of the model.
    pub(crate) fn literal(&self) -> Literal {
        match self.value() {
            Value::Null | Value::Shared(_) => Literal::Null,
            Value::Bool(value) => Literal::Bool(*value),
            Value::Number(number) => Literal::Number(number.clone()),
            Value::Text(text) => Literal::Text(text.to_string()),
            Value::List(items) => Literal::List(items.iter().map(Node::literal).collect()),
            Value::Map(map) => {
                vocabulary::Value::Map(map.entries().iter().map(|it| (it.key.to_string(), it.node.literal())).collect())
            }
        }
    }
}

impl Mapping {
    /// Below this a scan is faster than a search.
    const SMALL: usize = 12;

    /// The members in order. Of a key written twice the first is found; [`Mapping::duplicates`] tells.
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        let mut sorted: Box<[u32]> = Box::default();
        if entries.len() > Self::SMALL {
            sorted = (0..u32::try_from(entries.len()).unwrap_or(u32::MAX)).collect();
            // Stable, so that the first of two equal keys comes first.
            sorted.sort_by(|a, b| entries[*a as usize].key.cmp(&entries[*b as usize].key));
        }
        // A tree stays for long, and most of its mappings are small: no room is kept for more.
        Self { entries: entries.into(), sorted }
    }

    /// Every member, in the order written.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// A member with its key.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(self.position(key)?)
    }

    /// Where a member is among the entries.
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        if self.sorted.is_empty() {
            return self.entries.iter().position(|it| &*it.key == key);
        }
        let key_at = |at: &u32| &*self.entries[*at as usize].key;
        let first = self.sorted.partition_point(|at| key_at(at) < key);
        self.sorted.get(first).filter(|at| key_at(at) == key).map(|at| *at as usize)
    }

    /// What a member says.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|it| &it.node)
    }

    /// The keys, in the order written.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|it| &*it.key)
    }

    /// Pairs of members that share a key: the first one, and a later one.
    pub(crate) fn duplicates(&self) -> Vec<(&Entry, &Entry)> {
        let mut pairs = Vec::new();
        if self.sorted.is_empty() {
            for (at, later) in self.entries.iter().enumerate() {
                pairs.extend(self.entries[..at].iter().find(|it| it.key == later.key).map(|first| (first, later)));
            }
            return pairs;
        }
        let mut first = self.sorted[0];
        for at in &self.sorted[1..] {
            let (a, b) = (&self.entries[first as usize], &self.entries[*at as usize]);
            if a.key == b.key {
                pairs.push((a, b));
            } else {
                first = *at;
            }
        }
        pairs
    }
}
