//! A handler that is left behind may be that of an operation that is only called otherwise: its method and path tell.

use super::{FOLDER, FileSet, Previous};
use heck::ToSnakeCase;
use serde_json::Value;
use std::collections::BTreeMap;
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// The document that is served, which has every operation by its path.
const DOCUMENT: &str = "openapi.json";

/// Says which operations were of another name at the same place, where a handler still has that.
pub(super) fn tell(files: &FileSet, previous: &Previous, log: &mut Diagnostics) {
    let Some((now, before)) = files.get(DOCUMENT).zip(previous.files.get(DOCUMENT)) else { return };
    let (now, before) = (operations(&now.text), operations(before));
    let handlers = || previous.files.iter().filter(|(path, _)| path.starts_with(FOLDER)).map(|(_, text)| text);
    for (place, name) in &before {
        let Some(new) = now.get(place).filter(|new| *new != name && !now.values().any(|it| it == name)) else {
            continue;
        };
        let [old_method, new_method] = [name, new].map(|it| it.to_snake_case());
        if handlers().any(|it| it.contains(&format!("fn {old_method}("))) {
            let message = format!("`{old_method}` may be `{new_method}` now: `{place}` was the operation `{name}`");
            let found = Diagnostic::new(Code::ORPHAN_HANDLER, None, message);
            let help =
                format!("if it is, say `x-zephyrix-renamed-from: {name}` beside `{new}`, and your method follows");
            log.push(found.note("a stub that is there by then stays: take it away").help(help));
        }
    }
}

/// The names of all operations, by method and path.
fn operations(text: &str) -> BTreeMap<String, String> {
    let Ok(document) = serde_json::from_str::<Value>(text) else { return BTreeMap::new() };
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.filter_map(move |(method, it)| {
            let name = it.get("operationId")?.as_str()?;
            Some((format!("{} {path}", method.to_uppercase()), name.to_owned()))
        })
    });
    all.collect()
}
