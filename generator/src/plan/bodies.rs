//! How a body is read, by its media types: into one type, or into one of several.

use super::names::{Scope, camel};
use super::parts;
use super::readings::{FORM, Reading, is_record_of_texts};
use super::rust::RustPlan;
use zephyrix_ir::vocabulary::{Content, MediaType, Operation};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, TypeId};

/// One of the types that a body may be of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BodyVariant {
    /// Its Rust name.
    pub(crate) name: String,
    /// How it is read.
    pub(crate) how: Reading,
}

/// What representations have in common that are read as one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// JSON, or a form that says the same.
    Typed(TypeId),
    Parts,
    Text,
    Bytes,
}

fn kind(model: &Model, it: &Content) -> Kind {
    match it.ty {
        Some(ty) if it.media.is_json() => Kind::Typed(ty),
        Some(ty) if it.media.as_str() == FORM && is_record_of_texts(model, ty, true) => Kind::Typed(ty),
        Some(ty) if it.media.is_form_data() && parts::plan(model, ty, it).is_some() => Kind::Parts,
        _ if it.media.as_str().starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// How a body is read.
pub(super) fn body(
    model: &Model,
    rust: &mut RustPlan,
    operation: &Operation,
    contents: &[Content],
    log: &mut Diagnostics,
) -> Reading {
    let json = contents.iter().filter(|it| it.media.is_json()).find_map(|it| it.ty);
    let says_the_same =
        |it: &Content| json.is_some() && it.ty == json && !matches!(kind(model, it), Kind::Typed(_) | Kind::Parts);
    let mut groups: Vec<Vec<&Content>> = Vec::new();
    for it in contents {
        if says_the_same(it) {
            let message = format!("`{}` takes no body of type `{}`", operation.name, it.media.as_str());
            let found = Diagnostic::new(Code::UNSUPPORTED, it.span, message);
            log.push(found.label("answered with 415, as JSON is there too"));
            continue;
        }
        match groups.iter_mut().find(|group| kind(model, group[0]) == kind(model, it)) {
            Some(group) => group.push(it),
            None => groups.push(vec![it]),
        }
    }
    // A body that says not what it is may be any bytes: they are what is left.
    groups.sort_by_key(|group| kind(model, group[0]) == Kind::Bytes);
    let mut readings: Vec<Reading> = groups.iter().map(|it| alone(model, operation, it, log)).collect();
    if readings.len() < 2 {
        return readings.pop().unwrap_or(Reading::Bytes(Vec::new()));
    }
    let mut scope = Scope::default();
    let variants = readings.into_iter().map(|how| BodyVariant { name: scope.claim(variant(&how)), how }).collect();
    Reading::Choice(rust.scope.claim(format!("{}Body", camel(&operation.name))), variants)
}

/// What a variant is called: what it is written in.
fn variant(how: &Reading) -> String {
    match how {
        Reading::Json(_, media) => match media.first().and_then(|it| it.as_str().split_once('/')) {
            Some((_, sub)) if sub != "json" => camel(sub),
            _ => "Json".to_owned(),
        },
        Reading::Form(_) => "Form".to_owned(),
        Reading::Multipart(..) => "Multipart".to_owned(),
        Reading::Text(_) => "Text".to_owned(),
        _ => "Bytes".to_owned(),
    }
}

/// How representations of one kind are read.
fn alone(model: &Model, operation: &Operation, contents: &[&Content], log: &mut Diagnostics) -> Reading {
    let mut media: Vec<MediaType> = contents.iter().map(|it| it.media.clone()).collect();
    match (kind(model, contents[0]), contents[0].ty) {
        (Kind::Typed(ty), _) if media.iter().any(MediaType::is_json) => {
            // Who has the choice writes JSON.
            media.sort_by_key(|it| !it.is_json());
            Reading::Json(ty, media)
        }
        (Kind::Typed(ty), _) => Reading::Form(ty),
        (Kind::Parts, Some(ty)) => Reading::Multipart(ty, parts::plan(model, ty, contents[0]).unwrap_or_default()),
        (Kind::Text, _) => Reading::Text(media),
        _ => {
            for it in contents {
                untaken(operation, it, log);
            }
            Reading::Bytes(media)
        }
    }
}

/// Tells of a type that is handed over as bytes though it says more.
fn untaken(operation: &Operation, it: &Content, log: &mut Diagnostics) {
    if it.media.as_str() == "application/octet-stream" || it.ty.is_none() || it.media.is_range() {
        return;
    }
    let message = format!("`{}` gets its body of type `{}` as bytes", operation.name, it.media.as_str());
    log.push(Diagnostic::new(Code::UNSUPPORTED, it.span, message).label("not taken apart yet"));
}
