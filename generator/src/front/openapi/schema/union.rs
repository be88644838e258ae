//! `oneOf` and `anyOf`, and the `discriminator` that tells their branches apart.

use super::super::context::Cx;
use super::super::place::{Place, parts};
use super::super::refs::{find, intended_key};
use super::super::version::Version;
use super::{facts, inside};
use crate::tree::{Entry, Node, Object};
use zephyrix_ir::vocabulary::{Docs, EnumValue, Shape, Tag, UnionBy, Value, Variant};
use zephyrix_ir::{Code, Diagnostic, DraftShape, Ref};

/// A branch: how it is referred to, and what it is in the end.
struct Branch<'a> {
    ty: Ref,
    place: Place<'a>,
    target: Option<Place<'a>>,
}

impl<'a> Cx<'a, '_> {
    /// A union of the branches under `keyword`, null apart.
    pub(super) fn union(&mut self, place: &Place<'a>, keyword: &str, words: &[String]) -> DraftShape {
        let places = facts::branches(place, keyword);
        if let Some(values) = constants(&places) {
            return DraftShape::Known(Shape::Enum { values, open: false });
        }
        let mut branches = Vec::new();
        for (at, it) in places.into_iter().enumerate() {
            let title = it.node.get("title").and_then(Node::as_text).filter(|it| !it.trim().is_empty());
            let word = title.map_or_else(|| (at + 1).to_string(), str::to_owned);
            let ty = self.refer(&it, &inside(words, &word));
            branches.push(Branch { ty, target: self.peek(&it), place: it });
        }
        let tag = self.tag(place);
        let by = match (&tag, keyword) {
            (Some((tag, _)), _) => UnionBy::Tag(tag.clone()),
            (None, "oneOf") => UnionBy::ExactlyOne,
            (None, _) => UnionBy::AnyOf,
        };
        let mut variants = Vec::new();
        let object = tag.as_ref().and_then(|it| it.1);
        let mapping = object.map(|at| self.mapping(place, at, &branches)).unwrap_or_default();
        let others = object.and_then(|at| self.mapped(place, at.entry("defaultMapping")?));
        for branch in branches {
            let mut tags: Vec<String> =
                mapping.iter().filter(|(_, key)| **key == *branch.ty.key).map(|(value, _)| value.clone()).collect();
            if let (Some((tag, _)), true) = (&tag, tags.is_empty()) {
                tags = self.implicit_tags(&branch, &tag.field);
            }
            let otherwise = others.as_ref().is_some_and(|it| it.key() == *branch.ty.key);
            variants.push(Variant { ty: branch.ty, tags, otherwise, span: branch.place.span() });
        }
        DraftShape::Known(Shape::Union { variants, by })
    }

    /// The discriminator; it is a mapping, or (Swagger 2.0) the name of the field.
    pub(super) fn tag(&mut self, place: &Place<'a>) -> Option<(Tag, Option<Object<'a>>)> {
        let node = place.node.get("discriminator")?;
        if let (Some(field), Version::V2) = (node.as_text(), place.version()) {
            return Some((Tag { field: field.to_owned(), span: node.span }, None));
        }
        let object = place.object()?.object("discriminator", self.log)?;
        let field = object.need_text("propertyName", "the discriminator", self.log)?;
        let span = object.get("propertyName").map_or(object.span, |it| it.span);
        Some((Tag { field, span }, Some(object)))
    }

    /// Values of the tag, and the keys of the branches that they select.
    fn mapping(&mut self, place: &Place<'a>, at: Object<'a>, branches: &[Branch<'a>]) -> Vec<(String, String)> {
        let mut mapping = Vec::new();
        for entry in at.members("mapping", self.log) {
            let key = self.mapped(place, entry).map(|it| it.key());
            match key.filter(|key| branches.iter().any(|it| *it.ty.key == **key)) {
                Some(key) => mapping.push((entry.key.to_string(), key)),
                None => self.selects_nothing(entry, "add it to the branches, or take it out of `mapping`"),
            }
        }
        mapping
    }

    /// Reports a tag that leads nowhere.
    pub(super) fn selects_nothing(&mut self, entry: &Entry, help: &str) {
        let message = format!("the tag `{}` selects nothing that is listed here", entry.key);
        let found = Diagnostic::new(Code::UNSUPPORTED, entry.node.span, message).label("no branch of this schema");
        self.log.push(found.help(help));
    }

    /// The schema that a mapping's value names: by reference, or by bare name.
    pub(super) fn mapped(&self, place: &Place<'a>, entry: &'a Entry) -> Option<Place<'a>> {
        let text = entry.node.as_text()?;
        let by_name = format!("#/components/schemas/{}", text.replace('~', "~0").replace('/', "~1"));
        [text.to_owned(), by_name].iter().find_map(|reference| {
            let target = find(self, place, reference, entry.node.span).ok()?;
            Some(target).filter(|it| !it.pointer.is_empty() || intended_key(place, reference) == it.key())
        })
    }

    /// The tags of a branch that no mapping names: the schema's name, unless its own field says otherwise.
    fn implicit_tags(&self, branch: &Branch<'a>, field: &str) -> Vec<String> {
        let stated = branch.target.as_ref().map(|it| self.texts_of(it, field, facts::MAX_LOOK)).unwrap_or_default();
        let name = name_of(&branch.place);
        if stated.is_empty() || name.as_ref().is_some_and(|it| stated.contains(it)) {
            return name.into_iter().collect();
        }
        stated
    }

    /// The texts that a member of a schema's values may be, where it and what it is made of list them.
    pub(super) fn texts_of(&self, schema: &Place<'a>, field: &str, look: usize) -> Vec<String> {
        let Some(schema) = self.peek(schema).filter(|_| look > 0) else { return Vec::new() };
        let property = schema.child("properties").and_then(|it| self.peek(&it.child(field)?));
        let own = property.map(|it| texts(&it)).unwrap_or_default();
        let parts = schema.items("allOf");
        let parts = parts.iter().map(|it| self.texts_of(it, field, look / 2));
        let branches = ["oneOf", "anyOf"].map(|it| {
            let branches = facts::branches(&schema, it).into_iter();
            let each: Vec<Vec<String>> = branches.map(|it| self.texts_of(&it, field, look / 2)).collect();
            // One that may be anything says that all may be.
            if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() }
        });
        let all = std::iter::once(own).chain(parts).chain(branches).filter(|it| !it.is_empty());
        let common = |mut all: Vec<String>, more: Vec<String>| {
            all.retain(|it| more.contains(it));
            all
        };
        all.reduce(common).unwrap_or_default()
    }
}

