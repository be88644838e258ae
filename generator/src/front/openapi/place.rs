//! A node of a document, and the pointer that leads to it.

use super::documents::{Document, decode};
use super::version::Version;
use crate::tree::{Entry, Node, Object, Value};
use zephyrix_ir::Span;

/// Where one is in a document.
#[derive(Clone)]
pub(super) struct Place<'a> {
    /// The file.
    pub(super) doc: &'a Document,
    /// What is there.
    pub(super) node: &'a Node,
    /// How to get there from the root: a JSON pointer (RFC 6901).
    pub(super) pointer: String,
}

impl<'a> Place<'a> {
    /// The root of a file.
    pub(super) fn root(doc: &'a Document) -> Self {
        Self { doc, node: &doc.root, pointer: String::new() }
    }

    /// What the schemas here mean.
    pub(super) fn version(&self) -> Version {
        self.doc.version
    }

    /// Where it is written.
    pub(super) fn span(&self) -> Span {
        self.node.span
    }

    /// The key of a type that is written here.
    pub(super) fn key(&self) -> String {
        format!("{}#{}", self.doc.path, self.pointer)
    }

    /// The node as a mapping, if it is one.
    pub(super) fn object(&self) -> Option<Object<'a>> {
        Object::quiet(self.node)
    }

    /// A member, if there is one.
    pub(super) fn child(&self, name: &str) -> Option<Self> {
        let node = self.node.get(name)?;
        Some(self.step(name, node))
    }

    /// A member at hand.
    pub(super) fn member(&self, entry: &'a Entry) -> Self {
        self.step(&entry.key, &entry.node)
    }

    /// Every member of the mapping `name`; none when it is no mapping.
    pub(super) fn members(&self, name: &str) -> Vec<(&'a Entry, Self)> {
        let Some(map) = self.child(name) else { return Vec::new() };
        let entries = map.object().map_or(&[][..], Object::entries);
        entries.iter().map(|entry| (entry, map.member(entry))).collect()
    }

    /// Every item of the list `name`; none when it is no list.
    pub(super) fn items(&self, name: &str) -> Vec<Self> {
        let Some(list) = self.child(name) else { return Vec::new() };
        let items = list.node.as_list().unwrap_or_default();
        items.iter().enumerate().map(|(at, node)| list.step(&at.to_string(), node)).collect()
    }

    fn step(&self, name: &str, node: &'a Node) -> Self {
        let mut pointer = String::with_capacity(self.pointer.len() + name.len() + 1);
        pointer.push_str(&self.pointer);
        pointer.push('/');
        if name.contains(['~', '/']) {
            pointer.push_str(&escape(name));
        } else {
            pointer.push_str(name);
        }
        Self { doc: self.doc, node, pointer }
    }

    /// Follows a pointer from the root of a file. `Err` is the part of it that leads nowhere, and from where.
    pub(super) fn walk(doc: &'a Document, pointer: &str) -> Result<Self, (String, Self)> {
        let mut place = Self::root(doc);
        for part in pointer.split('/').skip(1) {
            let name = unescape(part);
            let next = match place.node.value() {
                Value::List(items) => name.parse::<usize>().ok().and_then(|at| items.get(at)),
                _ => place.node.get(&name),
            };
            let Some(next) = next else { return Err((name, place)) };
            place = place.step(&name, next);
        }
        Ok(place)
    }
}

/// A reference's fragment as a JSON pointer in canonical form; `None` when it is not a pointer.
pub(super) fn pointer_of(reference: &str) -> Option<String> {
    let fragment = decode(reference.split_once('#').map_or("", |(_, fragment)| fragment));
    (fragment.is_empty() || fragment.starts_with('/')).then_some(fragment)
}

/// The parts of a pointer, unescaped.
pub(super) fn parts(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(unescape).collect()
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescape(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}
