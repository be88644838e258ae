//! Values as they stand in a request that is made up: texts, lists and objects in their style.

use crate::plan::literals::encoded;
use serde_json::Value as Json;
use zephyrix_ir::vocabulary::Style;

/// A value as one text, encoded; `None` where its style has no place for it, or nothing would be there.
pub(super) fn text(name: &str, value: &Json, style: Style) -> Option<String> {
    written(name, value, style, encoded)
}

/// The same as it is, for where nothing is encoded.
pub(super) fn plain(name: &str, value: &Json, style: Style) -> Option<String> {
    written(name, value, style, str::to_owned)
}

fn written(name: &str, value: &Json, style: Style, encoded: fn(&str) -> String) -> Option<String> {
    let (before, each, between) = match style {
        Style::Label { explode } => (".".to_owned(), String::new(), if explode { "." } else { "," }),
        Style::Matrix { explode: true } => (";".to_owned(), format!("{}=", encoded(name)), ";"),
        Style::Matrix { explode: false } => (format!(";{}=", encoded(name)), String::new(), ","),
        Style::SpaceDelimited => (String::new(), String::new(), "%20"),
        Style::PipeDelimited => (String::new(), String::new(), "%7C"),
        Style::Json => return Some(encoded(&value.to_string())),
        Style::Simple { .. } | Style::Form { .. } | Style::DeepObject | Style::Filter => {
            (String::new(), String::new(), ",")
        }
    };
    let assigns = matches!(
        style,
        Style::Simple { explode: true } | Style::Label { explode: true } | Style::Matrix { explode: true }
    );
    let pieces: Option<Vec<String>> = match value {
        Json::Array(items) => items.iter().map(|it| Some(format!("{each}{}", encoded(&scalar(it)?)))).collect(),
        Json::Object(members) => {
            let assign = if assigns { "=" } else { between };
            let member =
                |(name, it): (&String, &Json)| Some(format!("{}{assign}{}", encoded(name), encoded(&scalar(it)?)));
            members.iter().map(member).collect()
        }
        value => Some(vec![format!("{each}{}", encoded(&scalar(value)?))]),
    };
    let pieces = pieces.filter(|it| !it.is_empty())?;
    Some(format!("{before}{}", pieces.join(between)))
}

/// A value as pairs, `a[b][0]=1`, encoded.
pub(super) fn pairs(name: &str, value: &Json, style: Style) -> Option<Vec<String>> {
    let mut all = Vec::new();
    match (value, style) {
        (Json::Array(items), Style::Form { explode: true }) if items.iter().all(|it| scalar(it).is_some()) => {
            items.iter().try_for_each(|it| deep(name, it, &mut all))?;
        }
        (Json::Object(members), Style::Form { explode: true }) => {
            members.iter().try_for_each(|(name, it)| deep(name, it, &mut all))?;
        }
        (_, Style::DeepObject | Style::Filter | Style::Form { explode: true }) => deep(name, value, &mut all)?,
        _ => all.push(format!("{}={}", encoded(name), text(name, value, style)?)),
    }
    Some(all)
}

fn deep(name: &str, value: &Json, all: &mut Vec<String>) -> Option<()> {
    match value {
        Json::Array(items) => {
            items.iter().enumerate().try_for_each(|(at, it)| deep(&format!("{name}[{at}]"), it, all))?;
        }
        Json::Object(members) => {
            members.iter().try_for_each(|(key, it)| deep(&format!("{name}[{key}]"), it, all))?;
        }
        value => all.push(format!("{}={}", encoded(name), encoded(&scalar(value)?))),
    }
    Some(())
}

/// An empty text would be no segment of a path, and null is nothing at all.
pub(super) fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(_) | Json::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
