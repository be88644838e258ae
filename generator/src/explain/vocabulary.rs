//! Types and operations in the words of the model; a draft's and a model's look the same.

use super::{Section, graph};
use std::fmt::Write as _;
use zephyrix_ir::vocabulary::{
    Constraint, EnumValue, Field, HttpPlace, Input, Map, Operation, Outcome, Presence, Requirement, Rest, Shape, Type,
    TypeName, UnionBy, Value,
};
use zephyrix_ir::{Draft, DraftShape, Model, TypeId};

/// How deep a type that has no name is written out.
const DEPTH: u32 = 4;

/// Every type and operation of a draft.
pub(super) fn draft(draft: &Draft) -> Vec<Section> {
    let key = |it: &zephyrix_ir::Ref| it.key.to_string();
    let types = draft.types.iter().map(|(name, it)| {
        let shape = match &it.shape {
            DraftShape::Known(shape) => self::shape(&shape.map(&mut { key })),
            DraftShape::Alias(to) => format!("  is {}\n", to.key),
            DraftShape::All(all) => all.iter().fold("  all of\n".to_owned(), |text, it| text + "    " + &it.key + "\n"),
        };
        let constraints = it.constraints.iter().map(|it| it.map(&mut { key }));
        Section::new(it.name.text(), format!("type {name}\n{shape}{}", self::constraints(constraints)))
    });
    let operations = draft.every_operation().map(|it| operation(&it.map(&mut { key })));
    let objects = draft.graph.iter().flat_map(|it| graph::sections(&it.map(&mut { key })));
    types.chain(operations).chain(objects).collect()
}

/// Every type and operation of a model. Types without a name are written where they are used, if they are small.
pub(super) fn model(model: &Model) -> Vec<Section> {
    let types = model.types().filter(|(_, it)| stands_alone(it)).map(|(_, it)| {
        let shape = shape(&it.shape.map(&mut |id: &TypeId| called(model, *id, DEPTH)));
        let constraints = it.constraints.iter().map(|it| it.map(&mut |id: &TypeId| called(model, *id, DEPTH)));
        let name = it.name.text();
        let text = format!("type {name}  ({})\n{shape}{}", it.origin, self::constraints(constraints));
        Section::new(name, text)
    });
    let operations = model.every_operation().map(|it| operation(&it.map(&mut |id: &TypeId| called(model, *id, DEPTH))));
    let graph = model.graph().into_iter();
    let objects = graph.flat_map(|it| graph::sections(&it.map(&mut |id: &TypeId| called(model, *id, DEPTH))));
    types.chain(operations).chain(objects).collect()
}

fn stands_alone(it: &Type) -> bool {
    let has_parts = matches!(it.shape, Shape::Record { .. } | Shape::Enum { .. } | Shape::Union { .. });
    has_parts || matches!(it.name, TypeName::Declared(_))
}

/// What a type is called where it is used.
pub(super) fn called(model: &Model, id: TypeId, depth: u32) -> String {
    let it = &model[id];
    let inner = |id: TypeId| called(model, id, depth - 1);
    match (&it.name, &it.shape) {
        (TypeName::Declared(name), _) => name.clone(),
        (name, _) if depth == 0 => name.text(),
        (_, Shape::Scalar(scalar)) => format!("{scalar:?}").to_lowercase(),
        (_, Shape::List(item)) => format!("list of {}", inner(*item)),
        (_, Shape::Map(value)) => format!("map of {}", inner(*value)),
        (_, Shape::Nullable(some)) => format!("{} or null", inner(*some)),
        (_, Shape::Any) => "anything".to_owned(),
        (name, _) => name.text(),
    }
}

