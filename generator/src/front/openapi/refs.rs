//! Following `$ref`.

use super::context::Cx;
use super::documents::{file_of, is_remote, join};
use super::place::{Place, parts, pointer_of};
use super::version::Version;
use zephyrix_ir::{Code, Diagnostic, Span};

/// How many references in a row are followed.
const MAX_HOPS: usize = 64;

/// Old places of Swagger 2.0 for things that have moved since: both are understood.
const MOVED: [(&str, &str); 4] = [
    ("/components/schemas/", "/definitions/"),
    ("/components/parameters/", "/parameters/"),
    ("/components/responses/", "/responses/"),
    ("/components/securitySchemes/", "/securityDefinitions/"),
];

/// The text of a node's `$ref`, if it has one.
pub(super) fn reference_in<'a>(place: &Place<'a>) -> Option<(&'a str, Span)> {
    let node = place.node.get("$ref")?;
    Some((node.as_text()?, node.span))
}

/// Where a reference leads, or a report that it leads nowhere.
pub(super) fn find<'a>(
    cx: &Cx<'a, '_>,
    from: &Place<'a>,
    reference: &str,
    span: Span,
) -> Result<Place<'a>, Diagnostic> {
    let dangling = |message: String| Diagnostic::new(Code::DANGLING, span, message);
    let named = from.doc.identifiers.find(&from.doc.path, &from.pointer, reference);
    if let Some(place) = named.and_then(|it| Place::walk(from.doc, &it).ok()) {
        return Ok(place);
    }
    if is_remote(reference) {
        return Err(Diagnostic::new(Code::REMOTE_REF, span, format!("`{reference}` is not on this machine"))
            .label("nothing is fetched from elsewhere")
            .help("download the file, and refer to it by a relative path"));
    }
    let doc = match file_of(reference) {
        None => from.doc,
        Some(file) => {
            let path = join(&from.doc.path, &file);
            let read = cx.docs.get(&path);
            read.map_err(|why| dangling(format!("`{path}` cannot be read: {why}")))?
        }
    };
    let Some(pointer) = pointer_of(reference) else {
        return Err(dangling(format!("`{reference}` names an anchor, not a place"))
            .help("write a JSON pointer: `#/components/schemas/Name`"));
    };
    walk(doc, &pointer).map_err(|(missing, last)| {
        let known = last.object().map(|it| it.keys().collect::<Vec<_>>()).unwrap_or_default();
        dangling(format!("`{reference}` leads nowhere: there is no `{missing}`")).suggest(&missing, known)
    })
}

fn walk<'a>(doc: &'a super::documents::Document, pointer: &str) -> Result<Place<'a>, (String, Place<'a>)> {
    let found = Place::walk(doc, pointer);
    if found.is_ok() || doc.version != Version::V2 {
        return found;
    }
    let moved = MOVED.iter().find_map(|(new, old)| Some(format!("{old}{}", pointer.strip_prefix(new)?)));
    moved.and_then(|pointer| Place::walk(doc, &pointer).ok()).map_or(found, Ok)
}

/// The key a reference would have if it led somewhere.
pub(super) fn intended_key(from: &Place<'_>, reference: &str) -> String {
    if is_remote(reference) {
        return reference.to_owned();
    }
    let path = file_of(reference).map_or_else(|| from.doc.path.clone(), |file| join(&from.doc.path, &file));
    format!("{path}#{}", pointer_of(reference).unwrap_or_else(|| reference.to_owned()))
}

/// Words for something at a pointer that has no name: what the document calls its parts.
pub(super) fn words_of(pointer: &str) -> Vec<String> {
    const NOISE: [&str; 13] = [
        "components",
        "schemas",
        "paths",
        "properties",
        "content",
        "schema",
        "definitions",
        "$defs",
        "parameters",
        "requestBodies",
        "responses",
        "headers",
        "allOf",
    ];
    let words = parts(pointer).into_iter().filter(|it| !NOISE.contains(&it.as_str()));
    words.map(|it| if it == "items" { "item".to_owned() } else { it }).collect()
}

impl<'a> Cx<'a, '_> {
    /// Follows `$ref` until something else is there. What leads nowhere, or in a circle, is reported.
    pub(super) fn resolve(&mut self, place: &Place<'a>) -> Option<Place<'a>> {
        let mut place = place.clone();
        for _ in 0..MAX_HOPS {
            let Some((reference, span)) = reference_in(&place) else { return Some(place) };
            match find(self, &place, reference, span) {
                Ok(next) => place = next,
                Err(found) => {
                    self.log.push(found);
                    return None;
                }
            }
        }
        self.log.push(Diagnostic::new(Code::CYCLE, place.span(), "this refers to itself, in a circle"));
        None
    }

    /// Whether a reference names another kind of component than `section`, such as a schema where `requestBodies` are due:
    /// reported, and to be left as bytes for the handler, whatever is there.
    pub(super) fn names_another_kind(&mut self, place: &Place<'a>, section: &str) -> bool {
        let Some((reference, span)) = reference_in(place) else { return false };
        let kind = reference.strip_prefix("#/components/").and_then(|it| it.split('/').next());
        let Some(kind) = kind.filter(|it| *it != section) else { return false };
        let message = format!("`{reference}` is one of `{kind}`, and one of `{section}` is due here");
        let found = Diagnostic::new(Code::WRONG_TYPE, span, message).mild().label("left to the handler, as bytes");
        self.log.push(found.help("write what is meant under `content` and its `schema`"));
        true
    }

    /// Where the references of a schema lead in the end, without a report.
    pub(super) fn peek(&self, place: &Place<'a>) -> Option<Place<'a>> {
        let mut place = place.clone();
        for _ in 0..MAX_HOPS {
            let Some((reference, span)) = reference_in(&place) else { return Some(place) };
            place = find(self, &place, reference, span).ok()?;
        }
        None
    }
}
