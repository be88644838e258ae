//! Named types, and lists of them, as types of the draft.

use super::lowering::{Lowering, docs};
use super::{renames, scalars, values};
use apollo_compiler::ast::{FieldDefinition, InputValueDefinition, Type};
use apollo_compiler::schema::{EnumType, EnumValueDefinition, InputObjectType, ObjectType, ScalarType};
use apollo_compiler::{Name, Node};
use zephyrix_ir::vocabulary::{
    Docs, EnumValue, Field, Presence, Rest, Scalar, Shape, Tag, TypeName, UnionBy, Value, Variant,
};
use zephyrix_ir::{DraftType, Ref, Span};

impl Lowering<'_> {
    pub(super) fn scalar(&mut self, it: &ScalarType) {
        let specified = it.directives.get("specifiedBy").and_then(|it| it.specified_argument_by_name("url"));
        let shape = scalars::shape(&it.name, specified.and_then(|it| it.as_str()));
        self.define(&it.name, docs(it.description.as_ref()), shape);
    }

    /// What an object has by itself, and the keys of what it leads to.
    pub(super) fn object_record(&mut self, it: &ObjectType) {
        let mut fields = Vec::new();
        for field in it.fields.values() {
            let resolved = self.facts.is_resolved(&it.name, field);
            match self.facts.key_of(it, field).filter(|_| resolved) {
                Some((name, key)) => fields.push(self.key(field, name, key)),
                None if resolved => {}
                None => fields.push(self.member(field)),
            }
        }
        self.define(&it.name, docs(it.description.as_ref()), Shape::Record { fields, rest: Rest::Ignored });
    }

    /// The key of what a field leads to, which GraphQL does not show.
    fn key(&mut self, field: &FieldDefinition, name: String, key: &FieldDefinition) -> Field<Ref> {
        let span = self.span(field.name.location());
        let ty = self.value_type(&key.ty, span);
        Field::new(name, span, ty, output(&field.ty))
    }

    fn member(&mut self, it: &FieldDefinition) -> Field<Ref> {
        let span = self.span(it.name.location());
        let ty = self.value_type(&it.ty, span);
        let mut field = Field::new(it.name.to_string(), span, ty, output(&it.ty));
        field.renamed_from = self.formers(it.directives.get(renames::NAME));
        field.deprecated = it.directives.has("deprecated");
        field.docs = docs(it.description.as_ref());
        field
    }

    /// An interface or a union: one of the object types that its values may be of.
    pub(super) fn union(&mut self, name: &Name, description: Option<&Node<str>>) {
        let span = self.span(name.location());
        let possible = self.facts.possible.get(name).cloned().unwrap_or_default();
        let variant =
            |it: &Name| Variant { ty: Ref::new(key(it), span), tags: vec![it.to_string()], otherwise: false, span };
        let by = UnionBy::Tag(Tag { field: "__typename".to_owned(), span });
        let shape = match possible.as_slice() {
            // No value is of it, and only null can be answered.
            [] => Shape::Any,
            some => Shape::Union { variants: some.iter().map(|it| variant(it)).collect(), by },
        };
        self.define(name, docs(description), shape);
    }

    pub(super) fn enumeration(&mut self, it: &EnumType) {
        let value = |it: &Node<EnumValueDefinition>| EnumValue {
            value: Value::Text(it.value.to_string()),
            name: None,
            docs: docs(it.description.as_ref()),
            span: self.span(it.value.location()),
        };
        let values = it.values.values().map(value).collect();
        self.define(&it.name, docs(it.description.as_ref()), Shape::Enum { values, open: false });
    }

    pub(super) fn input(&mut self, it: &InputObjectType) {
        let one = it.directives.has("oneOf");
        let mut fields: Vec<Field<Ref>> = it.fields.values().map(|it| self.given(it)).collect();
        // The one that is given may not be null. That it is one, the runtime checks as it coerces.
        for field in fields.iter_mut().filter(|_| one) {
            field.presence = Presence::Optional;
        }
        self.define(&it.name, docs(it.description.as_ref()), Shape::Record { fields, rest: Rest::Ignored });
    }

    /// An argument, or a field of an input object.
    pub(super) fn given(&mut self, it: &InputValueDefinition) -> Field<Ref> {
        let span = self.span(it.name.location());
        let ty = self.value_type(&it.ty, span);
        let default = it.default_value.as_ref().map(|value| values::value(&self.read.schema, value, &it.ty));
        let presence = Presence::new(it.ty.is_non_null() && default.is_none(), !it.ty.is_non_null());
        // What may be null may also be left out.
        let presence = if presence == Presence::Nullable { Presence::OptionalNullable } else { presence };
        let mut field = Field::new(it.name.to_string(), span, ty, presence);
        field.default = default;
        field.renamed_from = self.formers(it.directives.get(renames::NAME));
        field.deprecated = it.directives.has("deprecated");
        field.docs = docs(it.description.as_ref());
        field
    }

    /// The type of a value that is not null.
    pub(super) fn value_type(&mut self, ty: &Type, span: Span) -> Ref {
        let of = self.named_type(ty.inner_named_type(), span);
        self.listed(ty, of, span)
    }

    /// Lists of something, as many deep as a type has it.
    pub(super) fn listed(&mut self, ty: &Type, of: Ref, span: Span) -> Ref {
        match ty {
            Type::Named(_) | Type::NonNullNamed(_) => of,
            Type::List(item) | Type::NonNullList(item) => {
                let of = self.listed(item, of, span);
                let of = if item.is_non_null() {
                    of
                } else {
                    let key = format!("{}?", of.key);
                    self.unnamed(key, "nullable", span, Shape::Nullable(of))
                };
                self.unnamed(format!("[{}]", of.key), "list", span, Shape::List(of))
            }
        }
    }

    pub(super) fn named_type(&mut self, name: &Name, span: Span) -> Ref {
        let built_in = self.read.schema.types.get(name).is_none_or(apollo_compiler::schema::ExtendedType::is_built_in);
        match scalars::shape(name, None) {
            shape @ Shape::Scalar(Scalar::Int32 | Scalar::Float64 | Scalar::Text | Scalar::Bool) if built_in => {
                self.unnamed(key(name), name, span, shape)
            }
            _ => Ref::new(key(name), span),
        }
    }

    /// Refers to a type without a name.
    fn unnamed(&mut self, key: String, word: &str, span: Span, shape: Shape<Ref>) -> Ref {
        let name = TypeName::Inline(vec![word.to_owned()]);
        let to = Ref::new(key, span);
        self.draft.define(to.key.clone(), DraftType::plain(name, span, shape));
        to
    }

    fn define(&mut self, name: &Name, docs: Docs, shape: Shape<Ref>) {
        let span = self.span(name.location());
        let ty = DraftType::plain(TypeName::Declared(name.to_string()), span, shape);
        let said = self.read.schema.types.get(name).and_then(|it| it.directives().get(renames::NAME));
        let renamed_from = self.formers(said);
        self.draft.define(key(name), DraftType { origin: self.origin(span, name), docs, renamed_from, ..ty });
    }
}

/// What begins the keys of types.
pub(super) const KEY: &str = "graphql:";

/// The key of a type.
pub(super) fn key(name: &str) -> String {
    format!("{KEY}{name}")
}

/// Whether what an object has may be null; it is always there.
pub(super) fn output(ty: &Type) -> Presence {
    if ty.is_non_null() { Presence::Required } else { Presence::Nullable }
}
