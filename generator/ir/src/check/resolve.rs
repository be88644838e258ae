//! References to ids: aliases are followed, what is joined by `allOf` is merged.

use super::merge;
use crate::vocabulary::{Map, Shape, Type};
use crate::{Code, Diagnostic, Diagnostics, DraftShape, DraftType, Ref, Span, TypeId};
use indexmap::IndexMap;
use std::collections::HashMap;
use std::sync::Arc;

/// Every type of a draft, resolved. Every reference of the draft has been reported or leads somewhere.
pub(super) fn types<'a>(draft: &'a IndexMap<Arc<str>, DraftType>, log: &mut Diagnostics) -> Types<'a> {
    let mut types = Types { draft, ids: HashMap::new(), made: Vec::new(), open: Vec::new(), merged: HashMap::new() };
    for key in draft.keys() {
        types.key(key, None, log);
    }
    types
}

/// The types made so far.
pub(super) struct Types<'a> {
    draft: &'a IndexMap<Arc<str>, DraftType>,
    /// The id of each key that has been looked at.
    ids: HashMap<&'a str, TypeId>,
    /// By id; `None` while a type is being made.
    made: Vec<Option<Type>>,
    /// Keys of `allOf` types and aliases being followed, to find those that lead back to themselves.
    open: Vec<&'a str>,
    /// What two types together say, once worked out.
    merged: HashMap<(TypeId, TypeId), TypeId>,
}

impl<'a> Types<'a> {
    /// The id that a reference leads to; one that leads nowhere is reported and becomes `Any`.
    pub(super) fn id(&mut self, to: &Ref, log: &mut Diagnostics) -> TypeId {
        self.key(&to.key, Some(to.span), log)
    }

    /// All of them, in order of id.
    pub(super) fn finish(self) -> Vec<Type> {
        self.made
            .into_iter()
            .map(|it| it.unwrap_or_else(|| Type::unnamed(&["any"], Span::default(), Shape::Any)))
            .collect()
    }

    /// A type that has been made.
    pub(super) fn get(&self, id: TypeId) -> Option<&Type> {
        self.made.get(id.index()).and_then(Option::as_ref)
    }

    /// Adds a type that no draft has.
    pub(super) fn add(&mut self, ty: Type) -> TypeId {
        self.made.push(Some(ty));
        TypeId(u32::try_from(self.made.len() - 1).unwrap_or(u32::MAX))
    }

    /// The type that is both `a` and `b`.
    pub(super) fn both(&mut self, a: TypeId, b: TypeId, log: &mut Diagnostics) -> TypeId {
        if a == b {
            return a;
        }
        if let Some(known) = self.merged.get(&(a, b)) {
            return *known;
        }
        let (Some(left), Some(right)) = (self.get(a).cloned(), self.get(b).cloned()) else { return a };
        // What says nothing changes nothing: the other keeps its identity.
        let silent = |it: &Type| it.shape == Shape::Any && it.constraints.is_empty();
        if silent(&left) || silent(&right) {
            return if silent(&left) { b } else { a };
        }
        let slot = self.reserve();
        self.merged.insert((a, b), slot);
        let ty = merge::types(self, left, &right, log);
        self.made[slot.index()] = Some(ty);
        slot
    }

    fn key(&mut self, key: &str, from: Option<Span>, log: &mut Diagnostics) -> TypeId {
        let draft = self.draft;
        let Some((key, ty)) = draft.get_key_value(key) else {
            self.dangling(key, from, log);
            return self.add(Type::unnamed(&["any"], from.unwrap_or_default(), Shape::Any));
        };
        if let Some(id) = self.ids.get(&**key) {
            return *id;
        }
        if self.open.contains(&&**key) {
            log.push(
                Diagnostic::new(Code::CYCLE, ty.span, format!("`{}` is defined by nothing but itself", ty.name.text()))
                    .label("leads back here")
                    .help("say what its values look like somewhere on the way"),
            );
            return self.add(Type::unnamed(&["any"], ty.span, Shape::Any));
        }
        self.make(key, ty, log)
    }

    fn make(&mut self, key: &'a str, ty: &'a DraftType, log: &mut Diagnostics) -> TypeId {
        match &ty.shape {
            DraftShape::Alias(to) => {
                self.open.push(key);
                let id = self.id(to, log);
                self.open.pop();
                self.ids.insert(key, id);
                id
            }
            DraftShape::Known(shape) => {
                // The id comes first: a type may contain itself.
                let id = self.reserve();
                self.ids.insert(key, id);
                let shape = shape.map(&mut |it| self.id(it, log));
                let finished = self.dress(ty, shape, log);
                self.made[id.index()] = Some(finished);
                id
            }
            DraftShape::All(parts) => {
                self.open.push(key);
                let parts: Vec<TypeId> = parts.iter().map(|it| self.id(it, log)).collect();
                self.open.pop();
                let id = self.reserve();
                self.ids.insert(key, id);
                let mut whole = self.dress(ty, Shape::Any, log);
                for part in parts {
                    if let Some(part) = self.get(part).cloned() {
                        whole = merge::types(self, whole, &part, log);
                    }
                }
                self.made[id.index()] = Some(whole);
                id
            }
        }
    }

    fn dress(&mut self, ty: &DraftType, shape: Shape, log: &mut Diagnostics) -> Type {
        Type {
            name: ty.name.clone(),
            also: Vec::new(),
            origin: ty.origin.clone(),
            span: ty.span,
            docs: ty.docs.clone(),
            shape,
            constraints: ty.constraints.iter().map(|it| it.map(&mut |to: &Ref| self.id(to, log))).collect(),
            examples: ty.examples.clone(),
            deprecated: ty.deprecated,
        }
    }

    fn reserve(&mut self) -> TypeId {
        self.made.push(None);
        TypeId(u32::try_from(self.made.len() - 1).unwrap_or(u32::MAX))
    }

    fn dangling(&self, key: &str, from: Option<Span>, log: &mut Diagnostics) {
        let known = self.draft.keys().map(|it| &**it);
        let short = key.rsplit_once('/').map_or(key, |(_, last)| last);
        let near = crate::did_you_mean(key, known).map(|it| it.split_once('#').map_or(it, |(_, pointer)| pointer));
        let found = Diagnostic::new(Code::DANGLING, from, format!("there is no type `{short}`")).label("not found");
        log.push(match near {
            Some(near) => found.help(format!("did you mean `#{near}`?")),
            None => found.note(format!("looked for `{key}`")),
        });
    }
}
