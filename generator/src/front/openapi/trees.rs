//! Documents as they are written, for those who judge how they are written.

use super::documents::{Documents, file_of, is_remote, join};
use super::place::{parts, pointer_of};
use super::version::Version;
use crate::front::Input;
use crate::tree::{Node, Value};
use zephyrix_ir::Diagnostics;

/// How many references in a row are followed.
const MAX_HOPS: usize = 64;

/// One file, overlays applied.
pub(crate) struct Tree {
    /// Its path.
    pub(crate) path: String,
    /// Whether it is an input, and no file that one refers to.
    pub(crate) is_root: bool,
    /// Whether it is Swagger 2.0.
    pub(crate) is_swagger: bool,
    /// Whether its schemas are JSON Schema: OpenAPI 3.1 and later.
    pub(crate) is_json_schema: bool,
    /// All of it.
    pub(crate) root: Node,
}

/// A source and what it refers to, each file that is not there yet. What is wrong with them, the front end tells.
pub(in crate::front) fn read(input: Input<'_>, trees: &mut Vec<Tree>) {
    let Some(documents) = Documents::load(input, &mut Diagnostics::default()) else { return };
    for (at, it) in documents.into_all().enumerate() {
        match trees.iter_mut().find(|tree| tree.path == it.path) {
            Some(tree) => tree.is_root |= at == 0,
            None => trees.push(Tree {
                path: it.path,
                is_root: at == 0,
                is_swagger: it.version == Version::V2,
                is_json_schema: it.version.is_json_schema(),
                root: it.root,
            }),
        }
    }
}

/// Where the references of a node lead in the end, and the file that is in; `None` where they lead nowhere.
pub(crate) fn follow<'a>(trees: &'a [Tree], mut file: usize, mut node: &'a Node) -> Option<(usize, &'a Node)> {
    for _ in 0..MAX_HOPS {
        let Some(reference) = node.get("$ref").and_then(Node::as_text) else { return Some((file, node)) };
        (file, node) = target(trees, file, reference)?;
    }
    None
}

/// Where one reference in a file leads.
pub(crate) fn target<'a>(trees: &'a [Tree], from: usize, reference: &str) -> Option<(usize, &'a Node)> {
    if is_remote(reference) {
        return None;
    }
    let file = match file_of(reference) {
        None => from,
        Some(file) => {
            let path = join(&trees.get(from)?.path, &file);
            trees.iter().position(|it| it.path == path)?
        }
    };
    let mut node = &trees.get(file)?.root;
    for part in parts(&pointer_of(reference)?) {
        node = match node.value() {
            Value::List(items) => items.get(part.parse::<usize>().ok()?)?,
            _ => node.get(&part)?,
        };
    }
    Some((file, node))
}
