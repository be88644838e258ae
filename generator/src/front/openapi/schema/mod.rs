//! Schemas into types.
//!
//! A schema is lowered once, when it is first referred to, and not by recursion: it is put on a queue.
//! [`Part`] says how much of the schema a type stands for; a schema that says several things (`$ref` and
//! siblings, `allOf`, `oneOf` beside `properties`) becomes one type a thing, and a type that is all of them.

mod annotations;
mod array;
mod assertion;
mod constraints;
mod enums;
mod facts;
mod heirs;
mod kinds;
mod logic;
mod object;
mod pattern;
mod scalar;
mod union;

use super::context::Cx;
use super::known;
use super::place::Place;
use super::refs::{find, intended_key, reference_in, words_of};
use super::version::Version;
use crate::tree::wrong_type;
use facts::Piece;
pub(super) use kinds::Kind;
use std::collections::HashSet;
use std::sync::Arc;
use zephyrix_ir::vocabulary::{Constraint, Docs, Shape, TypeName};
use zephyrix_ir::{Code, Diagnostic, DraftShape, DraftType, Ref};

/// How much of a schema a type stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// What it says of values that are not null.
    Value,
    /// What it says itself, beside `$ref`, `allOf`, `oneOf` and `anyOf`.
    Own,
    /// All of it, its heirs aside.
    Alone,
    /// Its `oneOf`.
    OneOf,
    /// Its `anyOf`.
    AnyOf,
    /// What it says of values of one `type` of several.
    Kind(Kind),
    /// A Swagger 2.0 parameter or header, which is its own schema.
    Parameter,
}

impl Part {
    /// What is added to the schema's key. Brackets keep clear of pointers that a document may contain.
    fn suffix(self) -> String {
        match self {
            Self::Whole | Self::Parameter => String::new(),
            Self::Value => "/(value)".to_owned(),
            Self::Own => "/(own)".to_owned(),
            Self::Alone => "/(alone)".to_owned(),
            Self::OneOf => "/oneOf".to_owned(),
            Self::AnyOf => "/anyOf".to_owned(),
            Self::Kind(kind) => format!("/type/({})", kind.word()),
        }
    }
}

/// Schemas that are referred to and not lowered yet.
#[derive(Default)]
pub(super) struct Queue<'a> {
    /// The next one last.
    jobs: Vec<Job<'a>>,
    /// Keys of those that are, or will be.
    seen: HashSet<Arc<str>>,
    /// What is asserted, beside the types.
    assertions: assertion::Assertions<'a>,
    /// Who extends whom.
    heirs: heirs::Heirs<'a>,
}

struct Job<'a> {
    key: Arc<str>,
    place: Place<'a>,
    part: Part,
    name: TypeName,
}

/// What a type is: its shape, and what must hold beyond it.
type Said = (DraftShape, Vec<Constraint<Ref>>);

