//! `$id`, `$anchor` and `$dynamicAnchor`: the names of schemas in a file (JSON Schema 2020-12 core §8.2).

use super::documents::{is_remote, join};
use super::place::pointer_of;
use crate::tree::{Node, Value};
use std::collections::HashMap;

/// Keywords whose values are no schemas.
const DATA: [&str; 5] = ["const", "enum", "default", "example", "examples"];

/// The names in one file.
#[derive(Default)]
pub(super) struct Identifiers {
    /// Pointers of schemas with an `$id`, and the URI that it comes to; those within others later.
    resources: Vec<(String, String)>,
    /// By URI and name: the pointer of the schema.
    anchors: HashMap<(String, String), String>,
    /// By name: how many schemas are its `$dynamicAnchor`.
    dynamic: HashMap<String, usize>,
}

impl Identifiers {
    /// Every name in the file at `path`.
    pub(super) fn of(path: &str, root: &Node) -> Self {
        let mut found = Self::default();
        found.look(root, path, "");
        found
    }

    /// How many schemas a dynamic reference may mean.
    pub(super) fn dynamic(&self, reference: &str) -> usize {
        let name = reference.split_once('#').map_or("", |it| it.1);
        self.dynamic.get(name).copied().unwrap_or_default()
    }

    /// Where a reference from a pointer leads, if it leads to a schema that has a name, or from one in it.
    pub(super) fn find(&self, path: &str, from: &str, reference: &str) -> Option<String> {
        if self.resources.is_empty() && self.anchors.is_empty() {
            return None;
        }
        let around =
            |it: &&(String, String)| from.strip_prefix(&*it.0).is_some_and(|it| it.is_empty() || it.starts_with('/'));
        let base = self.resources.iter().rfind(around).map_or(path, |it| &it.1);
        let uri = resolve(base, reference.split('#').next().unwrap_or(""));
        let named = self.resources.iter().find(|it| it.1 == uri).map(|it| it.0.as_str());
        let resource = named.or_else(|| (uri == path).then_some(""))?;
        if let Some(pointer) = pointer_of(reference) {
            return Some(format!("{resource}{pointer}"));
        }
        let anchor = reference.split_once('#').map_or("", |it| it.1);
        self.anchors.get(&(uri, anchor.to_owned())).cloned()
    }

    fn look(&mut self, node: &Node, base: &str, pointer: &str) {
        match node.value() {
            Value::List(items) => {
                for (at, it) in items.iter().enumerate() {
                    self.look(it, base, &format!("{pointer}/{at}"));
                }
            }
            Value::Map(map) => {
                let text = |name| node.get(name).and_then(Node::as_text);
                let uri = text("$id").map_or_else(|| base.to_owned(), |it| resolve(base, it.trim_end_matches('#')));
                if uri != base {
                    self.resources.push((pointer.to_owned(), uri.clone()));
                }
                for name in ["$anchor", "$dynamicAnchor"].iter().filter_map(|it| text(it)) {
                    self.anchors.entry((uri.clone(), name.to_owned())).or_insert_with(|| pointer.to_owned());
                }
                if let Some(name) = text("$dynamicAnchor") {
                    *self.dynamic.entry(name.to_owned()).or_default() += 1;
                }
                for it in map.entries().iter().filter(|it| !DATA.contains(&&*it.key)) {
                    let name = it.key.replace('~', "~0").replace('/', "~1");
                    self.look(&it.node, &uri, &format!("{pointer}/{name}"));
                }
            }
            _ => {}
        }
    }
}

/// A reference without its fragment, from where it is written (RFC 3986 §5.2, as far as files need it).
fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() || is_remote(reference) {
        return if reference.is_empty() { base } else { reference }.to_owned();
    }
    match base.split_once("://") {
        None => join(base, reference),
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            format!("{scheme}://{host}{}", join(&format!("/{path}"), reference))
        }
    }
}
