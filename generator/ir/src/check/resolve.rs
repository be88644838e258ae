//! References to ids: aliases are followed, what is joined by `allOf` is merged.

use super::merge;
use crate::vocabulary::{Map, Shape, Type};
use crate::{Code, Diagnostic, Diagnostics, DraftShape, DraftType, Ref, Span, TypeId};
use indexmap::{IndexMap, IndexSet};
use std::collections::HashMap;
use std::sync::Arc;

/// Every type of a draft, resolved. Every reference of the draft has been reported or leads somewhere.
pub(super) fn types<'a>(draft: &'a IndexMap<Arc<str>, DraftType>, log: &mut Diagnostics) -> Types<'a> {
    let mut types = Types {
        draft,
        ids: HashMap::new(),
        made: Vec::new(),
        open: IndexSet::new(),
        floor: 0,
        merged: HashMap::new(),
        together: HashMap::new(),
        late: Vec::new(),
    };
    for key in draft.keys() {
        types.key(key, None, log);
    }
    types.settle(log);
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
    open: IndexSet<&'a str>,
    /// Of these keys, those before this are outside of a type that the others are in: it may contain them.
    floor: usize,
    /// What several types together say, once worked out.
    merged: HashMap<Vec<TypeId>, TypeId>,
    /// The types that one of those is made of.
    together: HashMap<TypeId, Vec<TypeId>>,
    /// What waits for parts that are still being made.
    late: Vec<Merge>,
}

/// Types that one type is to be made of.
struct Merge {
    /// The type that is made.
    id: TypeId,
    /// What it says by itself.
    own: Option<Type>,
    parts: Vec<TypeId>,
}

/// Types contain one another as deeply as a document has it: where so many bytes of stack are left, so many more are taken.
const SPARE: usize = 64 << 10;
const MORE: usize = 4 << 20;