impl<'a> Cx<'a, '_> {
    /// Lowers every named schema of the document, in the order written.
    pub(super) fn component_schemas(&mut self) {
        let top = self.top();
        let schemas = match (top.version(), top.child("components")) {
            (Version::V2, _) => top.members("definitions"),
            (_, Some(components)) => components.members("schemas"),
            (_, None) => Vec::new(),
        };
        for (entry, place) in schemas.into_iter().rev() {
            let key: Arc<str> = place.key().into();
            self.queue.seen.insert(Arc::clone(&key));
            let name = TypeName::Declared(entry.key.to_string());
            self.queue.jobs.push(Job { key, place, part: Part::Whole, name });
        }
        self.drain();
    }

    /// Lowers everything on the queue: a schema, then those in it, then the next.
    pub(super) fn drain(&mut self) {
        while let Some(job) = self.queue.jobs.pop() {
            let waiting = self.queue.jobs.len();
            self.define(job);
            self.queue.jobs[waiting..].reverse();
        }
    }

    /// A reference to the type of a schema, null included.
    pub(super) fn refer(&mut self, place: &Place<'a>, words: &[String]) -> Ref {
        if self.is_nullable_through(place) {
            return self.refer_part(place, Part::Whole, TypeName::Inline(words.to_vec()));
        }
        self.refer_value(place, words).0
    }

    /// A reference to the type of a schema's values other than null, and whether null is one.
    pub(super) fn refer_value(&mut self, place: &Place<'a>, words: &[String]) -> (Ref, bool) {
        let nullable = facts::is_nullable(place);
        match self.only_piece(place) {
            Some(Piece::Ref) => (self.refer_target(place), nullable),
            Some(Piece::Inner(inner)) => {
                let (ty, null) = self.refer_value(&inner, words);
                (ty, null || nullable)
            }
            _ => {
                let part = if nullable { Part::Value } else { Part::Whole };
                (self.refer_part(place, part, TypeName::Inline(words.to_vec())), nullable)
            }
        }
    }

    /// A reference to a part of a schema, which is put on the queue.
    pub(super) fn refer_part(&mut self, place: &Place<'a>, part: Part, name: TypeName) -> Ref {
        let key = place.key() + &part.suffix();
        if let Some(known) = self.queue.seen.get(key.as_str()) {
            return Ref::new(Arc::clone(known), place.span());
        }
        let key: Arc<str> = key.into();
        self.queue.seen.insert(Arc::clone(&key));
        self.queue.jobs.push(Job { key: Arc::clone(&key), place: place.clone(), part, name });
        Ref::new(key, place.span())
    }

    /// A reference to what a schema's `$ref` names. What leads nowhere is reported, and becomes any value.
    fn refer_target(&mut self, place: &Place<'a>) -> Ref {
        let Some((reference, span)) = reference_in(place) else { return Ref::new(place.key(), place.span()) };
        self.warn_of_siblings(place);
        match find(self, place, reference, span) {
            Ok(target) => {
                let name = target_name(&target);
                Ref { span, ..self.refer_part(&target, Part::Whole, name) }
            }
            Err(found) => {
                self.log.push(found);
                let key = intended_key(place, reference);
                let words = words_of(reference.split_once('#').map_or("", |it| it.1));
                let shape = DraftShape::Known(Shape::Any);
                Ref { span, ..self.synthesize(key, TypeName::Inline(words), place, shape) }
            }
        }
    }

    /// OpenAPI 3.0 passes over what stands beside `$ref`.
    fn warn_of_siblings(&mut self, place: &Place<'a>) {
        let siblings = place.object().filter(|_| !place.version().is_json_schema());
        let entries = siblings.map(|it| it.entries().iter());
        for entry in entries.into_iter().flatten().filter(|it| facts::is_assertion(&it.key)) {
            let message = format!("`{}` beside `$ref` is passed over in OpenAPI 3.0", entry.key);
            let found = Diagnostic::new(Code::UNENFORCED, entry.key_span, message);
            self.log.push(found.help("put the `$ref` into an `allOf`, or move to OpenAPI 3.1"));
        }
    }

    /// Defines a type that no schema of its own describes, and refers to it.
    pub(super) fn synthesize(&mut self, key: String, name: TypeName, place: &Place<'a>, shape: DraftShape) -> Ref {
        let key: Arc<str> = key.into();
        let ty = DraftType {
            name,
            renamed_from: Vec::new(),
            origin: Arc::clone(&key),
            span: place.span(),
            docs: Docs::default(),
            shape,
            constraints: Vec::new(),
            examples: Vec::new(),
            deprecated: false,
            table: None,
            proto: None,
        };
        self.queue.seen.insert(Arc::clone(&key));
        self.draft.define(Arc::clone(&key), ty);
        Ref::new(key, place.span())
    }

    fn define(&mut self, job: Job<'a>) {
        let Job { key, place, part, name } = job;
        let words = words(&name);
        let (shape, constraints) = match part {
            Part::Whole if facts::is_nullable(&place) => {
                let (value, _) = self.refer_value(&place, &words);
                (DraftShape::Known(Shape::Nullable(value)), Vec::new())
            }
            Part::Whole | Part::Value => self.asserted(&place, &words),
            Part::Own => self.beside(&place, &words),
            Part::Alone => self.alone(&place, &words),
            Part::Parameter => self.own(&place, None, &words),
            Part::Kind(kind) => self.own(&place, Some(kind), &words),
            Part::OneOf => (self.union(&place, "oneOf", &words), Vec::new()),
            Part::AnyOf => (self.union(&place, "anyOf", &words), Vec::new()),
        };
        let declared = matches!(name, TypeName::Declared(_));
        let about = matches!(part, Part::Whole | Part::Value | Part::Alone).then(|| self.about(&place, declared));
        let about = about.unwrap_or_default();
        let ty = DraftType {
            name,
            renamed_from: about.renamed_from,
            origin: Arc::clone(&key),
            span: place.span(),
            docs: about.docs,
            shape,
            constraints,
            examples: about.examples,
            deprecated: about.deprecated,
            table: about.table,
            proto: None,
        };
        self.draft.define(key, ty);
    }

    /// All that a schema says of values other than null.
    fn everything(&mut self, place: &Place<'a>, words: &[String]) -> Said {
        if let Some(all) = place.node.as_bool() {
            return self.boolean(place, all, words);
        }
        let Some(object) = place.object() else {
            self.log.push(wrong_type(place.node, "a schema", "a mapping"));
            return (DraftShape::Known(Shape::Any), Vec::new());
        };
        self.check_fields(object, &known::SCHEMA);
        self.check_lists(place);
        match self.family(place, words) {
            Some(family) => (family, Vec::new()),
            None => self.alone(place, words),
        }
    }

    /// The same, heirs of it aside.
    fn alone(&mut self, place: &Place<'a>, words: &[String]) -> Said {
        let mut pieces = self.pieces(place);
        if pieces.len() > 1 {
            let parts = pieces.into_iter().map(|piece| self.refer_piece(place, piece, words)).collect();
            return (DraftShape::All(parts), Vec::new());
        }
        match pieces.pop() {
            Some(Piece::Ref) => (DraftShape::Alias(self.refer_target(place)), Vec::new()),
            Some(Piece::Inner(inner)) if facts::is_nullable(&inner) || reference_in(&inner).is_some() => {
                match self.refer_extended(&inner).filter(|_| self.is_heir(place, &inner)) {
                    Some(extended) => (DraftShape::All(vec![extended]), Vec::new()),
                    None => (DraftShape::Alias(self.refer(&inner, words)), Vec::new()),
                }
            }
            Some(Piece::Inner(inner)) => self.asserted(&inner, words),
            Some(Piece::OneOf) => (self.union(place, "oneOf", words), Vec::new()),
            Some(Piece::AnyOf) => (self.union(place, "anyOf", words), Vec::new()),
            Some(Piece::Own) | None => self.own(place, None, words),
        }
    }

    fn refer_piece(&mut self, place: &Place<'a>, piece: Piece<'a>, words: &[String]) -> Ref {
        let part = match piece {
            Piece::Ref => return self.refer_extended(place).unwrap_or_else(|| self.refer_target(place)),
            Piece::Inner(inner) => {
                return self.refer_extended(&inner).unwrap_or_else(|| self.refer(&inner, words));
            }
            Piece::OneOf => Part::OneOf,
            Piece::AnyOf => Part::AnyOf,
            Piece::Own => Part::Own,
        };
        self.refer_part(place, part, TypeName::Inline(words.to_vec()))
    }

    /// `true` is any value; `false` is none.
    fn boolean(&mut self, place: &Place<'a>, all: bool, words: &[String]) -> Said {
        let any = DraftShape::Known(Shape::Any);
        if all {
            return (any, Vec::new());
        }
        let key = format!("{}/(any)", place.key());
        let everything = self.synthesize(key, TypeName::Inline(words.to_vec()), place, any.clone());
        (any, vec![Constraint::Not(everything)])
    }

    /// Says that a keyword is not enforced.
    fn unenforced(&mut self, place: &Place<'a>, keyword: &str, why: &str) {
        let entry = place.object().and_then(|it| it.entry(keyword));
        let span = entry.map_or(place.span(), |it| it.key_span);
        let found = Diagnostic::new(Code::UNENFORCED, span, format!("`{keyword}` is not enforced here"));
        self.log.push(if why.is_empty() { found } else { found.note(why) });
    }
}

/// What a schema is called that something refers to: by its name where it has one.
fn target_name(target: &Place<'_>) -> TypeName {
    const NAMED: [&str; 2] = ["/components/schemas/", "/definitions/"];
    let name = NAMED.iter().find_map(|it| target.pointer.strip_prefix(it));
    if let Some(name) = name.filter(|it| !it.contains('/')) {
        return TypeName::Declared(name.replace("~1", "/").replace("~0", "~"));
    }
    let words = words_of(&target.pointer);
    if !words.is_empty() {
        return TypeName::Inline(words);
    }
    let file = target.doc.path.rsplit('/').next().unwrap_or("");
    TypeName::Inline(vec![file.split('.').next().unwrap_or(file).to_owned()])
}

fn words(name: &TypeName) -> Vec<String> {
    match name {
        TypeName::Declared(name) => vec![name.clone()],
        TypeName::Inline(words) => words.clone(),
    }
}

/// The words of something inside what `words` name.
fn inside(words: &[String], word: &str) -> Vec<String> {
    words.iter().cloned().chain([word.to_owned()]).collect()
}
