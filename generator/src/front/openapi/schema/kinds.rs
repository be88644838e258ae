//! The keyword `type`, and what stands for it when it is not there.

use super::super::context::Cx;
use super::super::place::Place;
use crate::tree::{Node, wrong_type};
use zephyrix_ir::{Code, Diagnostic};

/// The types of JSON Schema, and Swagger's `file`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Kind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A text.
    String,
    /// A list.
    Array,
    /// A mapping.
    Object,
    /// The content of a file.
    File,
}

const WORDS: [(&str, Kind); 8] = [
    ("null", Kind::Null),
    ("boolean", Kind::Boolean),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("string", Kind::String),
    ("array", Kind::Array),
    ("object", Kind::Object),
    ("file", Kind::File),
];

/// Keywords that are about one kind of value.
const TELLING: [(&str, Kind); 30] = [
    ("properties", Kind::Object),
    ("additionalProperties", Kind::Object),
    ("patternProperties", Kind::Object),
    ("required", Kind::Object),
    ("propertyNames", Kind::Object),
    ("minProperties", Kind::Object),
    ("maxProperties", Kind::Object),
    ("dependentRequired", Kind::Object),
    ("dependentSchemas", Kind::Object),
    ("unevaluatedProperties", Kind::Object),
    ("items", Kind::Array),
    ("prefixItems", Kind::Array),
    ("contains", Kind::Array),
    ("minItems", Kind::Array),
    ("maxItems", Kind::Array),
    ("uniqueItems", Kind::Array),
    ("unevaluatedItems", Kind::Array),
    ("pattern", Kind::String),
    ("minLength", Kind::String),
    ("maxLength", Kind::String),
    ("contentEncoding", Kind::String),
    ("contentMediaType", Kind::String),
    ("minimum", Kind::Number),
    ("maximum", Kind::Number),
    ("exclusiveMinimum", Kind::Number),
    ("exclusiveMaximum", Kind::Number),
    ("multipleOf", Kind::Number),
    ("minContains", Kind::Array),
    ("maxContains", Kind::Array),
    ("contentSchema", Kind::String),
];

impl Kind {
    /// As JSON Schema writes it.
    pub(in super::super) fn word(self) -> &'static str {
        WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    fn of(node: &Node) -> Option<Self> {
        // Unquoted in YAML, the type `null` is the value null.
        let word = if node.is_null() { "null" } else { node.as_text()? };
        WORDS.iter().find(|(it, _)| *it == word).map(|(_, kind)| *kind)
    }
}

/// The types that a schema states; null only when there is no other.
pub(super) fn declared(place: &Place<'_>) -> Vec<Kind> {
    let Some(node) = place.node.get("type") else { return Vec::new() };
    let one = std::slice::from_ref(node);
    let mut kinds: Vec<Kind> = Vec::new();
    for kind in node.as_list().unwrap_or(one).iter().filter_map(Kind::of) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.len() > 1 {
        kinds.retain(|it| *it != Kind::Null);
    }
    kinds
}

/// The type that the keywords of a schema are about, when they are about one.
pub(super) fn inferred(place: &Place<'_>) -> Option<Kind> {
    let object = place.object()?;
    let mut kinds = TELLING.iter().filter(|(keyword, _)| object.has(keyword)).map(|(_, kind)| *kind);
    let first = kinds.next().or_else(|| by_format(object.get("format")?.as_text()?))?;
    kinds.all(|it| it == first).then_some(first)
}

fn by_format(format: &str) -> Option<Kind> {
    match format {
        "int32" | "int64" => Some(Kind::Integer),
        "float" | "double" => Some(Kind::Number),
        _ if super::scalar::is_text_format(format) => Some(Kind::String),
        _ => None,
    }
}

/// Everything that `type` states, null included; `None` where it is not there.
pub(super) fn stated(place: &Place<'_>) -> Option<Vec<Kind>> {
    let node = place.node.get("type")?;
    let one = std::slice::from_ref(node);
    Some(node.as_list().unwrap_or(one).iter().filter_map(Kind::of).collect())
}

impl<'a> Cx<'a, '_> {
    /// The types of a schema, stated or inferred; a word that is no type is reported.
    pub(super) fn kinds(&mut self, place: &Place<'a>) -> Vec<Kind> {
        let Some(node) = place.node.get("type") else { return inferred(place).into_iter().collect() };
        let one = std::slice::from_ref(node);
        for item in node.as_list().unwrap_or(one) {
            if Kind::of(item).is_some() {
                continue;
            }
            let Some(word) = item.as_text() else {
                self.log.push(wrong_type(item, "`type`", "a string"));
                continue;
            };
            let found = Diagnostic::new(Code::WRONG_TYPE, item.span, format!("`{word}` is no type"));
            let help = "the types are string, number, integer, boolean, array, object and null";
            self.log.push(found.help(help).suggest(word, WORDS.iter().map(|(word, _)| *word)));
        }
        declared(place)
    }
}
