//! Types as GraphQL has them: what an answer is of.

use super::words::{camel, lower, shouty, singular};
use super::{Decided, Enumeration, EnumerationValue, Exposed, Field, Holds, Object, Source, Union};
use crate::plan::names::Scope;
use crate::plan::sample;
use std::collections::{HashMap, HashSet};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Docs, EnumValue, Field as Member, Rest, Scalar, Shape, Type, UnionBy, Variant};

/// What stands for a type.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// Without the `!` of the whole.
    pub(super) text: String,
    pub(super) nullable: bool,
    pub(super) holds: Holds,
}

impl Meaning {
    pub(super) fn new(text: impl Into<String>, holds: Holds) -> Self {
        Self { text: text.into(), nullable: false, holds }
    }

    /// As the schema has it.
    pub(super) fn written(&self, optional: bool) -> String {
        if optional || self.nullable { self.text.clone() } else { format!("{}!", self.text) }
    }

    pub(super) fn list(self) -> Self {
        Self { text: format!("[{}]", self.written(false)), nullable: false, holds: self.holds }
    }
}

/// What a member of an entity's record is, beyond its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It tells one entity from others.
    Id,
    /// An exact number, in a text.
    Decimal,
}

/// Types, being made.
pub(super) struct Types<'a> {
    pub(super) decided: Decided<'a>,
    pub(super) made: Exposed,
    /// Names of types.
    pub(super) scope: Scope,
    /// What members of records are, by record and name.
    pub(super) roles: HashMap<(TypeId, String), Role>,
    /// What records of entities are called.
    pub(super) singular: HashMap<TypeId, String>,
    /// What types are called where they are written.
    declared: HashSet<String>,
    /// What tables are called, and one of their rows; the longest first.
    rows: Vec<(String, String)>,
    answers: HashMap<TypeId, Holds>,
    pub(super) given: HashMap<(TypeId, Option<String>), usize>,
    /// Lists that are being made, which may be of themselves.
    pub(super) around: Vec<TypeId>,
}

/// Types that are there before any of the service's.
const KNOWN: [&str; 18] = [
    "Query",
    "Mutation",
    "Subscription",
    "PageInfo",
    "Int",
    "Float",
    "String",
    "Boolean",
    "ID",
    "Long",
    "Decimal",
    "Date",
    "DateTime",
    "Time",
    "Duration",
    "UUID",
    "Base64",
    "JSON",
];

impl<'a> Types<'a> {
    pub(super) fn new(decided: Decided<'a>) -> Self {
        let query = Object { name: "Query".to_owned(), docs: Docs::default(), fields: Vec::new() };
        let mut types = Self {
            decided,
            made: Exposed { objects: vec![query], ..Exposed::default() },
            scope: Scope::with(KNOWN),
            roles: HashMap::new(),
            singular: HashMap::new(),
            declared: decided.model.types().map(|(_, it)| camel(&it.name.text())).collect(),
            rows: Vec::new(),
            answers: HashMap::new(),
            given: HashMap::new(),
            around: Vec::new(),
        };
        for (_, it) in decided.model.entities() {
            let one = camel(&singular(&it.name));
            types.rows.push((camel(&it.name), one.clone()));
            types.singular.insert(it.ty, one);
        }
        types.rows.sort_by_key(|it| std::cmp::Reverse(it.0.len()));
        super::entities::roles(&mut types);
        types
    }

    /// The scalar of a name, which is defined then.
    pub(super) fn scalar(&mut self, name: &'static str, page: Option<&'static str>, holds: Holds) -> Meaning {
        self.made.scalars.insert(name, page);
        Meaning::new(name, holds)
    }

    /// Anything that JSON can say.
    pub(super) fn json(&mut self) -> Meaning {
        self.scalar("JSON", None, Holds::Plain)
    }

    /// What stands for a type in an answer.
    pub(super) fn answer(&mut self, id: TypeId) -> Meaning {
        let model = self.decided.model;
        match model.shape(id) {
            Shape::Scalar(it) => self.of_scalar(*it),
            Shape::Enum { values, open } => self.of_enum(id, values, *open),
            Shape::Record { fields, rest } if is_told(fields, rest, |it| !it.write_only) => self.object(id),
            Shape::Union { variants, by: UnionBy::Tag(tag) } if self.are_told(variants) => {
                self.union(id, variants, &tag.field)
            }
            Shape::List(item) => self.repeated(id, *item, Self::answer),
            Shape::Nullable(inner) => Meaning { nullable: true, ..self.answer(*inner) },
            _ => self.json(),
        }
    }

    /// A list, unless it is of itself.
    pub(super) fn repeated(&mut self, id: TypeId, item: TypeId, of: impl Fn(&mut Self, TypeId) -> Meaning) -> Meaning {
        if self.around.contains(&id) {
            return self.json();
        }
        self.around.push(id);
        let item = of(self, item);
        self.around.pop();
        item.list()
    }

