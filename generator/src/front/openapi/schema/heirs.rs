//! Inheritance: a `discriminator` without `oneOf` or `anyOf`, in a schema that others extend by `allOf`
//! (OpenAPI 3.2 §4.25; Swagger 2.0, Schema Object).
//!
//! What refers to such a schema means any of its heirs, told apart by the tag; a value with another tag, or none, is
//! read as the schema alone. In an `allOf` it stands for what it says itself.

use super::super::context::Cx;
use super::super::documents::Document;
use super::super::place::Place;
use super::super::refs::{find, reference_in};
use super::super::version::Version;
use super::{Part, facts, inside, target_name};
use std::collections::HashMap;
use zephyrix_ir::vocabulary::{Shape, TypeName, UnionBy, Variant};
use zephyrix_ir::{DraftShape, Ref};

/// The named schemas of the documents that have been looked through, by the schemas that they extend.
#[derive(Default)]
pub(super) struct Heirs<'a> {
    looked: Vec<&'a str>,
    of: HashMap<String, Vec<Place<'a>>>,
}

impl<'a> Cx<'a, '_> {
    /// Whether a schema has a discriminator, no branches for it to tell apart, and heirs.
    fn has_heirs(&mut self, place: &Place<'a>) -> bool {
        if !inherits(place) {
            return false;
        }
        for doc in [self.root, place.doc] {
            self.look_through(doc);
        }
        self.queue.heirs.of.contains_key(&place.key())
    }

    /// Notes which schemas each named schema of a document extends.
    fn look_through(&mut self, doc: &'a Document) {
        if self.queue.heirs.looked.contains(&doc.path.as_str()) {
            return;
        }
        self.queue.heirs.looked.push(&doc.path);
        for heir in named(doc) {
            let mut seen = Vec::new();
            self.extended(&heir, &mut seen);
            for key in seen {
                self.queue.heirs.of.entry(key).or_default().push(heir.clone());
            }
        }
    }

    /// The keys of all schemas with discriminators that a schema extends, near ones first.
    fn extended(&self, place: &Place<'a>, seen: &mut Vec<String>) {
        let mut open = place.items("allOf");
        let mut looked = Vec::new();
        while let Some(part) = open.pop() {
            let mut part = part;
            if let Some((reference, span)) = reference_in(&part) {
                let Ok(target) = find(self, &part, reference, span) else { continue };
                let key = target.key();
                if looked.contains(&key) || key == place.key() {
                    continue;
                }
                if inherits(&target) {
                    seen.push(key.clone());
                }
                looked.push(key);
                part = target;
            }
            open.extend(part.items("allOf"));
        }
    }

    /// The union of a schema's heirs, and of the schema alone for all other values.
    pub(super) fn family(&mut self, place: &Place<'a>, words: &[String]) -> Option<DraftShape> {
        if !self.has_heirs(place) {
            return None;
        }
        let (tag, object) = self.tag(place)?;
        let mut heirs = self.queue.heirs.of.get(&place.key()).cloned().unwrap_or_default();
        let mut mapping = Vec::new();
        for entry in object.map(|it| it.members("mapping", self.log)).unwrap_or_default() {
            let Some(target) = self.mapped(place, entry) else {
                self.selects_nothing(entry, "name a schema of this document, or take it out of `mapping`");
                continue;
            };
            let key = target.key();
            if key != place.key() && heirs.iter().all(|it| it.key() != key) {
                heirs.push(target);
            }
            mapping.push((entry.key.to_string(), key));
        }
        let mut claimed = Vec::new();
        let mut variants = Vec::new();
        for heir in heirs {
            let tags = self.tags_of_heir(&heir, &tag.field, &mapping);
            claimed.extend(tags.iter().cloned());
            let part =
                if inherits(&heir) && tag_field(&heir) == Some(tag.field.as_str()) { Part::Alone } else { Part::Whole };
            let ty = self.refer_part(&heir, part, alone(&heir, part));
            variants.push(Variant { ty, tags, otherwise: false, span: heir.span() });
        }
        variants.extend(self.itself(place, &tag.field, &mapping, &claimed, words));
        Some(DraftShape::Known(Shape::Union { variants, by: UnionBy::Tag(tag) }))
    }

    /// The schema alone, for all values that no heir claims; `None` where its field lists those only.
    fn itself(
        &mut self,
        place: &Place<'a>,
        field: &str,
        mapping: &[(String, String)],
        claimed: &[String],
        words: &[String],
    ) -> Option<Variant<Ref>> {
        let listed = self.texts_of(place, field, facts::MAX_LOOK);
        let otherwise = listed.is_empty() || listed.iter().any(|it| !claimed.contains(it));
        let mut tags = self.tags_of_heir(place, field, mapping);
        tags.retain(|it| !claimed.contains(it) && (otherwise || listed.contains(it)));
        let name = TypeName::Inline(inside(words, "base"));
        let ty = (otherwise || !tags.is_empty()).then(|| self.refer_part(place, Part::Alone, name))?;
        Some(Variant { ty, tags, otherwise, span: place.span() })
    }

    /// A reference to a schema that is extended: to what it says itself. `None` for one that has no heirs.
    pub(super) fn refer_extended(&mut self, place: &Place<'a>) -> Option<Ref> {
        let (reference, span) = reference_in(place)?;
        let target = find(self, place, reference, span).ok()?;
        if !self.has_heirs(&target) {
            return None;
        }
        let name = alone(&target, Part::Alone);
        Some(Ref { span, ..self.refer_part(&target, Part::Alone, name) })
    }

    /// Whether a schema is one of those that extend what another refers to.
    pub(super) fn is_heir(&self, place: &Place<'a>, reference: &Place<'a>) -> bool {
        let extended = self.peek(reference).and_then(|it| self.queue.heirs.of.get(&it.key()));
        extended.is_some_and(|heirs| heirs.iter().any(|it| it.key() == place.key()))
    }

    /// The tags that the mapping gives a schema, or the one that its own field or its name is.
    fn tags_of_heir(&self, heir: &Place<'a>, field: &str, mapping: &[(String, String)]) -> Vec<String> {
        let key = heir.key();
        let mapped: Vec<String> = mapping.iter().filter(|it| it.1 == key).map(|it| it.0.clone()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let stated = ["x-ms-discriminator-value", "x-discriminator-value"];
        if let Some(tag) = stated.iter().find_map(|it| heir.node.get(it)?.as_text()) {
            return vec![tag.to_owned()];
        }
        let TypeName::Declared(name) = target_name(heir) else { return Vec::new() };
        let mut listed = self.texts_of(heir, field, facts::MAX_LOOK);
        match listed.iter().position(|it| is_alike(it, &name)) {
            _ if listed.len() == 1 => listed,
            Some(at) => vec![listed.swap_remove(at)],
            None => vec![name],
        }
    }
}