/// The name of the schema that a branch refers to.
fn name_of(branch: &Place<'_>) -> Option<String> {
    let named = branch.node.get("$ref").and_then(Node::as_text)?;
    match named.split_once('#') {
        Some((_, pointer)) if !pointer.is_empty() => parts(pointer).pop(),
        _ => named.split('#').next()?.rsplit('/').next()?.split('.').next().map(str::to_owned),
    }
}

/// The texts that a schema lists.
pub(super) fn texts(schema: &Place<'_>) -> Vec<String> {
    let one = schema.node.get("const").map(std::slice::from_ref);
    let listed = one.or_else(|| schema.node.get("enum").and_then(Node::as_list)).unwrap_or_default();
    listed.iter().filter_map(Node::as_text).map(str::to_owned).collect()
}

/// The values of branches that are one literal each: an enum whose values have titles and descriptions.
fn constants(branches: &[Place<'_>]) -> Option<Vec<EnumValue>> {
    const BESIDE: [&str; 6] = ["const", "title", "description", "type", "deprecated", "$comment"];
    let text = |it: &Place<'_>, key: &str| it.node.get(key).and_then(Node::as_text).map(str::to_owned);
    let value = |it: &Place<'_>| -> Option<EnumValue> {
        let plain = it.object()?.keys().all(|key| BESIDE.contains(&key) || key.starts_with("x-"));
        let value = it.node.get("const").filter(|_| plain)?.literal();
        let docs = Docs { summary: None, description: text(it, "description") };
        let scalar = !matches!(value, Value::List(_) | Value::Map(_) | Value::Null);
        scalar.then(|| EnumValue { value, name: text(it, "title"), docs, span: it.span() })
    };
    branches.iter().map(value).collect()
}
