//! How parameters are written: the table of places, styles and their defaults (OpenAPI 3.2 §4.12).

use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::{HttpPlace, Style};

/// Places, with the style each has when none is stated, and those it may have.
const PLACES: [(&str, &[&str]); 4] = [
    ("path", &["simple", "label", "matrix"]),
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("header", &["simple"]),
    ("cookie", &["form", "cookie"]),
];

/// Every word for a place of a parameter.
pub(super) fn places() -> impl Iterator<Item = &'static str> {
    PLACES.iter().map(|(word, _)| *word)
}

/// The styles of a place, its default first; none for a word that is no place.
pub(super) fn styles(place: &str) -> &'static [&'static str] {
    PLACES.iter().find(|(word, _)| *word == place).map_or(&[], |(_, styles)| styles)
}

/// The style of a word. `explode` is true for `form` unless stated, and false for all others.
pub(super) fn style(word: &str, explode: Option<bool>) -> Option<Style> {
    let plain = explode.unwrap_or(false);
    Some(match word {
        "form" | "cookie" => Style::Form { explode: explode.unwrap_or(true) },
        "simple" => Style::Simple { explode: plain },
        "label" => Style::Label { explode: plain },
        "matrix" => Style::Matrix { explode: plain },
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        _ => return None,
    })
}

/// A style in a place.
pub(super) fn place(word: &str, style: Style) -> Option<HttpPlace<Ref>> {
    Some(match word {
        "path" => HttpPlace::Path(style),
        "query" => HttpPlace::Query(style),
        "header" => HttpPlace::Header(style),
        "cookie" => HttpPlace::Cookie(style),
        _ => return None,
    })
}

/// Swagger 2.0's `collectionFormat` as a style and `explode`.
pub(super) fn collection(place: &str, format: &str) -> Option<(&'static str, bool)> {
    let query = place == "query";
    match format {
        "csv" if query => Some(("form", false)),
        "csv" => Some(("simple", false)),
        "multi" if query => Some(("form", true)),
        "ssv" if query => Some(("spaceDelimited", false)),
        "pipes" if query => Some(("pipeDelimited", false)),
        _ => None,
    }
}
