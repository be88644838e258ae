//! Overlay documents as texts.

use super::{Action, Change, Overlay, Overlays};
use crate::source::{Loader, Source, Sources};
use crate::tree::{self, Node, Object};
use serde_json_path::JsonPath;
use zephyrix_ir::vocabulary::Number;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Span};

impl Overlays {
    /// Reads the overlays at some paths, for some inputs; everything that is wrong with them is reported.
    pub(crate) fn read(
        paths: &[String],
        inputs: &[String],
        sources: &mut Sources,
        loader: &dyn Loader,
        log: &mut Diagnostics,
    ) -> Self {
        Self(paths.iter().filter_map(|path| overlay(path, inputs, sources, loader, log)).collect())
    }
}

fn overlay(
    path: &str,
    inputs: &[String],
    sources: &mut Sources,
    loader: &dyn Loader,
    log: &mut Diagnostics,
) -> Option<Overlay> {
    let text = match loader.load(path) {
        Ok(text) => text,
        Err(why) => {
            let message = format!("the overlay `{path}` cannot be read: {why}");
            log.push(Diagnostic::new(Code::UNREADABLE, None, message));
            return None;
        }
    };
    let id = sources.add(Source { path: path.to_owned(), text });
    let root = tree::parse(id, path, &sources.get(id).text, log)?;
    let object = Object::new(&root, "an overlay", log)?;
    let version = object.get("overlay").and_then(|it| it.as_text().or_else(|| it.as_number().map(Number::as_str)));
    if !version.is_some_and(|it| it.starts_with("1.")) {
        let span = object.get("overlay").map_or(Span::new(id, 0, 0), |it| it.span);
        let found = Diagnostic::new(Code::BAD_OVERLAY, span, "this is no overlay that is known");
        log.push(found.help("an overlay begins with `overlay: 1.1.0`"));
        return None;
    }
    if !object.has("actions") {
        log.push(object.missing("actions", "the overlay"));
    }
    let mut actions = Vec::new();
    for node in object.list("actions", log) {
        actions.extend(Object::new(node, "an action", log).and_then(|it| action(it, log)));
    }
    let extends = object.text("extends", log).map(|it| file(&it).to_owned());
    Some(Overlay { extends: extends.filter(|name| inputs.iter().any(|it| file(it) == name)), actions })
}

/// The last segment of a path or URL.
pub(super) fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn action(object: Object<'_>, log: &mut Diagnostics) -> Option<Action> {
    let Some(node) = object.get("target") else {
        log.push(object.missing("target", "the action"));
        return None;
    };
    let target = path(node, log)?;
    let change = if object.flag("remove", log) {
        Change::Remove
    } else if let Some(update) = object.get("update") {
        Change::Update(update.clone())
    } else if let Some(from) = object.get("copy") {
        Change::Copy(path(from, log)?, from.span)
    } else {
        let found = Diagnostic::new(Code::BAD_OVERLAY, object.span, "this action changes nothing");
        log.push(found.help("say what: `update`, `copy`, or `remove: true`"));
        return None;
    };
    Some(Action { target, span: node.span, change, matched: false })
}

fn path(node: &Node, log: &mut Diagnostics) -> Option<JsonPath> {
    let Some(text) = node.as_text() else {
        log.push(tree::wrong_type(node, "a JSONPath", "a string"));
        return None;
    };
    match JsonPath::parse(text) {
        Ok(path) => Some(path),
        Err(error) => {
            let found = Diagnostic::new(Code::BAD_OVERLAY, node.span, format!("`{text}` is no JSONPath"));
            let found = found.label(format!("not understood from character {} on", error.position() + 1));
            log.push(found.help("as in RFC 9535: `$.paths['/pets'].get`"));
            None
        }
    }
}
