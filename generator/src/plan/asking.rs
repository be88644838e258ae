//! How HTTP asks for an operation and what it answers, as tables of the runtime say it: for whoever asks by something else.

use super::inputs;
use super::literals;
use super::outcomes::Success;
use super::readings::{Member, Reading};
use super::representations::{Body, JSON};
use super::rust::Writing;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{HttpPlace, Input, MediaType, PathPart, PathTemplate, Style, Told};

/// Where a member is in a request of HTTP, with its name there.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Path(String, Style),
    Query(String, Style),
    Header(String, Style),
    Cookie(String, Style),
    Body(Written),
}

/// How a body is written: of a media type, but for forms, of which some members are written in ways of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Json(String),
    Form(Vec<Member>),
    Text(String),
    Bytes(String),
}

/// What a body is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Json(TypeId),
    Text,
    Bytes,
}

impl Place {
    /// Where an input is.
    pub(crate) fn of(it: &Input, how: &Reading) -> Self {
        let name = it.field.name.clone();
        let plain = |style: &Style| if *how == Reading::Raw { Style::Simple { explode: false } } else { *style };
        match &it.place {
            HttpPlace::Path(style) => Self::Path(name, plain(style)),
            HttpPlace::Header(style) => Self::Header(name, plain(style)),
            HttpPlace::Query(style) => Self::Query(name, *style),
            HttpPlace::Cookie(style) => Self::Cookie(name, *style),
            HttpPlace::Body(_) => {
                Self::Body(body(how).map_or_else(|| Written::Json(JSON.to_owned()), |(_, written)| written))
            }
        }
    }

    /// As the runtime has it; `module` is that of its tables, if not this.
    pub(crate) fn printed(&self, to: &mut Writing<'_>, module: &str) -> String {
        let mut at = |variant: &str, name: &str, style| {
            format!("{module}Place::{variant}({}, {})", literals::string(name), inputs::style(to, style))
        };
        match self {
            Self::Path(name, style) => at("Path", name, *style),
            Self::Query(name, style) => at("Query", name, *style),
            Self::Header(name, style) => at("Header", name, *style),
            Self::Cookie(name, style) => at("Cookie", name, *style),
            Self::Body(it) => format!("{module}Place::Body({})", it.printed(to, module)),
        }
    }
}

impl Written {
    /// As the runtime has it.
    pub(crate) fn printed(&self, to: &mut Writing<'_>, module: &str) -> String {
        let (how, value) = match self {
            Self::Json(media) => ("Json", literals::string(media)),
            Self::Text(media) => ("Text", literals::string(media)),
            Self::Bytes(media) => ("Bytes", literals::string(media)),
            Self::Form(members) => ("Form", inputs::members(to, members)),
        };
        format!("{module}Written::{how}({value})")
    }
}

/// What a body is, and how it is written: of the types that it may be the first that a message can tell.
pub(crate) fn body(how: &Reading) -> Option<(Of, Written)> {
    match how {
        Reading::Json(ty, media) | Reading::JsonOrForm(ty, media, _) => {
            let json = media.iter().find(|it| it.is_json()).map_or(JSON, MediaType::as_str);
            Some((Of::Json(*ty), Written::Json(json.to_owned())))
        }
        Reading::Form(ty, members) => Some((Of::Json(*ty), Written::Form(members.clone()))),
        Reading::Text(media) => Some((Of::Text, Written::Text(first(media.iter().map(MediaType::as_str), TEXTS)))),
        Reading::Bytes(media) => Some((Of::Bytes, Written::Bytes(first(media.iter().map(MediaType::as_str), BINARY)))),
        Reading::Choice(_, variants) => variants.iter().find_map(|it| body(&it.how)),
        _ => None,
    }
}

/// What a success has, if anything.
pub(crate) fn answer(it: &Success) -> Option<(Of, Written)> {
    let media = || it.media.iter().map(String::as_str);
    match it.body {
        Body::Json(ty) => Some((Of::Json(ty), Written::Json(first(media(), JSON)))),
        Body::Text => Some((Of::Text, Written::Text(first(media(), TEXTS)))),
        Body::Bytes => Some((Of::Bytes, Written::Bytes(first(media(), BINARY)))),
        Body::Empty | Body::Stream(..) => None,
    }
}

const BINARY: &str = "application/octet-stream";

const TEXTS: &str = "text/plain";

/// The first media type that is one.
fn first<'m>(mut media: impl Iterator<Item = &'m str>, usual: &str) -> String {
    media.find(|it| !it.contains('*')).unwrap_or(usual).to_owned()
}

/// A template in matchit's syntax, which is OpenAPI's but for its own escapes; and what else a request must have.
pub(crate) fn template(path: &PathTemplate) -> String {
    let part = |it: &PathPart| match it {
        PathPart::Text(text) => self::text(text).replace('{', "{{").replace('}', "}}"),
        PathPart::Hole(name) => format!("{{{name}}}"),
        PathPart::Rest(name) => format!("{{*{name}}}"),
    };
    let segments: Vec<String> = path.segments.iter().map(|it| it.iter().map(part).collect()).collect();
    format!("/{}{}{}", segments.join("/"), told(path, '?', |it| !it.header), told(path, '#', |it| it.header))
}

/// A template's text, of which nothing ends the path.
pub(crate) fn text(it: &str) -> String {
    it.replace('?', "%3F").replace('#', "%23")
}

/// What a request must have beside its path, after a mark; nothing where it is nothing.
pub(crate) fn told(path: &PathTemplate, mark: char, which: impl Fn(&Told) -> bool) -> String {
    let told = path.told_by.iter().filter(|it| which(it));
    let pairs: Vec<String> =
        told.map(|it| format!("{}={}", literals::encoded(&it.name), literals::encoded(&it.value))).collect();
    if pairs.is_empty() { String::new() } else { format!("{mark}{}", pairs.join("&")) }
}
