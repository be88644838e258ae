//! Types of the contract as messages and enums.

use super::words::{camel, shouty, snake};
use super::{Entry, Enumeration, EnumerationValue, Form, Kind, Many, Message, Null, Numbers, Presence, Scalar};
use crate::plan::names::Scope;
use crate::plan::rust::RustPlan;
use std::collections::HashMap;
use zephyrix_ir::vocabulary::{Docs, EnumValue, Field, Rest, Scalar as Model, Shape, UnionBy, Variant};
use zephyrix_ir::{self as ir, TypeId};

const VALUE: Scalar = Scalar { word: "google.protobuf.Value", holds: "Value" };
pub(super) const TEXT: Scalar = Scalar { word: "string", holds: "Text" };
pub(super) const BYTES: Scalar = Scalar { word: "bytes", holds: "Bytes" };

/// What stands for a type: anything that JSON can say, where protobuf has nothing closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) kind: Kind,
    pub(super) many: Many,
    pub(super) nullable: bool,
}

impl Meaning {
    const fn one(kind: Kind) -> Self {
        Self { kind, many: Many::One, nullable: false }
    }

    const fn scalar(it: Scalar) -> Self {
        Self::one(Kind::Scalar(it))
    }
}

/// A field before it has a number.
pub(super) struct Wanted<'a> {
    /// What its name is made of.
    pub(super) words: &'a str,
    /// Its member; by default what protobuf makes of its name.
    pub(super) json: Option<String>,
    pub(super) meaning: Meaning,
    pub(super) required: bool,
    pub(super) docs: &'a Docs,
    pub(super) deprecated: bool,
}

/// Messages and enums, being made.
pub(super) struct Types<'a> {
    pub(super) model: &'a ir::Model,
    rust: &'a RustPlan,
    pub(super) numbers: Numbers,
    pub(super) messages: Vec<Message>,
    pub(super) enums: Vec<Enumeration>,
    /// Names of messages, enums and services.
    pub(super) scope: Scope,
    /// Names of values, which are those of the package.
    values: Scope,
    constants: Scope,
    made: HashMap<TypeId, Kind>,
    /// Messages of arrays and of objects without fields, by what is in them.
    wrapped: HashMap<(TypeId, bool), usize>,
}

impl<'a> Types<'a> {
    pub(super) fn new(model: &'a ir::Model, rust: &'a RustPlan, numbers: Numbers) -> Self {
        let (messages, enums) = (Vec::new(), Vec::new());
        let [scope, values, constants] = [Scope::default(), Scope::default(), Scope::default()];
        let (made, wrapped) = (HashMap::new(), HashMap::new());
        Self { model, rust, numbers, messages, enums, scope, values, constants, made, wrapped }
    }

    /// What stands for a type.
    pub(super) fn meaning(&mut self, id: TypeId) -> Meaning {
        match self.model.shape(id) {
            Shape::Scalar(it) => Meaning::scalar(scalar(*it)),
            Shape::Enum { values, open } => self.of_enum(id, values, *open),
            Shape::Record { .. } => Meaning::one(self.message(id)),
            Shape::Union { variants, by: UnionBy::Tag(_) } if self.are_records(variants) => {
                Meaning::one(self.message(id))
            }
            Shape::List(item) => self.repeated(*item, Many::List),
            Shape::Map(value) => self.repeated(*value, Many::Map),
            Shape::Nullable(inner) => Meaning { nullable: true, ..self.meaning(*inner) },
            Shape::Union { .. } | Shape::Tuple { .. } | Shape::Any | Shape::Stream(_) => Meaning::scalar(VALUE),
        }
    }

    fn are_records(&self, variants: &[Variant]) -> bool {
        variants.iter().all(|it| matches!(self.model.shape(it.ty), Shape::Record { .. }))
    }

    /// Many of a type. What may be null has no place there but in a value that may be anything.
    fn repeated(&mut self, item: TypeId, many: Many) -> Meaning {
        let kind = match self.model.shape(item) {
            Shape::Nullable(_) => Kind::Scalar(VALUE),
            _ => match self.meaning(item) {
                Meaning { many: Many::One, kind, .. } => kind,
                Meaning { many, kind, .. } => Kind::Message(self.wrap(item, many, kind)),
            },
        };
        Meaning { kind, many, nullable: false }
    }

