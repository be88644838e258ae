//! What a schema is made of, found out without a report: it is asked more than once.

use super::super::context::Cx;
use super::super::place::Place;
use super::super::refs::reference_in;
use super::super::version::Version;
use super::kinds::{self, Kind};
use crate::tree::Object;

/// How many schemas are looked through to find out what one implies.
pub(super) const MAX_LOOK: usize = 16;

/// One of the things that a schema says.
pub(super) enum Piece<'a> {
    /// `$ref`.
    Ref,
    /// A schema in `allOf`, or the only one of `oneOf` or `anyOf`.
    Inner(Place<'a>),
    /// `oneOf`.
    OneOf,
    /// `anyOf`.
    AnyOf,
    /// What it says itself.
    Own,
}

/// Keywords that say something about values, `$ref` and its like apart.
const ASSERTIONS: [&str; 40] = [
    "type",
    "format",
    "enum",
    "const",
    "not",
    "if",
    "then",
    "else",
    "properties",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "unevaluatedProperties",
    "required",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "items",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "x-extensible-enum",
    "$dynamicRef",
];

/// Keywords by which a schema is put together from others.
const COMPOSERS: [&str; 4] = ["$ref", "allOf", "oneOf", "anyOf"];

/// Keywords of a branch that only restricts what stands beside the `oneOf` or `anyOf`.
const RESTRICTIONS: [&str; 8] =
    ["required", "not", "minProperties", "maxProperties", "dependentRequired", "title", "description", "$comment"];

/// Whether a keyword says something about values.
pub(super) fn is_assertion(keyword: &str) -> bool {
    ASSERTIONS.contains(&keyword)
}

/// Whether every branch of a `oneOf` or `anyOf` only restricts: then it is a constraint, not a union.
pub(super) fn only_restricts(place: &Place<'_>, keyword: &str) -> bool {
    let branches = place.items(keyword);
    let restricts = |it: &Place<'_>| {
        it.object()
            .is_some_and(|it| (it.has("required") || it.has("not")) && it.keys().all(|key| RESTRICTIONS.contains(&key)))
    };
    !branches.is_empty() && branches.iter().all(restricts)
}

/// Whether a schema allows null and nothing else.
pub(super) fn is_null(place: &Place<'_>) -> bool {
    let Some(object) = place.object() else { return false };
    let literal = |it: &crate::tree::Node| it.is_null() || it.as_text() == Some("null");
    let alone = |it: &crate::tree::Node| it.as_list().is_some_and(|it| it.len() == 1 && literal(&it[0]));
    object.get("type").is_some_and(|it| literal(it) || alone(it))
        || object.get("const").is_some_and(crate::tree::Node::is_null)
        || object.get("enum").is_some_and(|it| it.as_list().is_some_and(|it| it.len() == 1 && it[0].is_null()))
}

/// The branches of a `oneOf` or `anyOf` that allow other values than null.
pub(super) fn branches<'a>(place: &Place<'a>, keyword: &str) -> Vec<Place<'a>> {
    let mut all = place.items(keyword);
    if all.iter().any(|it| !is_null(it)) {
        all.retain(|it| !is_null(it));
    }
    all
}