fn shape(it: &Shape<String>) -> String {
    match it {
        Shape::Record { fields, rest } => fields.iter().map(|it| field(it, "")).collect::<String>() + &self::rest(rest),
        Shape::Enum { values, open } => {
            let values: Vec<String> = values.iter().map(|it: &EnumValue| value(&it.value)).collect();
            format!("  {} {}\n", if *open { "one of, or another:" } else { "one of" }, values.join(" | "))
        }
        Shape::Union { variants, by } => {
            let how = match by {
                UnionBy::Tag(tag) => format!("  told apart by `{}`\n", tag.field),
                UnionBy::ExactlyOne => "  exactly one of\n".to_owned(),
                UnionBy::AnyOf => "  the closest of\n".to_owned(),
            };
            variants.iter().fold(how, |text, it| {
                let tags = if it.tags.is_empty() { String::new() } else { format!("  when {}", it.tags.join(", ")) };
                let otherwise = if it.otherwise { "  or else" } else { "" };
                format!("{text}    {}{tags}{otherwise}\n", it.ty)
            })
        }
        Shape::List(item) => format!("  list of {item}\n"),
        Shape::Map(value) => format!("  map of {value}\n"),
        Shape::Tuple { items, rest } => {
            let more = rest.as_ref().map(|it| format!(", then {it}")).unwrap_or_default();
            format!("  tuple of {}{more}\n", items.join(", "))
        }
        Shape::Scalar(scalar) => format!("  {}\n", format!("{scalar:?}").to_lowercase()),
        Shape::Nullable(inner) => format!("  {inner} or null\n"),
        Shape::Any => "  anything\n".to_owned(),
        Shape::Stream(item) => format!("  stream of {item}\n"),
    }
}

fn rest(it: &Rest<String>) -> String {
    match it {
        Rest::Ignored => String::new(),
        Rest::Refused => "  and no other member\n".to_owned(),
        Rest::Kept(ty) => format!("  and others: {ty}\n"),
    }
}

fn field(it: &Field<String>, place: &str) -> String {
    let presence = match it.presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "required, may be null",
        Presence::OptionalNullable => "optional, may be null",
    };
    let default = it.default.as_ref().map(|it| format!(", default {}", value(it))).unwrap_or_default();
    let flags = [
        (it.read_only, ", read-only"),
        (it.write_only, ", write-only"),
        (it.unique, ", unique"),
        (it.deprecated, ", deprecated"),
    ];
    let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
    format!("    {place}{}: {}  ({presence}{default}{flags})\n", it.name, it.ty)
}

fn constraints(all: impl Iterator<Item = Constraint<String>>) -> String {
    all.fold(String::new(), |mut text, it| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  must hold: {it:?}");
        text
    })
}

fn operation(it: &Operation<String>) -> Section {
    let mut text = format!("operation {}: {} {}\n", it.name, it.http.method.token(), it.http.path.text);
    let _ = writeln!(text, "  tag {}, {}", it.tag, auth(&it.security));
    text.extend(it.inputs.iter().map(input));
    text.extend(it.outcomes.iter().map(outcome));
    Section::new(it.name.clone(), text)
}

fn input(it: &Input<String>) -> String {
    match &it.place {
        HttpPlace::Body(contents) => {
            let presence = if it.field.presence.is_required() { "required" } else { "optional" };
            contents.iter().fold(String::new(), |text, content| {
                let ty = content.ty.as_deref().unwrap_or("bytes");
                format!("{text}    body {}: {ty}  ({presence})\n", content.media.as_str())
            })
        }
        place => field(&it.field, &format!("{} ", place.word())),
    }
}

fn outcome(it: &Outcome<String>) -> String {
    let status = it.status.word();
    let headers = it.headers.iter().fold(String::new(), |text, it| text + ", " + &it.field.name);
    let bodies = it.content.iter().map(|it| it.ty.clone().unwrap_or_else(|| "bytes".to_owned()));
    let bodies: Vec<String> = bodies.collect();
    let body = if bodies.is_empty() { "no body".to_owned() } else { bodies.join(" | ") };
    format!("    answers {status}: {body}{headers}\n")
}

/// What a caller must prove, in a few words.
pub(super) fn auth(it: &Requirement) -> String {
    let every = |all: &Vec<zephyrix_ir::vocabulary::Demand>| match all.as_slice() {
        [] => "nothing".to_owned(),
        all => all.iter().map(demand).collect::<Vec<_>>().join(" and "),
    };
    match it.alternatives.as_slice() {
        [] => "open to all".to_owned(),
        all => format!("needs {}", all.iter().map(every).collect::<Vec<_>>().join(" or ")),
    }
}

fn demand(it: &zephyrix_ir::vocabulary::Demand) -> String {
    if it.scopes.is_empty() { it.scheme.clone() } else { format!("{} ({})", it.scheme, it.scopes.join(", ")) }
}

fn value(it: &Value) -> String {
    match it {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.as_str().to_owned(),
        Value::Bool(is) => is.to_string(),
        Value::Null => "null".to_owned(),
        other => format!("{other:?}"),
    }
}
