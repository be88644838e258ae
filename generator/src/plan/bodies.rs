//! How a body is read, by its media types: into one type, or into one of several.

use super::forms;
use super::names::{Scope, camel};
use super::parts;
use super::readings::Reading;
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
enum Kind<'a> {
    /// JSON, or a form that says the same.
    Typed(TypeId),
    Parts(TypeId),
    /// As it comes: what it is, only its media type says.
    Plain(&'a MediaType),
}

fn kind<'a>(model: &Model, it: &'a Content) -> Kind<'a> {
    match it.ty {
        Some(ty) if it.media.is_json() => Kind::Typed(ty),
        Some(ty) if it.media.is_form() && forms::plan(model, ty, it).is_some() => Kind::Typed(ty),
        Some(ty) if it.media.is_form_data() && parts::plan(model, ty, it).is_some() => Kind::Parts(ty),
        _ => Kind::Plain(&it.media),
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
    let mut groups: Vec<Vec<&Content>> = Vec::new();
    for it in contents {
        match groups.iter_mut().find(|group| kind(model, group[0]) == kind(model, it)) {
            Some(group) => group.push(it),
            None => groups.push(vec![it]),
        }
    }
    groups.sort_by_key(|group| breadth(model, group[0]));
    let mut readings: Vec<Reading> = groups.iter().map(|it| alone(model, operation, it, log)).collect();
    if readings.len() < 2 {
        return readings.pop().unwrap_or(Reading::Bytes(Vec::new()));
    }
    let mut scope = Scope::default();
    let variants = readings.into_iter().map(|how| BodyVariant { name: scope.claim(variant(&how)), how }).collect();
    Reading::Choice(rust.scope.claim(format!("{}Body", camel(&operation.name))), variants)
}

/// Wider ranges are tried later. A body that says not what it is may be any bytes: they are what is left.
fn breadth(model: &Model, it: &Content) -> u8 {
    match (kind(model, it), it.media.as_str()) {
        (Kind::Plain(_), "*/*") => 3,
        (Kind::Plain(_), "application/octet-stream") => 2,
        (Kind::Plain(media), _) if media.is_range() => 1,
        _ => 0,
    }
}

/// What a variant is called: what it is written in.
fn variant(how: &Reading) -> String {
    match how {
        Reading::Json(_, media) | Reading::JsonOrForm(_, media, _) => {
            match media.first().and_then(|it| it.as_str().split_once('/')) {
                Some((_, sub)) if sub != "json" => camel(sub),
                _ => "Json".to_owned(),
            }
        }
        Reading::Form(..) => "Form".to_owned(),
        Reading::Multipart(..) => "Multipart".to_owned(),
        Reading::Text(media) | Reading::Bytes(media) => match media.first().map(MediaType::as_str) {
            Some("text/plain" | "text/*") => "Text".to_owned(),
            None | Some("application/octet-stream" | "*/*") => "Bytes".to_owned(),
            Some(media) => camel(media.trim_end_matches("/*").rsplit('/').next().unwrap_or(media)),
        },
        _ => "Bytes".to_owned(),
    }
}

/// How representations of one kind are read.
fn alone(model: &Model, operation: &Operation, contents: &[&Content], log: &mut Diagnostics) -> Reading {
    let mut media: Vec<MediaType> = contents.iter().map(|it| it.media.clone()).collect();
    // Who has the choice writes JSON.
    media.sort_by_key(|it| !it.is_json());
    let form = contents.iter().find(|it| it.media.is_form());
    let members = |ty| form.and_then(|it| forms::plan(model, ty, it)).unwrap_or_default();
    match kind(model, contents[0]) {
        Kind::Typed(ty) if form.is_none() => Reading::Json(ty, media),
        Kind::Typed(ty) if media.iter().any(MediaType::is_json) => Reading::JsonOrForm(ty, media, members(ty)),
        Kind::Typed(ty) => Reading::Form(ty, members(ty)),
        Kind::Parts(ty) => Reading::Multipart(ty, parts::plan(model, ty, contents[0]).unwrap_or_default()),
        Kind::Plain(one) if one.as_str().starts_with("text/") => Reading::Text(media),
        Kind::Plain(_) => {
            for it in contents {
                untaken(operation, it, log);
            }
            Reading::Bytes(media)
        }
    }
}

/// Tells of a form that is handed over as bytes though it says more. Any other language than JSON is for the handler.
fn untaken(operation: &Operation, it: &Content, log: &mut Diagnostics) {
    if it.ty.is_none() || !(it.media.is_form() || it.media.is_form_data()) {
        return;
    }
    let message = format!("`{}` gets its body of type `{}` as bytes", operation.name, it.media.as_str());
    log.push(Diagnostic::new(Code::UNSUPPORTED, it.span, message).label("not taken apart yet"));
}
