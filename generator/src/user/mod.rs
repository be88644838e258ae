//! Templates of the user's: handlebars, filled with the model as others are told of it, over or beside our own files.
//!
//! A template's path below its folder, without `.hbs`, is the path of what it makes. What is wrong with any of them is reported
//! with its place, and then none of them makes anything.

mod compile;
mod faults;
mod functions;
mod helpers;
mod paths;
mod texts;

#[cfg(test)]
mod tests;

pub use functions::HELPERS;

use crate::Job;
use crate::config::Templates;
use crate::files::{Addition, FileSet, Owner};
use crate::source::Sources;
use compile::{Compiled, Template};
use handlebars::{Context, Handlebars};
use paths::{Item, Pattern};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::Path;
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// No file that a template makes is larger, in bytes.
const MAX: usize = 64 << 20;

/// Fills every template and puts what it makes among the files of a service.
pub fn fill(files: &mut FileSet, model: &Json, job: Job<'_>, sources: &mut Sources, log: &mut Diagnostics) {
    let Some(templates) = &job.config.templates else { return };
    let Some(mut compiled) = compile::all(templates, job.loader, sources, log) else { return };
    let mut context = match Context::wraps(model) {
        Ok(context) => context,
        Err(error) => return log.push(Diagnostic::new(Code::TEMPLATE_FAILED, None, error.to_string())),
    };
    let mut made = Vec::new();
    for template in std::mem::take(&mut compiled.templates) {
        make(&mut compiled, &template, &mut context, sources, &mut made, log);
    }
    if log.has_errors() {
        return;
    }
    let mut laid = BTreeMap::new();
    for (at, addition) in made {
        let before = laid.insert(addition.path.clone(), at);
        if let Some(before) = before {
            let (path, other) = (&addition.path, &sources.get(before).path);
            let message = format!("`{path}` is made twice, by `{other}` and by `{}`", sources.get(at).path);
            log.push(Diagnostic::new(Code::NOT_REPLACEABLE, sources.span_at(at, 1, 1), message));
            continue;
        }
        if addition.path.starts_with(&format!("{}/", templates.dir.trim_end_matches('/'))) {
            let message = format!("`{}` is among the templates themselves", addition.path);
            log.push(Diagnostic::new(Code::BAD_OUTPUT, sources.span_at(at, 1, 1), message));
            continue;
        }
        if let Err(found) = files.lay(addition, true) {
            log.push(Diagnostic { span: Some(sources.span_at(at, 1, 1)), ..*found });
        }
    }
}

type Made = Vec<(zephyrix_ir::SourceId, Addition)>;

/// What one template makes: a file, or one for each item.
fn make(
    compiled: &mut Compiled,
    template: &Template,
    context: &mut Context,
    sources: &Sources,
    made: &mut Made,
    log: &mut Diagnostics,
) {
    let pattern = match Pattern::parse(&template.output) {
        Ok(pattern) => pattern,
        Err(found) => return log.push(Diagnostic { span: Some(sources.span_at(template.source, 1, 1)), ..*found }),
    };
    let Some(item) = pattern.item() else {
        return one(compiled, template, &template.output, context, sources, made, log);
    };
    let all = context.data().get(item.list()).and_then(Json::as_array).cloned().unwrap_or_default();
    for value in all {
        let Some(path) = pattern.fill(&value) else { continue };
        set(context, item.word(), value);
        one(compiled, template, &path, context, sources, made, log);
    }
    if let Some(all) = context.data_mut().as_object_mut() {
        all.remove(item.word());
    }
}

fn one(
    compiled: &mut Compiled,
    template: &Template,
    path: &str,
    context: &mut Context,
    sources: &Sources,
    made: &mut Made,
    log: &mut Diagnostics,
) {
    set(context, "path", Json::from(path));
    compiled.escape(is_markup(path));
    match print(&compiled.handlebars, &template.path, context) {
        Ok(text) => match broken(path, &text) {
            None => {
                let addition = Addition { path: path.to_owned(), text, owner: Owner::Generated };
                made.push((template.source, addition));
            }
            Some(why) => {
                let message = format!("what `{}` makes is not Rust: {why}", template.path);
                log.push(Diagnostic::new(Code::TEMPLATE_FAILED, sources.span_at(template.source, 1, 1), message));
            }
        },
        Err(error) => log.push(faults::filling(&error, template, compiled, context.data(), sources)),
    }
}

fn print(handlebars: &Handlebars<'_>, name: &str, context: &Context) -> Result<String, handlebars::RenderError> {
    let mut text = texts::Bounded::new(MAX);
    // Blocks within blocks need room, whatever stack there is.
    stacker::grow(32 << 20, || handlebars.render_with_context_to_write(name, context, &mut text))?;
    Ok(text.into_string())
}

fn set(context: &mut Context, key: &str, value: Json) {
    if let Some(all) = context.data_mut().as_object_mut() {
        all.insert(key.to_owned(), value);
    }
}

/// Whether text that comes from the model is escaped in a file.
fn is_markup(path: &str) -> bool {
    let extension = Path::new(path).extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase);
    matches!(extension.as_deref(), Some("html" | "htm" | "xhtml" | "xml" | "svg"))
}

/// Why a Rust file cannot be one.
fn broken(path: &str, text: &str) -> Option<String> {
    if Path::new(path).extension().is_none_or(|it| it != "rs") {
        return None;
    }
    let error = syn::parse_file(text).err()?;
    let start = error.span().start();
    let line = text.lines().nth(start.line.saturating_sub(1)).unwrap_or_default().trim();
    Some(format!("{error}, at `{}` in line {} of `{path}`", line.escape_debug(), start.line))
}

impl Templates {
    /// The paths of templates below its folder: with `.hbs`, and no partials.
    fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        let folder = format!("{}/", self.dir.trim_end_matches('/'));
        let below = self.files.iter().filter_map(move |path| Some((path.as_str(), path.strip_prefix(&folder)?)));
        below.filter_map(|(path, below)| Some((path, below.strip_suffix(".hbs")?)))
    }
}

impl Item {
    fn list(self) -> &'static str {
        self.names().1
    }

    fn word(self) -> &'static str {
        self.names().0
    }
}
