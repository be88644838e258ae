//! Addresses of services.

use crate::lint::fix::cut_end;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use crate::tree::Node;

/// Every address that documents state.
fn urls<'a>(subject: &'a Subject<'_>) -> Vec<&'a Node> {
    let facts = subject.facts;
    let roots = facts.roots().map(|(_, it)| &it.root);
    let own = facts.operations.iter().flat_map(|it| [it.item, &it.entry.node]);
    let lists = roots.chain(own).filter_map(|it| it.get("servers").and_then(Node::as_list));
    lists.flatten().filter_map(|it| it.get("url")).filter(|it| it.as_text().is_some()).collect()
}

/// Whether an address is on the machine itself.
pub(super) fn is_local(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |it| it.1);
    let host = host.split(['/', '?', '#']).next().unwrap_or("").rsplit('@').next().unwrap_or("");
    let host = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or("") };
    host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || host.starts_with("[::1]")
        || host == "0.0.0.0"
}

pub(in crate::lint) fn http_server(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let help = "serve it by `https:`";
    for url in urls(subject) {
        let text = url.as_text().unwrap_or("");
        if text.to_ascii_lowercase().starts_with("http://")
            && !is_local(text)
            && let Some(found) = sink.found(url.span, format!("everybody on the way can read what `{text}` is asked"))
        {
            found.name(text).help(help);
        }
    }
    for (_, tree) in subject.facts.roots().filter(|it| it.1.is_swagger) {
        let host = tree.root.get("host").and_then(Node::as_text).unwrap_or("");
        let schemes = tree.root.get("schemes").and_then(Node::as_list).unwrap_or_default();
        let plain = schemes.iter().find(|it| matches!(it.as_text(), Some("http" | "ws")));
        if let Some(it) = plain.filter(|_| !is_local(host))
            && let Some(found) = sink.found(it.span, format!("everybody on the way can read what `{host}` is asked"))
        {
            found.name(host).help(help);
        }
    }
}

pub(in crate::lint) fn server_trailing_slash(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for url in urls(subject) {
        let text = url.as_text().unwrap_or("");
        // The address `/` is that of the document's own server: there is nothing else to call it.
        if text.trim_end_matches('/').ends_with(|it: char| it != ':')
            && text.ends_with('/')
            && let Some(found) = sink.found(url.span, format!("`{text}` ends in a slash, and paths begin with one"))
        {
            found.name(text).help(format!("write `{}`", text.trim_end_matches('/')));
            found.fix(cut_end(subject.sources, url, "/"));
        }
    }
}

pub(in crate::lint) fn server_example(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for url in urls(subject) {
        let text = url.as_text().unwrap_or("");
        let host = text.split_once("://").map_or("", |it| it.1).split(['/', ':']).next().unwrap_or("");
        let is_example = ["example.com", "example.org", "example.net"]
            .iter()
            .any(|it| host.strip_suffix(it).is_some_and(|it| it.is_empty() || it.ends_with('.')));
        if is_example && let Some(found) = sink.found(url.span, format!("`{text}` is nobody's address")) {
            found.name(text).help("write where the service is");
        }
    }
}

pub(in crate::lint) fn no_servers(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (file, tree) in subject.facts.roots() {
        let key = if tree.is_swagger { "host" } else { "servers" };
        let serves = subject.facts.operations.iter().any(|it| it.root == file && !it.is_webhook);
        let none = tree.root.get(key).is_none_or(|it| it.as_list().is_some_and(<[Node]>::is_empty));
        let Some(info) = tree.root.as_map().and_then(|it| it.entry("info")).filter(|_| none && serves) else {
            continue;
        };
        if let Some(found) = sink.found(info.key_span, "the document does not say where the service is") {
            found.name("info").help(format!("state it under `{key}`"));
        }
    }
}
