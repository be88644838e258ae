//! `$recursiveRef` as the reference that it is in a file (JSON Schema 2019-09 core §8.2.4.2).
//!
//! JSON Schema 2020-12, which OpenAPI 3.1 speaks, has `$dynamicRef` in its place, and documents that are made by tools have
//! the old one still. It leads to the schema around it that says `$recursiveAnchor: true`: what it could mean from
//! other schemas that refer to this one is not looked for.

use crate::tree::{Entry, Mapping, Node, Step, Value};

const REFERENCE: &str = "$recursiveRef";
const ANCHOR: &str = "$recursiveAnchor";

/// Keywords whose values are no schemas.
const DATA: [&str; 5] = ["const", "enum", "default", "example", "examples"];

/// Writes every `$recursiveRef: "#"` as a `$ref`; one without an anchor around it stays.
pub(super) fn resolve(root: &mut Node) {
    let mut found = Vec::new();
    look(root, &mut Vec::new(), None, &mut found);
    for (at, target) in found {
        replace(root, at, target);
    }
}

/// Where a reference is, and where it leads: two ways from the root.
type Found = (Vec<Step>, usize);

fn look(node: &Node, path: &mut Vec<Step>, mut anchor: Option<usize>, found: &mut Vec<Found>) {
    match node.value() {
        Value::List(items) => {
            for (at, it) in items.iter().enumerate() {
                path.push(Step::Item(at));
                look(it, path, anchor, found);
                path.pop();
            }
        }
        Value::Map(map) => {
            if map.get(ANCHOR).and_then(Node::as_bool) == Some(true) {
                anchor = Some(path.len());
            }
            let refers = map.get(REFERENCE).and_then(Node::as_text) == Some("#") && map.get("$ref").is_none();
            found.extend(anchor.filter(|_| refers).map(|anchor| (path.clone(), anchor)));
            for it in map.entries().iter().filter(|it| !DATA.contains(&&*it.key)) {
                path.push(Step::Member(it.key.to_string()));
                look(&it.node, path, anchor, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Puts a `$ref` where a `$recursiveRef` is; the anchor is so many steps down the way to it.
fn replace(root: &mut Node, mut at: Vec<Step>, anchor: usize) {
    let target = Value::Text(fragment(&at[..anchor]).into());
    let Some(schema) = root.at_mut(&at) else { return };
    let old = schema.as_map().and_then(|it| it.entry(REFERENCE)).map(|it| (it.key_span, it.node.span));
    let Some((key_span, span)) = old else { return };
    let entry = Entry { key: "$ref".into(), key_span, node: Node::new(span, target) };
    let reference = Node::new(span, Value::Map(Box::new(Mapping::new(vec![entry]))));
    // A mapping takes members in, whatever they are.
    let _ = schema.merge(&reference);
    at.push(Step::Member(REFERENCE.to_owned()));
    root.remove(&at);
}

/// A JSON pointer as a fragment (RFC 6901 §6).
fn fragment(steps: &[Step]) -> String {
    let part = |it: &Step| match it {
        Step::Member(key) => key.replace('~', "~0").replace('/', "~1").replace('%', "%25"),
        Step::Item(at) => at.to_string(),
    };
    steps.iter().fold("#".to_owned(), |all, it| all + "/" + &part(it))
}
