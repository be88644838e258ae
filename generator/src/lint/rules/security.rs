//! Who may ask, and who can listen.

use super::servers::is_local;
use crate::lint::documents::{Facts, entries};
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use crate::tree::{Entry, Node};
use std::collections::{HashMap, HashSet};

/// The schemes of an input, references followed.
fn schemes<'a>(facts: &'a Facts<'_>) -> Vec<(usize, &'a Entry, &'a Node)> {
    let mut found = Vec::new();
    for (file, tree) in facts.roots() {
        let place = if tree.is_swagger {
            tree.root.get("securityDefinitions")
        } else {
            tree.root.get("components").and_then(|it| it.get("securitySchemes"))
        };
        found.extend(entries(place).filter_map(|it| Some((file, it, facts.follow(file, &it.node)?.1))));
    }
    found
}

/// The flows of OAuth 2 schemes: the scheme, what the flow is called, where, and the flow.
fn flows<'a>(facts: &'a Facts<'_>) -> Vec<(&'a str, &'a str, zephyrix_ir::Span, &'a Node)> {
    let mut found = Vec::new();
    for (_, entry, scheme) in schemes(facts) {
        let own = entries(scheme.get("flows")).map(|it| (&*entry.key, &*it.key, it.key_span, &it.node));
        found.extend(own);
        let word = scheme.get("flow").and_then(|it| Some((it.as_text()?, it.span)));
        found.extend(word.map(|(word, span)| (&*entry.key, word, span, scheme)));
    }
    found
}

pub(in crate::lint) fn no_auth(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (file, tree) in subject.facts.roots().filter(|it| it.1.root.get("security").is_none()) {
        let served = subject.facts.operations.iter().filter(|it| it.root == file && !it.is_webhook);
        let (stated, open): (Vec<_>, Vec<_>) = served.partition(|it| it.get("security").is_some());
        if stated.is_empty() {
            // One finding says it all.
            let info = tree.root.as_map().and_then(|it| it.entry("info")).filter(|_| !open.is_empty());
            if let Some(found) = info.and_then(|it| sink.found(it.key_span, "anybody may ask anything of this service"))
            {
                found.name("info").help("say who may: `security`; or that anybody may: `security: []`");
            }
            continue;
        }
        for it in open {
            let at = it.entry.key_span;
            if let Some(found) = sink.found(at, format!("anybody may ask `{}`", it.shown())) {
                found
                    .name(it.name())
                    .path(it.path)
                    .help("say who may: `security`; or that anybody may: `security: []`");
            }
        }
    }
}

pub(in crate::lint) fn implicit_flow(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let why = "puts tokens into addresses, where histories and logs keep them";
    flow(subject, sink, "implicit", why, "use `authorizationCode`, with PKCE (RFC 9700 §2.1.2)");
}

pub(in crate::lint) fn password_flow(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let why = "shows passwords to those who only want to act for somebody";
    flow(subject, sink, "password", why, "use `authorizationCode` (RFC 9700 §2.4)");
}

fn flow(subject: &Subject<'_>, sink: &mut Sink<'_>, flow: &str, why: &str, help: &str) {
    for (scheme, _, span, _) in flows(subject.facts).into_iter().filter(|it| it.1 == flow) {
        if let Some(found) = sink.found(span, format!("the {flow} flow of `{scheme}` {why}")) {
            found.name(scheme).help(help);
        }
    }
}

pub(in crate::lint) fn http_oauth(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    const URLS: [&str; 5] =
        ["authorizationUrl", "tokenUrl", "refreshUrl", "openIdConnectUrl", "deviceAuthorizationUrl"];
    let flows = flows(subject.facts).into_iter().map(|it| (it.0, it.3));
    let whole = schemes(subject.facts).into_iter().map(|it| (&*it.1.key, it.2));
    for (scheme, node) in flows.chain(whole) {
        for url in URLS.iter().filter_map(|it| node.get(it)) {
            let text = url.as_text().unwrap_or("");
            if text.to_ascii_lowercase().starts_with("http://")
                && !is_local(text)
                && let Some(found) =
                    sink.found(url.span, format!("everybody on the way can read what `{text}` is told"))
            {
                found.name(scheme).help("use `https:`");
            }
        }
    }
}

