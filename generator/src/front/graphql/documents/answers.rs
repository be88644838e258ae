//! What operations select, as records and unions.

use super::super::lowering::{Lowering, docs};
use super::super::places::Places;
use super::super::records::{key, output};
use super::selected::{Chosen, Member};
use apollo_compiler::Name;
use std::collections::HashMap;
use zephyrix_ir::vocabulary::{Docs, Field, Presence, Rest, Shape, Tag, TypeName, UnionBy, Variant};
use zephyrix_ir::{DraftType, Ref, Span};

/// Where types of answers go.
pub(super) struct Answers<'a, 's> {
    pub(super) it: &'a mut Lowering<'s>,
    pub(super) places: &'a Places,
    /// What is selected by fragments that are types of their own.
    pub(super) fragments: &'a HashMap<&'a Name, Chosen<'a>>,
}

/// What a type is called, and the key of it.
#[derive(Clone)]
struct Called {
    key: String,
    words: String,
    /// What it is, for people.
    docs: String,
    span: Span,
}

impl Called {
    /// Something within it.
    fn inside(&self, member: &Name, of: &Name, span: Span) -> Self {
        Self {
            key: format!("{}.{member}", self.key),
            words: format!("{} {member}", self.words),
            docs: format!("`{of}`, as far as it is selected."),
            span,
        }
    }

    /// One of the types that it may be of.
    fn of(&self, name: &str, docs: String) -> Self {
        Self { key: format!("{}|{name}", self.key), words: format!("{} {name}", self.words), docs, span: self.span }
    }
}

impl Answers<'_, '_> {
    /// What an operation answers.
    pub(super) fn data(&mut self, operation: &str, span: Span, chosen: &Chosen<'_>) -> Ref {
        let key = key(&format!("operation:{operation}"));
        let docs = format!("What `{operation}` answers.");
        let data = Called { key, words: operation.to_owned(), docs, span };
        match chosen {
            Chosen::Record(members) => self.record(&data, &format!("{operation} data"), members),
            other => self.ty(&data, other),
        }
    }

    fn ty(&mut self, called: &Called, chosen: &Chosen<'_>) -> Ref {
        match chosen {
            Chosen::Fragment(name) => self.fragment(name, called.span),
            Chosen::Record(members) => self.record(called, &called.words, members),
            Chosen::ByType { arms, others } => {
                let mut variants = Vec::new();
                for arm in arms {
                    let all: Vec<String> = arm.types.iter().map(|it| format!("`{it}`")).collect();
                    let of = called.of(&arm.name, format!("{}, as far as it is selected.", all.join(", ")));
                    let ty = self.record(&of, &of.words, &arm.members);
                    let tags = arm.types.iter().map(ToString::to_string).collect();
                    variants.push(Variant { ty, tags, otherwise: false, span: called.span });
                }
                let ty = self.others(called, others);
                variants.push(Variant { ty, tags: Vec::new(), otherwise: true, span: called.span });
                let by = UnionBy::Tag(Tag { field: "__typename".to_owned(), span: called.span });
                self.define(called, &called.words, Shape::Union { variants, by })
            }
        }
    }

    /// What is left for objects of other types: those that nothing special is asked of, and those that are yet to come.
    fn others(&mut self, called: &Called, members: &[Member<'_>]) -> Ref {
        let of = called.of("Other", "Of any other type, one that the schema did not know among them.".to_owned());
        let mut fields = self.fields(&of, members);
        if fields.iter().all(|it| it.name != "__typename") {
            let text = self.it.named_type(&apollo_compiler::name!("String"), called.span);
            let mut name = Field::new("__typename", called.span, text, Presence::Required);
            name.docs.description = Some("Which type it is of.".to_owned());
            fields.insert(0, name);
        }
        self.define(&of, &of.words, Shape::Record { fields, rest: Rest::Ignored })
    }

    /// A fragment as a type of its own.
    fn fragment(&mut self, name: &Name, span: Span) -> Ref {
        let key = key(&format!("fragment:{name}"));
        let to = Ref::new(key.clone(), span);
        if let Some(chosen) = self.fragments.get(name).filter(|_| !self.it.draft.types.contains_key(&to.key)) {
            let docs = format!("What the fragment `{name}` selects.");
            let span = self.places.span(name.location());
            let called = Called { key, words: name.to_string(), docs, span };
            let made = self.ty(&called, chosen);
            if made.key != to.key {
                // A fragment that is nothing but another.
                return made;
            }
        }
        to
    }

    fn record(&mut self, called: &Called, words: &str, members: &[Member<'_>]) -> Ref {
        let fields = self.fields(called, members);
        self.define(called, words, Shape::Record { fields, rest: Rest::Ignored })
    }

    fn fields(&mut self, called: &Called, members: &[Member<'_>]) -> Vec<Field<Ref>> {
        members.iter().map(|it| self.field(called, it)).collect()
    }

    fn field(&mut self, called: &Called, it: &Member<'_>) -> Field<Ref> {
        let span = self.places.span(it.key.location());
        let named = it.definition.ty.inner_named_type();
        let of = match &it.inside {
            Some(chosen) => self.ty(&called.inside(it.key, named, span), chosen),
            None => self.it.named_type(named, span),
        };
        let ty = self.it.listed(&it.definition.ty, of, span);
        // What is not asked for is not there, and null is as good.
        let presence = if it.always { output(&it.definition.ty) } else { Presence::Optional };
        let mut field = Field::new(it.key.to_string(), span, ty, presence);
        field.deprecated = it.definition.directives.has("deprecated");
        field.docs = docs(it.definition.description.as_ref());
        field
    }

    fn define(&mut self, called: &Called, words: &str, shape: Shape<Ref>) -> Ref {
        let to = Ref::new(called.key.clone(), called.span);
        let ty = DraftType::plain(TypeName::Declared(words.to_owned()), called.span, shape);
        let docs = Docs { summary: None, description: Some(called.docs.clone()) };
        self.it.draft.define(to.key.clone(), DraftType { docs, ..ty });
        to
    }
}
