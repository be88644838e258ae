//! The text of the schema.

use super::Job;
use crate::plan::exported::{
    Entry, Enumeration, EnumerationValue, Exported, Form, Gone, Many, Message, Method, json_name,
};
use crate::plan::literals;
use std::fmt::Write;
use zephyrix_ir::vocabulary::{Docs, Idempotency};
use zephyrix_templates::Template;
use zephyrix_templates::proto as view;

pub(super) fn file(job: Job<'_>, it: &Exported) -> String {
    let services = it.services.iter().map(|of| view::Service {
        docs: literals::doc(&of.docs),
        name: &of.name,
        methods: of.methods.iter().map(|method| self::method(job, it, method)).collect(),
    });
    let view = view::File {
        source: job.source,
        docs: literals::doc(&job.model.info().title),
        package: &it.package,
        imports: it.imports(),
        services: services.collect(),
        messages: it.messages.iter().map(|message| self::message(it, message)).collect(),
        enums: it.enums.iter().map(enumeration).collect(),
    };
    format!("{}\n", view.render().unwrap_or_default().trim_end())
}

fn method<'a>(job: Job<'a>, it: &'a Exported, method: &'a Method) -> view::Method<'a> {
    let level = match method.idempotency {
        Idempotency::Unknown => None,
        Idempotency::NoSideEffects => Some("idempotency_level = NO_SIDE_EFFECTS"),
        Idempotency::Idempotent => Some("idempotency_level = IDEMPOTENT"),
    };
    view::Method {
        docs: docs(&job.model[method.operation].docs),
        name: &method.name,
        input: &it.messages[method.input].name,
        output: &it.messages[method.output].name,
        options: method.deprecated.then_some("deprecated = true").into_iter().chain(level).collect(),
    }
}

fn message<'a>(it: &'a Exported, message: &'a Message) -> view::Message<'a> {
    let fields = |entry: &Entry| field(it, entry);
    let members = match &message.form {
        Form::Choice { oneof, .. } => {
            let fields = message.entries.iter().flat_map(fields).collect();
            vec![view::Member { oneof: Some(oneof.clone()), fields }]
        }
        _ => message.entries.iter().map(|entry| view::Member { oneof: oneof(entry), fields: fields(entry) }).collect(),
    };
    view::Message {
        docs: docs(&message.docs),
        name: &message.name,
        deprecated: message.deprecated,
        reserved: reserved(&message.gone),
        members,
    }
}

/// The oneof of a field and of another that says that it is null.
fn oneof(it: &Entry) -> Option<String> {
    it.null.as_ref().and_then(|it| it.oneof.clone())
}

/// A field, and the one that says that it is null.
fn field(exported: &Exported, it: &Entry) -> Vec<view::Field> {
    let word = exported.word(it.kind);
    let ty = match it.many {
        Many::One if it.is_optional() => format!("optional {word}"),
        Many::One => word.to_owned(),
        Many::List => format!("repeated {word}"),
        Many::Map | Many::Others => format!("map<string, {word}>"),
    };
    let mut options = Vec::new();
    options.extend((json_name(&it.name) != it.json).then(|| format!("json_name = {}", quoted(&it.json))));
    options.extend(it.deprecated.then(|| "deprecated = true".to_owned()));
    let line = |ty: &str, name: &str, number: u32, options: &[String]| {
        let options = if options.is_empty() { String::new() } else { format!(" [{}]", options.join(", ")) };
        format!("{ty} {name} = {number}{options};")
    };
    let mut all = vec![view::Field { docs: docs(&it.docs), text: line(&ty, &it.name, it.number, &options) }];
    if let Some(null) = &it.null {
        let label = if null.oneof.is_some() { "" } else { "optional " };
        let json = it.null_json();
        let renamed = (json_name(&null.name) != json).then(|| format!("json_name = {}", quoted(&json)));
        let ty = format!("{label}google.protobuf.NullValue");
        let options: Vec<String> = renamed.into_iter().collect();
        let docs = vec![format!("That `{}` is null.", it.name)];
        all.push(view::Field { docs, text: line(&ty, &null.name, null.number, &options) });
    }
    all
}

fn enumeration(it: &Enumeration) -> view::Enumeration<'_> {
    let value =
        |it: &EnumerationValue| view::Field { docs: docs(&it.docs), text: format!("{} = {};", it.name, it.number) };
    view::Enumeration {
        docs: docs(&it.docs),
        name: &it.name,
        deprecated: it.deprecated,
        reserved: reserved(&it.gone),
        zero: &it.zero,
        values: it.values.iter().map(value).collect(),
    }
}

fn reserved(it: &Gone) -> Vec<String> {
    let list = |all: Vec<String>| (!all.is_empty()).then(|| format!("reserved {};", all.join(", ")));
    let numbers = it.numbers.iter().map(u32::to_string).collect();
    let names = it.names.iter().map(|it| format!("\"{it}\"")).collect();
    list(numbers).into_iter().chain(list(names)).collect()
}

fn docs(it: &Docs) -> Vec<String> {
    literals::doc(it.description.as_deref().or(it.summary.as_deref()).unwrap_or(""))
}

/// A text between quotes, as protobuf reads it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => c.to_string().bytes().for_each(|it| {
                let _ = write!(quoted, "\\{it:03o}");
            }),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
