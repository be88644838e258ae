//! What somebody should have said.

use crate::lint::documents::entries;
use crate::lint::rule::Language;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use crate::lint::things::{Kind, Thing};
use crate::tree::Node;
use apollo_compiler::ast::{Directive, DirectiveList};
use apollo_compiler::schema::ExtendedType;

macro_rules! described {
    ($($name:ident $($kind:ident)+;)*) => {
        $(pub(in crate::lint) fn $name(subject: &Subject<'_>, sink: &mut Sink<'_>) {
            described(subject, sink, &[$(Kind::$kind),+]);
        })*
    };
}

described! {
    operation_description Operation;
    type_description Type Service;
    field_description Field;
    parameter_description Parameter;
    enum_value_description EnumValue;
    table_description Table;
}

fn described(subject: &Subject<'_>, sink: &mut Sink<'_>, kinds: &[Kind]) {
    let languages = sink.rule().languages;
    let bare = |it: &&Thing| kinds.contains(&it.kind) && languages.contains(&it.language) && !it.is_described;
    for it in subject.things.iter().filter(bare) {
        let what = if it.whole.is_empty() { format!("at `{}`", it.path) } else { format!("`{}`", it.whole) };
        let message = format!("nobody says what the {} {what} is for", it.kind.word());
        if let Some(found) = sink.found(it.span, message) {
            found.name(&it.whole).path(&it.path).help(help(it.language, it.kind));
        }
    }
}

fn help(language: Language, kind: Kind) -> &'static str {
    match (language, kind) {
        (Language::OpenApi, Kind::Operation) => "give it a `summary` or a `description`",
        (Language::OpenApi, _) => "give it a `description`",
        (Language::Protobuf, _) => "put a comment above it: `// …`",
        (Language::GraphQl, _) => "put a description above it: `\"…\"`",
        (Language::Sql, _) => "put a comment above it: `-- …`, or `COMMENT ON …`",
    }
}

pub(in crate::lint) fn info_description(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    info(subject, sink, "description", "the document does not say what the service is for");
}

pub(in crate::lint) fn info_contact(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    info(subject, sink, "contact", "the document does not say whom to ask");
}

pub(in crate::lint) fn info_license(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    info(subject, sink, "license", "the document does not say what may be done with it");
}

fn info(subject: &Subject<'_>, sink: &mut Sink<'_>, key: &str, message: &str) {
    for (_, tree) in subject.facts.roots() {
        let Some(entry) = tree.root.as_map().and_then(|it| it.entry("info")) else { continue };
        if entry.node.get(key).is_none_or(|it| it.as_text().is_some_and(|it| it.trim().is_empty()))
            && let Some(found) = sink.found(entry.key_span, message)
        {
            found.name("info").help(format!("give `info` a `{key}`"));
        }
    }
}

pub(in crate::lint) fn tag_description(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (_, tree) in subject.facts.roots() {
        for tag in tree.root.get("tags").and_then(Node::as_list).unwrap_or_default() {
            let Some(name) = tag.get("name") else { continue };
            let described = entries(Some(tag)).any(|it| matches!(&*it.key, "description" | "summary"));
            let text = name.as_text().unwrap_or("");
            if !described
                && let Some(found) = sink.found(name.span, format!("nobody says what the tag `{text}` is about"))
            {
                found.name(text).help("give it a `description`");
            }
        }
    }
}

pub(in crate::lint) fn deprecation_reason(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some(read) = subject.graph else { return };
    let mut look = |name: &str, directives: &DirectiveList| {
        for it in directives.iter().filter(|it| it.name == "deprecated" && !says_why(it)) {
            let Some(span) = it.location().and_then(|it| read.places.written(it)) else { continue };
            if let Some(found) = sink.found(span, format!("`{name}` is deprecated, and nobody says why")) {
                found.name(name).help("say what to use instead: `@deprecated(reason: \"…\")`");
            }
        }
    };
    for (of, ty) in read.schema.types.iter().filter(|(_, it)| !it.is_built_in()) {
        let fields = match ty {
            ExtendedType::Object(it) => &it.fields,
            ExtendedType::Interface(it) => &it.fields,
            ExtendedType::Enum(it) => {
                it.values.values().for_each(|it| look(&format!("{of}.{}", it.value), &it.directives));
                continue;
            }
            ExtendedType::InputObject(it) => {
                it.fields.values().for_each(|it| look(&format!("{of}.{}", it.name), &it.directives));
                continue;
            }
            _ => continue,
        };
        for field in fields.values() {
            look(&format!("{of}.{}", field.name), &field.directives);
            for it in &field.arguments {
                look(&format!("{of}.{}.{}", field.name, it.name), &it.directives);
            }
        }
    }
}

fn says_why(it: &Directive) -> bool {
    it.specified_argument_by_name("reason").and_then(|it| it.as_str()).is_some_and(|it| !it.trim().is_empty())
}