    /// What stands for a member that has a role.
    pub(super) fn in_role(&mut self, role: Role, id: TypeId) -> Meaning {
        let model = self.decided.model;
        match (role, model.shape(id)) {
            (_, Shape::Nullable(inner)) => Meaning { nullable: true, ..self.in_role(role, *inner) },
            (Role::Id, Shape::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64)) => {
                Meaning::new("ID", Holds::Whole)
            }
            (Role::Id, _) => Meaning::new("ID", Holds::Plain),
            (Role::Decimal, _) => self.scalar("Decimal", None, Holds::Plain),
        }
    }

    pub(super) fn of_scalar(&mut self, it: Scalar) -> Meaning {
        const LONG: &str = "https://ibm.github.io/graphql-specs/custom-scalars/long.html";
        const BASE64: &str = "https://datatracker.ietf.org/doc/html/rfc4648#section-4";
        match it {
            Scalar::Bool => Meaning::new("Boolean", Holds::Plain),
            Scalar::Int32 => Meaning::new("Int", Holds::Plain),
            Scalar::Float32 | Scalar::Float64 => Meaning::new("Float", Holds::Plain),
            // Spans in seconds are texts such as `1.5s`.
            Scalar::Text | Scalar::FieldMask | Scalar::Seconds => Meaning::new("String", Holds::Plain),
            Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64 => self.scalar("Long", Some(LONG), Holds::Whole),
            Scalar::Base64 | Scalar::Binary => self.scalar("Base64", Some(BASE64), Holds::Plain),
            Scalar::Date => self.scalar("Date", Some("https://scalars.graphql.org/chillicream/date"), Holds::Plain),
            Scalar::DateTime => {
                self.scalar("DateTime", Some("https://scalars.graphql.org/andimarek/date-time"), Holds::Plain)
            }
            Scalar::Time => {
                self.scalar("Time", Some("https://datatracker.ietf.org/doc/html/rfc3339#section-5.6"), Holds::Plain)
            }
            Scalar::Duration => {
                self.scalar("Duration", Some("https://datatracker.ietf.org/doc/html/rfc3339#appendix-A"), Holds::Plain)
            }
            Scalar::Uuid => self.scalar("UUID", Some("https://datatracker.ietf.org/doc/html/rfc9562"), Holds::Plain),
            Scalar::Null => self.json(),
        }
    }

    pub(super) fn of_enum(&mut self, id: TypeId, values: &'a [EnumValue], open: bool) -> Meaning {
        let ty = &self.decided.model[id];
        if values.is_empty() || !values.iter().all(|it| it.value.as_text().is_some()) {
            return self.json();
        }
        // JSON of protobuf has the names of all that are known.
        if open && ty.proto.is_none() {
            return Meaning::new("String", Holds::Plain);
        }
        if let Some(holds) = self.answers.get(&id) {
            let Holds::Enum(at) = *holds else { return self.json() };
            return Meaning::new(&self.made.enums[at].name, *holds);
        }
        let name = self.scope.claim(self.name(id));
        let mut scope = Scope::default();
        let value = |it: &EnumValue| {
            let text = it.value.as_text().unwrap_or_default().to_owned();
            // What is ordered the other way round has a name of its own here.
            let named = it.name.as_deref().filter(|_| !text.starts_with('-'));
            let name = scope.claim(shouty(named.unwrap_or(&text)));
            EnumerationValue { name, text, docs: it.docs.clone() }
        };
        let values = values.iter().map(value).collect();
        let holds = Holds::Enum(self.made.enums.len());
        self.made.enums.push(Enumeration { name: name.clone(), docs: ty.docs.clone(), values });
        self.answers.insert(id, holds);
        Meaning::new(name, holds)
    }

    fn are_told(&self, variants: &[Variant]) -> bool {
        let is_object = |it: &Variant| match self.decided.model.shape(it.ty) {
            Shape::Record { fields, rest } => is_told(fields, rest, |it| !it.write_only),
            _ => false,
        };
        !variants.is_empty() && variants.iter().all(is_object)
    }

    fn union(&mut self, id: TypeId, variants: &'a [Variant], tag: &str) -> Meaning {
        if let Some(Holds::Union(at)) = self.answers.get(&id) {
            return Meaning::new(&self.made.unions[*at].name, Holds::Union(*at));
        }
        let name = self.scope.claim(self.name(id));
        let at = self.made.unions.len();
        let docs = self.decided.model[id].docs.clone();
        self.made.unions.push(Union {
            name: name.clone(),
            docs,
            tag: tag.to_owned(),
            types: Vec::new(),
            otherwise: None,
        });
        self.answers.insert(id, Holds::Union(at));
        let (mut types, mut otherwise) = (Vec::new(), None);
        for it in variants {
            let Holds::Object(object) = self.object(it.ty).holds else { continue };
            types.extend(it.tags.iter().map(|tag| (tag.clone(), object)));
            if it.otherwise {
                otherwise = Some(object);
            }
        }
        (self.made.unions[at].types, self.made.unions[at].otherwise) = (types, otherwise);
        Meaning::new(name, Holds::Union(at))
    }

    /// The object type of a record.
    pub(super) fn object(&mut self, id: TypeId) -> Meaning {
        if let Some(Holds::Object(at)) = self.answers.get(&id) {
            return Meaning::new(&self.made.objects[*at].name, Holds::Object(*at));
        }
        let name = self.scope.claim(self.name(id));
        let ty = &self.decided.model[id];
        let at = self.start(name.clone(), ty.docs.clone());
        self.answers.insert(id, Holds::Object(at));
        let around = std::mem::take(&mut self.around);
        self.made.objects[at].fields = self.fields(id, ty);
        self.around = around;
        Meaning::new(name, Holds::Object(at))
    }

    /// The object type of a record, where there is one already.
    pub(super) fn object_of(&self, id: TypeId) -> Option<usize> {
        match self.answers.get(&id) {
            Some(Holds::Object(at)) => Some(*at),
            _ => None,
        }
    }

    /// An object type without fields yet.
    pub(super) fn start(&mut self, name: String, docs: Docs) -> usize {
        self.made.objects.push(Object { name, docs, fields: Vec::new() });
        self.made.objects.len() - 1
    }

    fn fields(&mut self, id: TypeId, ty: &'a Type) -> Vec<Field> {
        let Shape::Record { fields, rest } = &ty.shape else { return Vec::new() };
        let mut scope = Scope::default();
        let mut all: Vec<Field> = Vec::new();
        for it in fields.iter().filter(|it| !it.write_only) {
            let meaning = match self.roles.get(&(id, it.name.clone())) {
                Some(role) => self.in_role(*role, it.ty),
                None => self.answer(it.ty),
            };
            let absent = it.default.as_ref().map_or_else(String::new, |it| sample::literal(it).to_string());
            let optional = it.presence.is_nullable() || !it.presence.is_required() && absent.is_empty();
            all.push(Field {
                name: scope.claim(lower(it.written())),
                docs: it.docs.clone(),
                ty: meaning.written(optional),
                arguments: Vec::new(),
                deprecated: it.deprecated,
                source: Source::Member(it.name.clone(), meaning.holds, absent),
            });
        }
        if let Rest::Kept(_) = rest {
            let meaning = self.json();
            let name = scope.claim("additionalProperties".to_owned());
            all.push(Field::new(name, meaning.written(true), Source::Others));
        }
        all
    }

    /// What a type is called.
    pub(super) fn name(&self, id: TypeId) -> String {
        if let Some(name) = self.singular.get(&id) {
            return name.clone();
        }
        let name = self.decided.rust.name(id).map_or_else(|| camel(&self.decided.model[id].name.text()), camel);
        // What is answered needs no word for that here: what is given is called so.
        let whole = name.strip_suffix("Output").filter(|it| self.declared.contains(*it)).map(str::to_owned);
        let name = whole.unwrap_or(name);
        // What is named after a table is named after one of its rows: `OrdersStatus` is `OrderStatus`.
        let renamed = self.rows.iter().find_map(|(table, row)| {
            let rest = name.strip_prefix(table.as_str())?;
            rest.starts_with(|c: char| c.is_ascii_uppercase()).then(|| format!("{row}{rest}"))
        });
        renamed.unwrap_or(name)
    }

    /// The schema.
    pub(super) fn finish(mut self) -> Exposed {
        if self.made.objects[0].fields.is_empty() {
            // A schema has something to ask for.
            let version = self.decided.model.info().version.clone();
            let mut field = Field::new("version".to_owned(), "String!".to_owned(), Source::Constant(version));
            field.docs.description = Some("The version of the contract.".to_owned());
            self.made.objects[0].fields.push(field);
        }
        let docs = &self.decided.model.info().docs;
        self.made.sdl = super::sdl::text(&self.made, docs);
        self.made
    }
}

impl Field {
    /// A field of which nothing else is said.
    pub(super) fn new(name: String, ty: String, source: Source) -> Self {
        Self { name, docs: Docs::default(), ty, arguments: Vec::new(), deprecated: false, source }
    }
}

/// Whether an object type has a field that way.
pub(super) fn is_told(fields: &[Member], rest: &Rest, shown: impl Fn(&Member) -> bool) -> bool {
    fields.iter().any(shown) || matches!(rest, Rest::Kept(_))
}