    /// A message of an array, or of an object whose members are alike, where there are many of these.
    fn wrap(&mut self, id: TypeId, many: Many, kind: Kind) -> usize {
        if let Some(at) = self.wrapped.get(&(id, many == Many::List)) {
            return *at;
        }
        let (form, field, many) = match many {
            Many::List => (Form::List, "items", Many::List),
            _ => (Form::Record, "members", Many::Others),
        };
        let name = self.scope.claim(camel(&format!("{} {field}", self.word(kind))));
        let at = self.start(name, form, &Docs::default(), false);
        self.wrapped.insert((id, many == Many::List), at);
        let docs = Docs::default();
        let meaning = Meaning { kind, many, nullable: false };
        let wanted = Wanted { words: field, json: None, meaning, required: true, docs: &docs, deprecated: false };
        self.fill(at, vec![wanted]);
        at
    }

    fn of_enum(&mut self, id: TypeId, values: &[EnumValue], open: bool) -> Meaning {
        if !values.iter().all(|it| it.value.as_text().is_some()) {
            return Meaning::scalar(VALUE);
        }
        if open || values.is_empty() {
            return Meaning::scalar(TEXT);
        }
        if let Some(kind) = self.made.get(&id) {
            return Meaning::one(*kind);
        }
        let ty = &self.model[id];
        let name = self.scope.claim(self.name(id));
        let prefix = shouty(&name);
        let zero = self.values.claim(format!("{prefix}_UNSPECIFIED"));
        let value = |it: &EnumValue| {
            let text = it.value.as_text().unwrap_or_default().to_owned();
            let called = self.values.claim(format!("{prefix}_{}", shouty(it.name.as_deref().unwrap_or(&text))));
            let number = self.numbers.claim(&name, &called, "value");
            EnumerationValue { number, name: called, text, docs: it.docs.clone() }
        };
        let values = values.iter().map(value).collect();
        let gone = self.numbers.settle(&name);
        let (docs, constant) = (ty.docs.clone(), self.constants.claim(prefix));
        self.enums.push(Enumeration { name, constant, docs, zero, values, gone, deprecated: ty.deprecated });
        let kind = Kind::Enum(self.enums.len() - 1);
        self.made.insert(id, kind);
        Meaning::one(kind)
    }

    fn message(&mut self, id: TypeId) -> Kind {
        if let Some(kind) = self.made.get(&id) {
            return *kind;
        }
        let ty = &self.model[id];
        let name = self.scope.claim(self.name(id));
        let at = self.start(name, Form::Record, &ty.docs, ty.deprecated);
        self.made.insert(id, Kind::Message(at));
        match &ty.shape {
            Shape::Record { fields, rest } => self.record(at, fields, rest),
            Shape::Union { variants, by: UnionBy::Tag(tag) } => self.choice(at, variants, &tag.field),
            _ => {}
        }
        Kind::Message(at)
    }

    fn record(&mut self, at: usize, fields: &'a [Field], rest: &Rest) {
        let none = Docs::default();
        let mut all: Vec<Wanted<'_>> = fields.iter().map(|it| self.field(it)).collect();
        if let Rest::Kept(ty) = rest {
            let meaning = Meaning { many: Many::Others, ..self.repeated(*ty, Many::Map) };
            let (words, required) = ("additional properties", true);
            all.push(Wanted { words, json: None, meaning, required, docs: &none, deprecated: false });
        }
        self.fill(at, all);
    }

