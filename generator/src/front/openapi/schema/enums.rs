//! `enum`, `const` and the extensions that name their values.

use super::super::context::Cx;
use super::super::place::Place;
use super::kinds::{self, Kind};
use crate::tree::Node;
use zephyrix_ir::vocabulary::{Docs, EnumValue, Number, Shape, Value};
use zephyrix_ir::{Code, Diagnostic, Ref};

/// Where names of values are found: a list beside `enum`, or a mapping by value.
const NAMES: [&str; 4] = ["x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-keys"];

/// Where descriptions of values are found, in the same forms.
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

impl<'a> Cx<'a, '_> {
    /// The literals that a schema allows, if it lists them.
    pub(super) fn literals(&mut self, place: &Place<'a>) -> Option<Shape<Ref>> {
        let open = place.node.get("enum").is_none() && place.node.get("const").is_none();
        let items: Vec<Place<'a>> = match place.child("const") {
            Some(one) => vec![one],
            None if open => place.items("x-extensible-enum"),
            None => {
                place.object()?.list("enum", self.log);
                place.items("enum")
            }
        };
        if items.is_empty() {
            if place.node.get("enum").is_some_and(|it| it.as_list().is_some()) {
                self.bad_constraint(place, "enum", "a list of at least one value");
            }
            return None;
        }
        let mut values: Vec<EnumValue> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let Some(value) = self.fitting(place, item.node) else { continue };
            if values.iter().any(|it| it.value == value) {
                continue;
            }
            let name = beside(place, &NAMES, at, &value);
            let docs = Docs { summary: None, description: beside(place, &DESCRIPTIONS, at, &value) };
            values.push(EnumValue { value, name, docs, span: item.span() });
        }
        let null = |it: &EnumValue| it.value == Value::Null;
        if values.iter().any(|it| !null(it)) {
            values.retain(|it| !null(it));
        } else if values.iter().any(null) {
            return Some(Shape::Scalar(zephyrix_ir::vocabulary::Scalar::Null));
        }
        (!values.is_empty()).then_some(Shape::Enum { values, open })
    }

    /// The value of a literal; one that the schema's own `type` refuses is reported, and read as that type if
    /// it can be.
    fn fitting(&mut self, place: &Place<'a>, node: &Node) -> Option<Value> {
        let value = node.literal();
        let kinds = kinds::declared(place);
        if value == Value::Null || kinds.is_empty() || kinds.iter().any(|it| is_of(&value, *it)) {
            return Some(value);
        }
        let meant = match (&value, kinds.as_slice()) {
            (Value::Number(number), [Kind::String]) => Some(Value::Text(number.as_str().to_owned())),
            (Value::Bool(it), [Kind::String]) => Some(Value::Text(it.to_string())),
            (Value::Text(text), [Kind::Integer | Kind::Number]) => Number::parse(text).map(Value::Number),
            _ => None,
        };
        let wanted: Vec<&str> = kinds.iter().map(|it| it.word()).collect();
        let message = format!("this value is {}, and `type` is {}", node.kind(), wanted.join(" or "));
        let code = if meant.is_some() { Code::UNQUOTED } else { Code::BAD_CONSTRAINT };
        let found = Diagnostic::new(code, node.span, message).mild();
        let help = if meant.is_some() { "it is read as that type" } else { "it is passed over: nothing can equal it" };
        self.log.push(found.help(help));
        meant
    }
}

fn is_of(value: &Value, kind: Kind) -> bool {
    match kind {
        Kind::Number => matches!(value, Value::Number(_)),
        kind => value.kind() == kind.word(),
    }
}

/// What a list or mapping beside an enum says of the value at a position.
fn beside(place: &Place<'_>, keywords: &[&str], at: usize, value: &Value) -> Option<String> {
    let node = keywords.iter().find_map(|it| place.node.get(it))?;
    let found = match (node.as_list(), value) {
        (Some(items), _) => items.get(at),
        (None, Value::Text(text)) => node.get(text),
        (None, Value::Number(number)) => node.get(number.as_str()),
        (None, _) => None,
    };
    found?.as_text().filter(|it| !it.trim().is_empty()).map(str::to_owned)
}
