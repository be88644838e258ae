//! Plugins: commands that are given the model and answer with files.

mod process;
mod protocol;
mod record;

use crate::project::Project;
use process::Failed;
use protocol::{Answer, Finding, PROTOCOL, Question, Unusable};
use record::Record;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use zephyrix_generator::{
    Addition, Code, Config, Diagnostic, Diagnostics, Owner, Plugin, Previous, Service, Severity, Sources,
};

/// What a run knows when plugins have their turn.
pub(crate) struct Turn<'a> {
    /// The project's folder.
    pub(crate) root: &'a Path,
    /// What is wanted.
    pub(crate) config: &'a Config,
    /// What is there.
    pub(crate) previous: &'a Previous,
    /// Every text that was read.
    pub(crate) sources: &'a Sources,
    /// Whether files that were edited by hand are written all the same.
    pub(crate) force: bool,
}

/// Runs every plugin, each knowing the files of those before.
pub(crate) fn run(turn: &Turn<'_>, service: &mut Service, log: &mut Diagnostics) {
    let mut record = Record::default();
    for plugin in &turn.config.plugins {
        let answer = match ask(turn, plugin, service) {
            Ok(answer) => answer,
            Err(found) => {
                log.push(*found);
                continue;
            }
        };
        for it in &answer.diagnostics {
            log.push(finding(plugin, it, turn.sources));
        }
        accept(plugin, answer, service, &mut record, log);
    }
    if !log.has_errors() {
        record.add_to(service);
    }
}

/// Runs none; what they wrote before stays as it is.
pub(crate) fn skip(turn: &Turn<'_>, service: &mut Service, log: &mut Diagnostics) {
    let wanted: BTreeSet<&str> = turn.config.plugins.iter().map(|it| it.name.as_str()).collect();
    let mut record = Record::of(turn.previous);
    record.retain(|name| wanted.contains(name));
    record.keep(turn, service, log);
    record.add_to(service);
}

/// The files of a project that its plugins are made of, as far as their commands name them.
pub(crate) fn files(project: &Project) -> impl Iterator<Item = PathBuf> {
    let words = project.config.plugins.iter().flat_map(|it| &it.command);
    words.map(|it| project.root.join(it)).filter(|it| it.starts_with(&project.root) && it.is_file())
}

fn ask(turn: &Turn<'_>, plugin: &Plugin, service: &Service) -> Result<Answer, Box<Diagnostic>> {
    let question = Question {
        protocol: PROTOCOL,
        name: &plugin.name,
        ir: &service.model,
        options: &plugin.options,
        files: service.files.iter().map(|it| it.0).collect(),
    };
    let question = serde_json::to_vec(&question).unwrap_or_default();
    let bytes = process::run(plugin, turn.root, question).map_err(|it| failed(plugin, it))?;
    protocol::read(&bytes).map_err(|it| unusable(plugin, it))
}

fn failed(plugin: &Plugin, it: Failed) -> Box<Diagnostic> {
    let message = format!("the plugin `{}` {}", plugin.name, it.why);
    let found = it.told.into_iter().fold(Diagnostic::new(Code::PLUGIN_FAILED, None, message), Diagnostic::note);
    Box::new(Diagnostic { help: it.help, ..found })
}

fn unusable(plugin: &Plugin, it: Unusable) -> Box<Diagnostic> {
    let found = Diagnostic::new(Code::PLUGIN_ANSWER, None, format!("the plugin `{}` {}", plugin.name, it.why));
    Box::new(it.note.into_iter().fold(found, Diagnostic::note))
}

/// What a plugin has found, where it says.
fn finding(plugin: &Plugin, it: &Finding, sources: &Sources) -> Diagnostic {
    let source = it.file.as_deref().and_then(|path| sources.find(path));
    let span = source.map(|id| sources.span_at(id, it.line.unwrap_or(1), it.column.unwrap_or(1)));
    let mut found = Diagnostic::new(Code::PLUGIN_FINDING, span, format!("{}: {}", plugin.name, it.message));
    found.severity = Severity::from(it.severity);
    found.help.clone_from(&it.help);
    match &it.file {
        Some(file) if span.is_none() => {
            let place: Vec<String> = it.line.into_iter().chain(it.column).map(|it| format!(":{it}")).collect();
            found.note(format!("in `{file}{}`", place.concat()))
        }
        _ => found,
    }
}

/// Puts the files of an answer among those of the service.
fn accept(plugin: &Plugin, answer: Answer, service: &mut Service, record: &mut Record, log: &mut Diagnostics) {
    for it in answer.files {
        let other = record.writer(&it.path).map(str::to_owned);
        let replaces = other.is_none() && plugin.overrides(&it.path);
        let (path, owner) = (it.path, Owner::from(it.owner));
        let addition = Addition { path: path.clone(), text: it.text, owner };
        match service.files.lay(addition, replaces) {
            Ok(()) => record.wrote(&path, &plugin.name),
            Err(found) => {
                let found = found.note(format!("it is what the plugin `{}` answered with", plugin.name));
                log.push(match (&other, found.code == Code::NOT_REPLACEABLE) {
                    (Some(other), true) => found.note(format!("it is what the plugin `{other}` wrote")),
                    (None, true) => found.help(format!(
                        "`overrides = [\"{}\"]` of the plugin lets it replace a file of the service",
                        path.escape_debug()
                    )),
                    _ => found,
                });
            }
        }
    }
}