    fn field(&mut self, it: &'a Field) -> Wanted<'a> {
        let meaning = self.meaning(it.ty);
        Wanted {
            words: &it.name,
            json: Some(it.name.clone()),
            meaning: Meaning { nullable: meaning.nullable || it.presence.is_nullable(), ..meaning },
            required: it.presence.is_required(),
            docs: &it.docs,
            deprecated: it.deprecated,
        }
    }

    fn choice(&mut self, at: usize, variants: &[Variant], tag: &str) {
        let none = Docs::default();
        let names: Vec<String> = variants.iter().map(|it| self.name(it.ty)).collect();
        let meanings: Vec<Meaning> = variants.iter().map(|it| self.meaning(it.ty)).collect();
        let wanted = names.iter().zip(meanings).map(|(words, meaning)| Wanted {
            words,
            json: None,
            meaning,
            required: false,
            docs: &none,
            deprecated: false,
        });
        let wanted = wanted.collect();
        self.fill(at, wanted);
        let values = (0..).zip(variants).flat_map(|(at, it)| it.tags.iter().map(move |tag| (tag.clone(), at)));
        let mut scope = Scope::with(self.messages[at].entries.iter().map(|it| it.name.as_str()));
        let oneof = scope.claim("value".to_owned());
        self.messages[at].form = Form::Choice {
            oneof,
            tag: tag.to_owned(),
            values: values.collect(),
            otherwise: variants.iter().position(|it| it.otherwise),
        };
    }

    /// A message without fields yet.
    pub(super) fn start(&mut self, name: String, form: Form, docs: &Docs, deprecated: bool) -> usize {
        let (entries, gone, docs) = (Vec::new(), super::Gone::default(), docs.clone());
        let constant = self.constants.claim(shouty(&name));
        self.messages.push(Message { name, constant, docs, form, entries, gone, deprecated });
        self.messages.len() - 1
    }

    /// Gives a message its fields.
    pub(super) fn fill(&mut self, at: usize, fields: Vec<Wanted<'_>>) {
        let (mut scope, name) = (Scope::default(), self.messages[at].name.clone());
        let entries = fields.into_iter().map(|it| self.entry(&name, &mut scope, it)).collect();
        self.messages[at].entries = entries;
        self.messages[at].gone = self.numbers.settle(&name);
    }

    fn entry(&mut self, message: &str, scope: &mut Scope, it: Wanted<'_>) -> Entry {
        let Meaning { kind, many, nullable } = it.meaning;
        let name = scope.claim(snake(it.words));
        let null = nullable && (many != Many::One || !it.required) && kind != Kind::Scalar(VALUE);
        let presence = match (it.required, nullable) {
            // Anything may be null by itself.
            (true, true) if kind != Kind::Scalar(VALUE) && many == Many::One => Presence::Nullable,
            (true, _) => Presence::Required,
            (false, _) => Presence::Optional,
        };
        let word = self.typed(kind, many, presence);
        let number = self.numbers.claim(message, &name, &word);
        let null = null.then(|| {
            let oneof = (many == Many::One).then(|| scope.claim(format!("{name}_or_null")));
            let name = scope.claim(format!("{name}_null"));
            Null { number: self.numbers.claim(message, &name, "google.protobuf.NullValue"), name, oneof }
        });
        Entry {
            number,
            json: it.json.unwrap_or_else(|| super::words::json(&name)),
            name,
            kind,
            many,
            presence,
            null,
            docs: it.docs.clone(),
            deprecated: it.deprecated,
        }
    }

    /// A field's type as the lock file remembers it.
    fn typed(&self, kind: Kind, many: Many, presence: Presence) -> String {
        let word = self.word(kind);
        match (many, presence) {
            (Many::One, Presence::Required) => word,
            (Many::One, _) => format!("optional {word}"),
            (Many::List, _) => format!("repeated {word}"),
            (Many::Map | Many::Others, _) => format!("map<string, {word}>"),
        }
    }

    /// What a type is called in a schema.
    fn word(&self, kind: Kind) -> String {
        match kind {
            Kind::Scalar(it) => it.word.to_owned(),
            Kind::Enum(at) => self.enums[at].name.clone(),
            Kind::Message(at) => self.messages[at].name.clone(),
        }
    }

    fn name(&self, id: TypeId) -> String {
        self.rust.name(id).map_or_else(|| camel(&self.model[id].name.text()), camel)
    }
}

fn scalar(it: Model) -> Scalar {
    let (word, holds) = match it {
        Model::Bool => ("bool", "Bool"),
        Model::Int32 => ("int32", "Int32"),
        Model::Int64 => ("int64", "Int64"),
        Model::UInt32 => ("uint32", "UInt32"),
        Model::UInt64 => ("uint64", "UInt64"),
        Model::Float32 => ("float", "Float"),
        Model::Float64 => ("double", "Double"),
        Model::DateTime => ("google.protobuf.Timestamp", "Timestamp"),
        Model::Null => return VALUE,
        Model::Base64 | Model::Binary => return BYTES,
        Model::Text | Model::Date | Model::Time | Model::Duration | Model::Seconds | Model::FieldMask | Model::Uuid => {
            return TEXT;
        }
    };
    Scalar { word, holds }
}
