//! What is wrong with a template, at its place in it.

use super::compile::{Compiled, Template};
use crate::source::Sources;
use handlebars::{RenderError, RenderErrorReason, TemplateError, TemplateErrorReason};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use zephyrix_ir::{Code, Diagnostic, SourceId};

/// It cannot be read.
pub(super) fn reading(error: &TemplateError, source: SourceId, sources: &Sources) -> Diagnostic {
    let (line, column) = error.pos().unwrap_or((1, 1));
    let message = match error.reason() {
        TemplateErrorReason::MismatchingClosedHelper(open, close)
        | TemplateErrorReason::MismatchingClosedDecorator(open, close) => {
            format!("`{{{{#{open}}}}}` is closed by `{{{{/{close}}}}}`")
        }
        TemplateErrorReason::InvalidSyntax(why) => {
            format!("the template cannot be read: {}", why.trim().replace('\n', " "))
        }
        other => format!("the template cannot be read: {other}"),
    };
    Diagnostic::new(Code::BAD_TEMPLATE, sources.span_at(source, line, column), message)
}

/// It cannot be filled.
pub(super) fn filling(
    error: &RenderError,
    template: &Template,
    compiled: &Compiled,
    model: &Json,
    sources: &Sources,
) -> Diagnostic {
    let source = error.template_name.as_ref().and_then(|it| compiled.texts.get(it)).copied().unwrap_or(template.source);
    let span = sources.span_at(source, error.line_no.unwrap_or(1), error.column_no.unwrap_or(1));
    let found = |message: String| Diagnostic::new(Code::TEMPLATE_FAILED, span, message);
    let found = match error.reason() {
        RenderErrorReason::MissingVariable(Some(path)) => {
            missing(found(format!("nothing is called `{path}` here")), path, model)
        }
        RenderErrorReason::MissingVariable(None) => found("what is asked for is not there".to_owned()),
        RenderErrorReason::HelperNotFound(name) => {
            let known = super::HELPERS.iter().map(|it| it.0);
            found(format!("there is no helper `{name}`")).suggest(name, known)
        }
        RenderErrorReason::PartialNotFound(name) => {
            let known = compiled.texts.keys().map(String::as_str);
            found(format!("there is no partial `{name}`")).suggest(name, known)
        }
        other => found(other.to_string()),
    };
    if source == template.source { found } else { found.note(format!("on the way from `{}`", template.path)) }
}

fn missing(found: Diagnostic, path: &str, model: &Json) -> Diagnostic {
    let mut keys = BTreeSet::new();
    collect(model, 0, &mut keys);
    let mut words = path.split(['.', '/']).filter(|it| !it.is_empty() && *it != "this" && !it.starts_with('@'));
    let Some(word) = words.find(|it| !keys.contains(it)) else {
        return found.help(
            "`zephyrix export --to ir` shows what is where; `@root.` begins at its top, `../` one block further out",
        );
    };
    match zephyrix_ir::did_you_mean(word, keys) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("`zephyrix export --to ir` shows everything that there is"),
    }
}

/// The names of all members, as deep as the model says anything of its own.
fn collect<'m>(it: &'m Json, depth: usize, keys: &mut BTreeSet<&'m str>) {
    match it {
        Json::Object(all) if depth < 12 => {
            for (key, it) in all {
                keys.insert(key);
                collect(it, depth + 1, keys);
            }
        }
        Json::Array(all) => all.iter().for_each(|it| collect(it, depth + 1, keys)),
        _ => {}
    }
}
