//! Groups of operations.

use crate::lint::fix::remove_item;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use crate::tree::Node;
use std::collections::HashSet;

pub(in crate::lint) fn operation_tag(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in subject.facts.operations.iter().filter(|it| !it.is_webhook) {
        let none = it.get("tags").and_then(Node::as_list).is_none_or(<[Node]>::is_empty);
        if none && let Some(found) = sink.found(it.entry.key_span, format!("`{}` is in no group", it.shown())) {
            found.name(it.name()).path(it.path).help("give it a tag: `tags: [pets]`");
        }
    }
}

/// Every tag that the input of a file declares.
fn declared(root: &Node) -> impl Iterator<Item = &Node> {
    root.get("tags").and_then(Node::as_list).unwrap_or_default().iter().filter_map(|it| it.get("name"))
}

pub(in crate::lint) fn tag_defined(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (root, tree) in subject.facts.roots() {
        let known: HashSet<&str> = declared(&tree.root).filter_map(Node::as_text).collect();
        for it in subject.facts.operations.iter().filter(|it| it.root == root) {
            for tag in it.get("tags").and_then(Node::as_list).unwrap_or_default() {
                let text = tag.as_text().unwrap_or("");
                if !known.contains(text)
                    && let Some(found) = sink.found(tag.span, format!("the document does not declare the tag `{text}`"))
                {
                    found.name(text).path(it.path).help("declare it under `tags`, with what it is about");
                }
            }
        }
    }
}

pub(in crate::lint) fn tag_twice(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in &subject.facts.operations {
        let Some(list) = it.get("tags") else { continue };
        let mut seen = HashSet::new();
        for (at, tag) in list.as_list().unwrap_or_default().iter().enumerate() {
            let Some(text) = tag.as_text().filter(|it| !seen.insert(*it)) else { continue };
            if let Some(found) = sink.found(tag.span, format!("`{}` has the tag `{text}` twice", it.shown())) {
                let fix = remove_item(subject.sources, list, at);
                found.name(it.name()).path(it.path).help("take one out").fix(fix);
            }
        }
    }
}

pub(in crate::lint) fn unused_tag(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (root, tree) in subject.facts.roots() {
        let operations = subject.facts.operations.iter().filter(|it| it.root == root);
        let lists = operations.filter_map(|it| it.get("tags").and_then(Node::as_list));
        let mut used: HashSet<&str> = lists.flatten().filter_map(Node::as_text).collect();
        let parents = tree.root.get("tags").and_then(Node::as_list).unwrap_or_default();
        used.extend(parents.iter().filter_map(|it| it.get("parent").and_then(Node::as_text)));
        for name in declared(&tree.root) {
            let text = name.as_text().unwrap_or("");
            if !used.contains(text)
                && let Some(found) = sink.found(name.span, format!("no operation has the tag `{text}`"))
            {
                found.name(text).help("take it out, or give it to operations");
            }
        }
    }
}
