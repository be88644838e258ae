//! A schema as the engine looks things up in it: made once.

use super::authorise::{self, Needs};
use super::schema::{Field, Schema};
use crate::BoxError;
use apollo_compiler::ast::{FieldDefinition, Type};
use apollo_compiler::collections::HashMap;
use apollo_compiler::schema::{EnumType, ExtendedType, Implementers};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, Node};
use std::sync::Arc;

/// A schema, looked up by names and positions.
pub(super) struct Catalog {
    pub(super) schema: Valid<apollo_compiler::Schema>,
    pub(super) implementers: HashMap<Name, Implementers>,
    /// By their positions in [`Schema::objects`].
    pub(super) objects: Vec<KnownObject>,
    positions: HashMap<Name, usize>,
    /// The distinct sets of scopes that fields ask for; fields name them by their positions.
    pub(super) needs: Needs,
}

/// An object type.
pub(super) struct KnownObject {
    pub(super) name: Name,
    pub(super) fields: HashMap<Name, KnownField>,
}

/// A field of an object type.
pub(super) struct KnownField {
    pub(super) index: usize,
    pub(super) is_resolved: bool,
    pub(super) shape: Arc<Shape>,
    pub(super) definition: Node<FieldDefinition>,
    /// What it asks of the caller, all of it; positions in [`Catalog::needs`].
    pub(super) needs: Box<[usize]>,
}

/// The type of a field, as values are held against it.
pub(super) struct Shape {
    pub(super) is_required: bool,
    pub(super) inner: Inner,
}

/// A type without its `!`.
pub(super) enum Inner {
    List(Box<Shape>),
    Leaf(Leaf),
    /// The object types that may be there, in the order of their positions.
    Object(Box<[usize]>),
}

/// A type that has no fields.
pub(super) enum Leaf {
    Int,
    Float,
    Text,
    Boolean,
    Id,
    Enum(Node<EnumType>),
    Any,
}

impl Catalog {
    /// # Errors
    /// Where the definition language does not describe what generated code says.
    pub(super) fn new(of: &Schema) -> Result<Self, BoxError> {
        let schema = valid(of.sdl)?;
        let implementers = schema.implementers_map();
        let names = of.objects.iter().enumerate();
        let positions = names.map(|(at, it)| Ok((Name::new_static(it.name)?, at))).collect::<Result<_, BoxError>>()?;
        let mut catalog = Self { schema, implementers, objects: Vec::new(), positions, needs: Needs::default() };
        for object in of.objects {
            let known = catalog.object(object.name, object.fields)?;
            catalog.objects.push(known);
        }
        Ok(catalog)
    }

    fn object(&mut self, name: &'static str, fields: &'static [Field]) -> Result<KnownObject, BoxError> {
        let defined = self.schema.get_object(name).ok_or_else(|| format!("the schema has no object type {name}"))?;
        let defined = defined.clone();
        let mut known = KnownObject { name: defined.name.clone(), fields: HashMap::default() };
        for (index, field) in fields.iter().enumerate() {
            let definition = defined.fields.get(field.name());
            let definition = definition.ok_or_else(|| format!("{name} has no field {}", field.name()))?.clone();
            let needs = authorise::of_field(&self.schema, &defined, &definition);
            let needs = needs.into_iter().map(|it| self.needs.position(it)).collect();
            let is_resolved = matches!(field, Field::Resolved(_));
            let shape = Arc::new(self.shape(&definition.ty));
            let field = KnownField { index, is_resolved, shape, definition: definition.clone(), needs };
            known.fields.insert(definition.name.clone(), field);
        }
        Ok(known)
    }

    fn shape(&self, ty: &Type) -> Shape {
        let inner = match ty {
            Type::Named(name) | Type::NonNullNamed(name) => self.named(name),
            Type::List(item) | Type::NonNullList(item) => Inner::List(Box::new(self.shape(item))),
        };
        Shape { is_required: ty.is_non_null(), inner }
    }

    fn named(&self, name: &Name) -> Inner {
        match self.schema.types.get(name) {
            Some(ExtendedType::Enum(it)) => Inner::Leaf(Leaf::Enum(it.clone())),
            Some(ExtendedType::Scalar(_)) | None => Inner::Leaf(match name.as_str() {
                "Int" => Leaf::Int,
                "Float" => Leaf::Float,
                "String" => Leaf::Text,
                "Boolean" => Leaf::Boolean,
                "ID" => Leaf::Id,
                _ => Leaf::Any,
            }),
            Some(_) => Inner::Object(self.possible(name).into()),
        }
    }

    /// The object types that a type of objects may be, in the order of their positions.
    pub(super) fn possible(&self, name: &Name) -> Vec<usize> {
        let mut positions: Vec<usize> = match self.schema.types.get(name) {
            Some(ExtendedType::Union(it)) => it.members.iter().filter_map(|it| self.position(it)).collect(),
            Some(ExtendedType::Interface(_)) => {
                let all = self.implementers.get(name).map(|it| &it.objects);
                all.into_iter().flatten().filter_map(|it| self.position(it)).collect()
            }
            _ => self.position(name).into_iter().collect(),
        };
        positions.sort_unstable();
        positions
    }

    /// The position of an object type.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// Whether an object of a type is also of another (`DoesFragmentTypeApply`, GraphQL §6.3.2).
    pub(super) fn is_of(&self, object: usize, condition: &Name) -> bool {
        let name = &self.objects[object].name;
        name == condition || self.schema.is_subtype(condition, name)
    }
}

/// A schema that nothing is wrong with but what the generator lets pass, too.
fn valid(sdl: &str) -> Result<Valid<apollo_compiler::Schema>, BoxError> {
    let read = apollo_compiler::Schema::parse(sdl, "schema.graphql").map_err(|it| it.errors.to_string())?;
    read.validate().or_else(|it| {
        // A field is deprecated, and that of its interface is not: schemas in use have it, and nothing is served otherwise.
        let harmless = |name: Option<&str>| name == Some("DeprecatedImplementationField");
        let all = it.errors.iter().all(|it| harmless(it.error.unstable_error_name()));
        if all { Ok(Valid::assume_valid(it.partial)) } else { Err(it.errors.to_string().into()) }
    })
}

#[cfg(test)]
mod tests {
    use super::valid;

    #[test]
    fn what_the_generator_lets_pass_is_served() {
        let schema = "interface N { a: Int } type Query implements N { a: Int @deprecated }";
        assert!(valid(schema).is_ok_and(|it| it.types.contains_key("Int")));
        assert!(valid(&format!("{schema} type B {{ c: D @deprecated }}")).is_err());
    }
}
