//! Booleans, numbers and texts: `type` and `format`.

use super::super::context::Cx;
use super::super::place::Place;
use super::Said;
use super::kinds::Kind;
use crate::tree::Node;
use zephyrix_ir::vocabulary::{Constraint, Format, Number, Scalar, Shape};
use zephyrix_ir::{Code, Diagnostic, DraftShape, Ref, Severity};

/// Formats that make a text another type.
const TEXT_TYPES: [(&str, Scalar); 8] = [
    ("byte", Scalar::Base64),
    ("binary", Scalar::Binary),
    ("date", Scalar::Date),
    ("date-time", Scalar::DateTime),
    ("time", Scalar::Time),
    ("duration", Scalar::Duration),
    ("uuid", Scalar::Uuid),
    ("password", Scalar::Text),
];

/// Of these, those whose values are written in one way each: what is asserted of the text is asserted of what is written.
const CANONICAL: [&str; 3] = ["byte", "date", "uuid"];

/// Of these, those whose text is gone once they are read. Where something is asserted of it, they stay texts.
const KEPT: [(&str, Format); 3] =
    [("date-time", Format::DateTime), ("time", Format::Time), ("duration", Format::Duration)];

/// What media types begin with that no text is of.
const FILES: [&str; 6] =
    ["image/", "audio/", "video/", "application/octet-stream", "application/pdf", "application/zip"];

/// Formats that are assertions about a text.
const TEXT_FORMATS: [(&str, Format); 8] = [
    ("email", Format::Email),
    ("hostname", Format::Hostname),
    ("ipv4", Format::Ipv4),
    ("ipv6", Format::Ipv6),
    ("uri", Format::Uri),
    ("uri-reference", Format::UriReference),
    ("json-pointer", Format::JsonPointer),
    ("regex", Format::Regex),
];

/// Formats of JSON Schema that are known, and not enforced.
const UNENFORCED: [&str; 6] =
    ["idn-email", "idn-hostname", "iri", "iri-reference", "uri-template", "relative-json-pointer"];

type IntegerFormat = (&'static str, Scalar, Option<(i64, i64)>);

/// Formats of whole numbers: their type, and bounds that the type does not have by itself.
const INTEGERS: [IntegerFormat; 8] = [
    ("int8", Scalar::Int32, Some((-128, 127))),
    ("int16", Scalar::Int32, Some((-32_768, 32_767))),
    ("int32", Scalar::Int32, None),
    ("int64", Scalar::Int64, None),
    ("uint8", Scalar::Int32, Some((0, 255))),
    ("uint16", Scalar::Int32, Some((0, 65_535))),
    ("uint32", Scalar::Int64, Some((0, 4_294_967_295))),
    ("uint64", Scalar::Int64, Some((0, i64::MAX))),
];

/// Whether a format is about texts.
pub(super) fn is_text_format(format: &str) -> bool {
    TEXT_TYPES.iter().any(|it| it.0 == format)
        || TEXT_FORMATS.iter().any(|it| it.0 == format)
        || UNENFORCED.contains(&format)
}

/// Whether there is something to assert of a text that becomes another type, and can be once it has.
pub(super) fn asserts_of_written(place: &Place<'_>) -> bool {
    is_format(place, &CANONICAL) && asserts_of_text(place)
}

fn asserts_of_text(place: &Place<'_>) -> bool {
    ["pattern", "minLength", "maxLength"].iter().any(|it| place.node.get(it).is_some())
}

fn is_format(place: &Place<'_>, formats: &[&str]) -> bool {
    place.node.get("format").and_then(Node::as_text).is_some_and(|it| formats.contains(&it))
}

impl<'a> Cx<'a, '_> {
    /// A schema of a single value.
    pub(super) fn scalar(&mut self, place: &Place<'a>, kind: Kind) -> Said {
        let mut constraints = Vec::new();
        let format = place.object().and_then(|it| it.text("format", self.log)).unwrap_or_default();
        let scalar = match kind {
            Kind::Boolean => Scalar::Bool,
            Kind::Integer => integer(&format, &mut constraints).unwrap_or(Scalar::Int64),
            Kind::Number => match format.as_str() {
                "float" => Scalar::Float32,
                _ => integer(&format, &mut constraints).unwrap_or(Scalar::Float64),
            },
            Kind::String => self.text(place, &format, &mut constraints),
            Kind::File => Scalar::Binary,
            Kind::Null | Kind::Array | Kind::Object => Scalar::Null,
        };
        match kind {
            Kind::Integer | Kind::Number => self.number_constraints(place, &mut constraints),
            Kind::String if !is_format(place, &CANONICAL) => self.text_constraints(place, &mut constraints),
            _ => {}
        }
        (DraftShape::Known(Shape::Scalar(scalar)), constraints)
    }

    fn text(&mut self, place: &Place<'a>, format: &str, constraints: &mut Vec<Constraint<Ref>>) -> Scalar {
        if UNENFORCED.contains(&format) {
            let span = place.node.get("format").map_or(place.span(), |it| it.span);
            let mut found = Diagnostic::new(Code::UNENFORCED, span, format!("the format `{format}` is not checked"));
            // By itself a format only informs (JSON Schema 2020-12 validation §7.2).
            found.severity = Severity::Note;
            self.log.push(found);
        }
        constraints.extend(TEXT_FORMATS.iter().find(|it| it.0 == format).map(|it| Constraint::Format(it.1)));
        if let Some((_, format)) = KEPT.iter().find(|it| it.0 == format && asserts_of_text(place)) {
            constraints.push(Constraint::Format(*format));
            return Scalar::Text;
        }
        if let Some((_, scalar)) = TEXT_TYPES.iter().find(|it| it.0 == format) {
            return *scalar;
        }
        match place.object().and_then(|it| it.text("contentEncoding", self.log)).as_deref() {
            Some("base64") => Scalar::Base64,
            Some("binary") => Scalar::Binary,
            Some(encoding) => {
                self.unenforced(place, "contentEncoding", &format!("`{encoding}` is not decoded"));
                Scalar::Text
            }
            None if self.is_file(place) => Scalar::Binary,
            None => Scalar::Text,
        }
    }

    /// Whether a text that is not encoded is of a media type that no text is of.
    fn is_file(&mut self, place: &Place<'a>) -> bool {
        let media = place.object().and_then(|it| it.text("contentMediaType", self.log)).unwrap_or_default();
        FILES.iter().any(|it| media.starts_with(it))
    }
}

fn integer(format: &str, constraints: &mut Vec<Constraint<Ref>>) -> Option<Scalar> {
    let (_, scalar, bounds) = INTEGERS.iter().find(|it| it.0 == format)?;
    if let Some((low, high)) = bounds {
        constraints.push(Constraint::Minimum(Number::from(*low)));
        constraints.push(Constraint::Maximum(Number::from(*high)));
    }
    Some(*scalar)
}