impl<'a> Cx<'a, '_> {
    /// Everything that a schema says; at least one.
    pub(super) fn pieces(&self, place: &Place<'a>) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let composed = |it: Object<'a>| it.keys().any(|key| COMPOSERS.contains(&key));
        if !place.object().is_some_and(composed) {
            return vec![Piece::Own];
        }
        if reference_in(place).is_some() {
            pieces.push(Piece::Ref);
            if !place.version().is_json_schema() {
                return pieces;
            }
        }
        pieces.extend(place.items("allOf").into_iter().map(Piece::Inner));
        for (keyword, piece) in [("oneOf", Piece::OneOf), ("anyOf", Piece::AnyOf)] {
            let mut branches = branches(place, keyword);
            match branches.len() {
                0 => {}
                _ if only_restricts(place, keyword) => {}
                1 => pieces.extend(branches.pop().map(Piece::Inner)),
                _ => pieces.push(piece),
            }
        }
        if pieces.is_empty() || self.says_more(place) {
            pieces.push(Piece::Own);
        }
        pieces
    }

    /// The one thing that a schema says, if it is only one and that is said by another schema.
    pub(super) fn only_piece(&self, place: &Place<'a>) -> Option<Piece<'a>> {
        let mut pieces = self.pieces(place);
        let only = pieces.pop().filter(|_| pieces.is_empty())?;
        matches!(only, Piece::Ref | Piece::Inner(_)).then_some(only)
    }

    /// Whether there are assertions beside `$ref`, `allOf`, `oneOf` and `anyOf` that those do not imply.
    fn says_more(&self, place: &Place<'a>) -> bool {
        let Some(object) = place.object() else { return false };
        if only_restricts(place, "oneOf") || only_restricts(place, "anyOf") {
            return true;
        }
        let mut own = object.keys().filter(|key| is_assertion(key));
        match (own.next(), own.next()) {
            (None, _) => false,
            (Some("type"), None) => match kinds::declared(place).as_slice() {
                [] => false,
                [kind] => !self.parts_imply(place, *kind, MAX_LOOK),
                _ => true,
            },
            _ => true,
        }
    }

    /// Whether values that fit a schema are of a kind.
    pub(super) fn implies(&self, place: &Place<'a>, kind: Kind, look: usize) -> bool {
        let Some(place) = self.peek(place).filter(|_| look > 0) else { return false };
        if is_null(&place) {
            return true;
        }
        match kinds::declared(&place).as_slice() {
            [] => kinds::inferred(&place) == Some(kind) || self.parts_imply(&place, kind, look - 1),
            [only] => *only == kind || (kind == Kind::Number && *only == Kind::Integer),
            _ => false,
        }
    }

    fn parts_imply(&self, place: &Place<'a>, kind: Kind, look: usize) -> bool {
        let every = |keyword| {
            let branches = branches(place, keyword);
            !branches.is_empty() && branches.iter().all(|it| self.implies(it, kind, look / 2))
        };
        let target =
            reference_in(place).is_some() && self.peek(place).is_some_and(|it| self.implies(&it, kind, look / 2));
        target
            || place.items("allOf").iter().any(|it| self.implies(it, kind, look / 2))
            || every("oneOf")
            || every("anyOf")
    }
    /// Whether a schema, or what it refers to, says of what kind its values are, and null is not among them.
    pub(super) fn refuses_null(&self, place: &Place<'a>) -> bool {
        let Some(place) = self.peek(place) else { return false };
        let alone = matches!(self.pieces(&place).as_slice(), [Piece::Own]);
        let anything = alone && kinds::declared(&place).is_empty() && kinds::inferred(&place).is_none();
        !anything && !is_null(&place) && !self.is_nullable_through(&place)
    }

    /// Whether null fits, looking through schemas that say one thing only.
    pub(super) fn is_nullable_through(&self, place: &Place<'a>) -> bool {
        is_nullable(place)
            || matches!(self.only_piece(place), Some(Piece::Inner(inner)) if self.is_nullable_through(&inner))
    }
}

/// Whether null fits a schema, as far as it says so itself.
pub(super) fn is_nullable(place: &Place<'_>) -> bool {
    let Some(object) = place.object() else { return false };
    let schema = place.version().is_json_schema();
    if (reference_in(place).is_some() && !schema) || is_null(place) {
        return false;
    }
    let flag = |name| object.get(name).and_then(crate::tree::Node::as_bool) == Some(true);
    let flagged = flag("nullable") || (place.version() == Version::V2 && flag("x-nullable"));
    let typed = object.get("type").and_then(crate::tree::Node::as_list);
    let null_type = typed.is_some_and(|it| it.iter().any(|it| it.is_null() || it.as_text() == Some("null")));
    let listed = object.get("enum").and_then(crate::tree::Node::as_list);
    let null_value = listed.is_some_and(|it| it.iter().any(crate::tree::Node::is_null));
    let branch = ["oneOf", "anyOf"].iter().any(|it| {
        let all = place.items(it);
        all.iter().any(is_null) && !all.iter().all(is_null)
    });
    if flagged || !schema {
        return flagged || null_value || null_type || branch;
    }
    // In JSON Schema each keyword must allow null; one that is absent does.
    let mut said = [
        object.has("type").then_some(null_type),
        listed.map(|_| null_value),
        (object.has("oneOf") || object.has("anyOf")).then_some(branch),
    ]
    .into_iter()
    .flatten()
    .peekable();
    said.peek().is_some() && said.all(|it| it)
}