/// So many types may come of one of the draft before merging is given up.
const MOST: usize = 100;

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
        let mut parts = self.parts_of(a);
        parts.extend(self.parts_of(b).into_iter().filter(|it| !self.parts_of(a).contains(it)));
        if parts == self.parts_of(a) {
            return a;
        }
        if let Some(known) = self.merged.get(&parts) {
            return *known;
        }
        // What says nothing changes nothing: the other keeps its identity.
        let silent = |it: &Type| it.shape == Shape::Any && it.constraints.is_empty();
        match (self.get(a).is_some_and(silent), self.get(b).is_some_and(silent)) {
            (true, _) => return b,
            (_, true) => return a,
            _ => {}
        }
        let id = self.reserve();
        self.merged.insert(parts.clone(), id);
        self.together.insert(id, parts);
        self.merge(Merge { id, own: None, parts: vec![a, b] }, log);
        id
    }

    fn parts_of(&self, id: TypeId) -> Vec<TypeId> {
        self.together.get(&id).cloned().unwrap_or_else(|| vec![id])
    }

    /// Makes one type of several, now or when they are made.
    fn merge(&mut self, it: Merge, log: &mut Diagnostics) {
        if !it.parts.iter().all(|part| self.is_ready(*part, &mut Vec::new())) {
            self.late.push(it);
            return;
        }
        let mut parts = it.parts.iter();
        let own = it.own.or_else(|| self.get(*parts.next()?).cloned());
        let whole = own.map(|own| {
            parts.fold(own, |whole, part| match self.get(*part).cloned() {
                Some(part) => merge::types(self, whole, &part, log),
                None => whole,
            })
        });
        self.made[it.id.index()] = whole;
    }

    /// Whether all has been made that merging a type looks at.
    fn is_ready(&self, id: TypeId, seen: &mut Vec<TypeId>) -> bool {
        if seen.contains(&id) {
            return true;
        }
        seen.push(id);
        match self.get(id).map(|it| &it.shape) {
            None => false,
            Some(Shape::Nullable(inner)) => self.is_ready(*inner, seen),
            Some(Shape::Union { variants, .. }) => variants.iter().all(|it| self.is_ready(it.ty, seen)),
            Some(_) => true,
        }
    }

    /// Makes what has waited. Types that only wait for each other are defined by nothing.
    fn settle(&mut self, log: &mut Diagnostics) {
        while !self.late.is_empty() {
            let late = std::mem::take(&mut self.late);
            let is_ready = |it: &Merge| it.parts.iter().all(|part| self.is_ready(*part, &mut Vec::new()));
            let (ready, waiting): (Vec<Merge>, Vec<Merge>) = late.into_iter().partition(is_ready);
            if ready.is_empty() || self.made.len() > MOST * (self.draft.len() + MOST) {
                for it in waiting.into_iter().chain(ready) {
                    let ty = it.own.unwrap_or_else(|| Type::unnamed(&["any"], Span::default(), Shape::Any));
                    log.push(cycle(&ty.name.text(), ty.span));
                    self.made[it.id.index()] = Some(ty);
                }
                return;
            }
            self.late = waiting;
            for it in ready {
                self.merge(it, log);
            }
        }
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
        if let Some(at) = self.open.get_index_of(&**key) {
            if at < self.floor {
                return self.promised(key);
            }
            log.push(cycle(&ty.name.text(), ty.span));
            return self.add(Type::unnamed(&["any"], ty.span, Shape::Any));
        }
        stacker::maybe_grow(SPARE, MORE, || self.make(key, ty, log))
    }

    /// The id that a type which is still being made will have.
    fn promised(&mut self, key: &'a str) -> TypeId {
        let mut last = key;
        while let Some(DraftShape::Alias(to)) = self.draft.get(last).map(|it| &it.shape) {
            last = &to.key;
        }
        if let Some(id) = self.ids.get(last) {
            return *id;
        }
        let id = self.reserve();
        self.ids.insert(last, id);
        id
    }

    /// Looks at what a type contains, which may be what it is in.
    fn inside<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        let floor = std::mem::replace(&mut self.floor, self.open.len());
        let found = look(self);
        self.floor = floor;
        found
    }

    fn make(&mut self, key: &'a str, ty: &'a DraftType, log: &mut Diagnostics) -> TypeId {
        match &ty.shape {
            DraftShape::Alias(to) => {
                self.open.insert(key);
                let id = self.id(to, log);
                self.open.pop();
                self.ids.insert(key, id);
                id
            }
            DraftShape::Known(shape) => {
                // The id comes first: a type may contain itself.
                let id = self.reserve();
                self.ids.insert(key, id);
                let shape = self.inside(|types| shape.map(&mut |it| types.id(it, log)));
                let finished = self.dress(ty, shape, log);
                self.made[id.index()] = Some(finished);
                id
            }
            DraftShape::All(parts) => {
                self.open.insert(key);
                let parts: Vec<TypeId> = parts.iter().map(|it| self.id(it, log)).collect();
                self.open.pop();
                let id = self.promised(key);
                let own = Some(self.dress(ty, Shape::Any, log));
                self.merge(Merge { id, own, parts }, log);
                id
            }
        }
    }

    fn dress(&mut self, ty: &DraftType, shape: Shape, log: &mut Diagnostics) -> Type {
        let constraints = ty.constraints.iter();
        let constraints =
            self.inside(|types| constraints.map(|it| it.map(&mut |to: &Ref| types.id(to, log))).collect());
        Type {
            name: ty.name.clone(),
            renamed_from: ty.renamed_from.clone(),
            also: Vec::new(),
            origin: ty.origin.clone(),
            span: ty.span,
            docs: ty.docs.clone(),
            shape,
            constraints,
            examples: ty.examples.clone(),
            deprecated: ty.deprecated,
            table: ty.table.clone(),
            proto: ty.proto.clone(),
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

fn cycle(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::CYCLE, span, format!("`{name}` is defined by nothing but itself"))
        .label("leads back here")
        .help("say what its values look like somewhere on the way")
}
