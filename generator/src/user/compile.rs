//! Templates are read and understood, all before any is filled.

use super::{faults, helpers};
use crate::config::Templates;
use crate::source::{Loader, Source, Sources};
use handlebars::template::{DecoratorTemplate, Parameter, Template as Parsed, TemplateElement};
use handlebars::{Handlebars, html_escape, no_escape};
use std::collections::{BTreeMap, BTreeSet};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId};

/// No template is larger, in bytes.
const MAX: usize = 1 << 20;
/// Blocks and parentheses within one another.
const DEEP: usize = 64;
/// Branches of all `{{else if}}` of a template: each is a block in the one before.
const BRANCHES: usize = 256;
/// The folder of partials, below that of templates.
const PARTIALS: &str = "partials/";

/// A template that makes files.
#[derive(Debug)]
pub(super) struct Template {
    /// Its path from the project.
    pub(super) path: String,
    /// The path of what it makes, which may have holes.
    pub(super) output: String,
    /// Its text.
    pub(super) source: SourceId,
}

/// Everything that was understood.
pub(super) struct Compiled {
    pub(super) handlebars: Handlebars<'static>,
    /// In the order of their paths.
    pub(super) templates: Vec<Template>,
    /// Which text a name of `handlebars` stands for.
    pub(super) texts: BTreeMap<String, SourceId>,
}

impl Compiled {
    /// Whether `{{…}}` escapes what HTML and XML have a meaning for.
    pub(super) fn escape(&mut self, markup: bool) {
        if markup {
            self.handlebars.register_escape_fn(html_escape);
        } else {
            self.handlebars.register_escape_fn(no_escape);
        }
    }
}

/// Reads every template; `None` when something is wrong with one.
pub(super) fn all(
    templates: &Templates,
    loader: &dyn Loader,
    sources: &mut Sources,
    log: &mut Diagnostics,
) -> Option<Compiled> {
    let mut compiled = Compiled { handlebars: helpers::registry(), templates: Vec::new(), texts: BTreeMap::new() };
    let mut uses = BTreeMap::new();
    let mut whole = true;
    for (path, output) in templates.named() {
        let text = match loader.load(path) {
            Ok(text) => text,
            Err(why) => {
                log.push(Diagnostic::new(Code::UNREADABLE, None, format!("`{path}` cannot be read: {why}")));
                whole = false;
                continue;
            }
        };
        let source = sources.add(Source { path: path.to_owned(), text });
        let name = output.strip_prefix(PARTIALS).unwrap_or(path).to_owned();
        match parse(&name, source, sources, &mut uses) {
            Ok(parsed) => compiled.handlebars.register_template(&name, parsed),
            Err(found) => {
                log.push(*found);
                whole = false;
                continue;
            }
        }
        if !output.starts_with(PARTIALS) {
            compiled.templates.push(Template { path: path.to_owned(), output: output.to_owned(), source });
        }
        compiled.texts.insert(name, source);
    }
    if let Some((first, round)) = circle(&uses) {
        let span = compiled.texts.get(first).map(|id| sources.span_at(*id, 1, 1));
        let message = format!("the partial `{first}` is in itself: {}", round.join(", "));
        log.push(
            Diagnostic::new(Code::BAD_TEMPLATE, span, message).help("a partial may be in others, but not in itself"),
        );
        return None;
    }
    whole.then_some(compiled)
}

/// One template, with the partials that it uses.
fn parse(
    name: &str,
    source: SourceId,
    sources: &Sources,
    uses: &mut BTreeMap<String, BTreeSet<String>>,
) -> Result<Parsed, Box<Diagnostic>> {
    let text = &sources.get(source).text;
    let bad = |why: String| Box::new(Diagnostic::new(Code::BAD_TEMPLATE, sources.span_at(source, 1, 1), why));
    if text.len() > MAX {
        return Err(bad("the template is larger than 1 MiB".to_owned()));
    }
    if depth(text) > DEEP || text.matches("{{else ").count() > BRANCHES {
        return Err(bad(format!("the template has more than {DEEP} blocks in one another, or {BRANCHES} branches")));
    }
    let parsed = Parsed::compile_with_name(text, name.to_owned());
    let parsed = parsed.map_err(|error| Box::new(faults::reading(&error, source, sources)))?;
    let mut found = Found::default();
    found.template(name, &parsed);
    if found.unnamed {
        return Err(bad("a partial is chosen by an expression: name it outright".to_owned()));
    }
    for (of, names) in found.uses {
        uses.entry(of).or_default().extend(names);
    }
    Ok(parsed)
}

/// How many blocks or parentheses are in one another, at most; seen roughly, before anything that could run out of stack.
fn depth(text: &str) -> usize {
    let (mut blocks, mut parens, mut most) = (0_usize, 0_usize, 0);
    let mut tags = text.split("{{");
    tags.next();
    for tag in tags {
        match tag.trim_start_matches(['{', '~']).chars().next() {
            Some('#') => blocks += 1,
            Some('/') => blocks = blocks.saturating_sub(1),
            _ => {}
        }
        let inside = tag.split("}}").next().unwrap_or_default();
        for c in inside.chars() {
            match c {
                '(' => parens += 1,
                ')' => parens = parens.saturating_sub(1),
                _ => {}
            }
            most = most.max(parens);
        }
        parens = 0;
        most = most.max(blocks);
    }
    most
}

/// Partials, and what uses them.
#[derive(Default)]
struct Found {
    uses: BTreeMap<String, BTreeSet<String>>,
    unnamed: bool,
}

impl Found {
    fn template(&mut self, of: &str, it: &Parsed) {
        for element in &it.elements {
            match element {
                TemplateElement::HelperBlock(it) => {
                    for inner in it.template.iter().chain(&it.inverse) {
                        self.template(of, inner);
                    }
                }
                TemplateElement::PartialExpression(it) | TemplateElement::PartialBlock(it) => self.partial(of, it),
                TemplateElement::DecoratorBlock(it) => {
                    // `{{#*inline "name"}}` defines one.
                    let name = match it.params.first() {
                        Some(Parameter::Literal(name)) => name.as_str().unwrap_or(of),
                        _ => of,
                    };
                    if let Some(inner) = &it.template {
                        self.template(name, inner);
                    }
                }
                _ => {}
            }
        }
    }

    fn partial(&mut self, of: &str, it: &DecoratorTemplate) {
        match it.name.as_name() {
            Some(name) => {
                self.uses.entry(of.to_owned()).or_default().insert(name.to_owned());
            }
            None => self.unnamed = true,
        }
        if let Some(inner) = &it.template {
            self.template(of, inner);
        }
    }
}

/// A partial that is in itself, and by way of which others.
fn circle(uses: &BTreeMap<String, BTreeSet<String>>) -> Option<(&String, Vec<&str>)> {
    uses.keys().find_map(|first| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = uses[first].iter().map(String::as_str).collect();
        while let Some(name) = open.pop() {
            if seen.insert(name) {
                open.extend(uses.get(name).into_iter().flatten().map(String::as_str));
            }
        }
        seen.contains(first.as_str()).then(|| (first, seen.into_iter().collect()))
    })
}