pub(in crate::lint) fn api_key_in_query(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (_, entry, scheme) in schemes(subject.facts) {
        let is = |key: &str, word: &str| scheme.get(key).and_then(Node::as_text) == Some(word);
        let Some(place) = scheme.get("in").filter(|_| is("type", "apiKey") && is("in", "query")) else { continue };
        let message = format!("the key of `{}` is in addresses, which logs keep", entry.key);
        if let Some(found) = sink.found(place.span, message) {
            found.name(&*entry.key).help("send it in a header");
        }
    }
}

/// What nobody but two should know, as words without what joins them.
const SECRETS: [&str; 9] =
    ["password", "passwd", "pwd", "secret", "clientsecret", "apikey", "accesstoken", "authtoken", "privatekey"];

pub(in crate::lint) fn secret_in_url(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in subject.facts.operations.iter().filter(|it| !it.is_webhook) {
        for (_, node) in subject.facts.parameters(it) {
            let (Some(name), Some(place)) = (node.get("name"), node.get("in").and_then(Node::as_text)) else {
                continue;
            };
            let text = name.as_text().unwrap_or("");
            let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
            let is_secret = SECRETS.contains(&plain.to_ascii_lowercase().as_str());
            if is_secret
                && matches!(place, "query" | "path")
                && let Some(found) = sink.found(name.span, format!("`{text}` is in addresses, which logs keep"))
            {
                found.name(text).path(it.path).help("take it in a header or in the body");
            }
        }
    }
}

pub(in crate::lint) fn scope_defined(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let mut scopes: HashMap<(usize, &str), HashSet<&str>> = HashMap::new();
    for (file, entry, scheme) in schemes(subject.facts) {
        if scheme.get("type").and_then(Node::as_text) == Some("oauth2") {
            let flows = entries(scheme.get("flows")).map(|it| &it.node).chain([scheme]);
            let all = flows.flat_map(|it| entries(it.get("scopes"))).map(|it| &*it.key);
            scopes.insert((file, &*entry.key), all.collect());
        }
    }
    let roots = subject.facts.roots().map(|(file, it)| (file, &it.root, ""));
    let operations = subject.facts.operations.iter().map(|it| (it.root, &it.entry.node, it.path));
    for (file, node, path) in roots.chain(operations) {
        let demands = node.get("security").and_then(Node::as_list).unwrap_or_default();
        for entry in demands.iter().flat_map(|it| entries(Some(it))) {
            let Some(known) = scopes.get(&(file, &*entry.key)) else { continue };
            for scope in entry.node.as_list().unwrap_or_default() {
                let text = scope.as_text().unwrap_or("");
                if !known.contains(text)
                    && let Some(found) = sink.found(scope.span, format!("`{}` has no scope `{text}`", entry.key))
                {
                    found.name(text).path(path).help("declare it under `scopes` of the scheme's flows");
                }
            }
        }
    }
}

pub(in crate::lint) fn unused_scheme(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (file, tree) in subject.facts.roots() {
        let own = subject.facts.operations.iter().filter(|it| it.root == file).map(|it| &it.entry.node);
        let lists = own.chain([&tree.root]).filter_map(|it| it.get("security").and_then(Node::as_list));
        let used: HashSet<&str> = lists.flatten().flat_map(|it| entries(Some(it))).map(|it| &*it.key).collect();
        for (_, entry, _) in schemes(subject.facts).into_iter().filter(|it| it.0 == file) {
            if !used.contains(&*entry.key)
                && let Some(found) = sink.found(entry.key_span, format!("nothing asks for `{}`", entry.key))
            {
                found.name(&*entry.key).help("ask for it under `security`, or take it out");
            }
        }
    }
}