/// What a schema is called that stands for what it says itself.
fn alone(place: &Place<'_>, part: Part) -> TypeName {
    match (target_name(place), part) {
        (TypeName::Declared(name), Part::Alone) => TypeName::Inline(vec![name, "base".to_owned()]),
        (name, _) => name,
    }
}

/// Whether two names differ in no letter and no digit.
fn is_alike(one: &str, other: &str) -> bool {
    let plain =
        |it: &str| it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    one == other || plain(one) == plain(other)
}

/// Whether a schema has a discriminator and no branches for it to tell apart.
fn inherits(place: &Place<'_>) -> bool {
    let has = |it| place.node.get(it).is_some();
    has("discriminator") && !has("oneOf") && !has("anyOf")
}

/// The field that a discriminator names; in Swagger 2.0 the discriminator is that name.
fn tag_field<'a>(place: &Place<'a>) -> Option<&'a str> {
    let node = place.node.get("discriminator")?;
    node.as_text().or_else(|| node.get("propertyName")?.as_text())
}

/// The schemas of a document that have names.
fn named(doc: &Document) -> Vec<Place<'_>> {
    let top = Place::root(doc);
    let schemas = match (doc.version, top.child("components")) {
        (Version::V2, _) => top.members("definitions"),
        (_, Some(components)) => components.members("schemas"),
        (_, None) => Vec::new(),
    };
    schemas.into_iter().map(|(_, place)| place).collect()
}
