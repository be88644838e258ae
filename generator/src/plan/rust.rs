//! Types and names in the generated Rust.

use super::assertions::Assertions;
use super::containment::{Containment, by_alias, by_value};
use super::graphql::GraphTypes;
use super::literals;
use super::live::sent;
use super::names::{Scope, camel, snake};
use super::raw::RawBody;
use super::reserved::TYPES;
use super::uses::Uses;
use super::wire;
use zephyrix_ir::vocabulary::{Cardinality, Field, Presence, ProtoKind, Rest, Scalar, Shape, Type, TypeName, Value};
use zephyrix_ir::{Model, TypeId};

/// Every name and type decision for Rust.
#[derive(Debug)]
pub(crate) struct RustPlan {
    types: Vec<TypePlan>,
    /// By type: whether callers send values of it.
    sent: Vec<bool>,
    by_value: Containment,
    /// How GraphQL uses types.
    pub(crate) graph: GraphTypes,
    /// Functions of assertions.
    pub(crate) assertions: Assertions,
    /// How a service is handed raw bytes.
    pub(crate) raw_body: &'static RawBody,
    /// The type that knows every message, where one may be of any type.
    pub(crate) registry: Option<String>,
    /// Pattern text → name of its static.
    pub(super) patterns: Vec<(String, String)>,
    /// Names of types and of what belongs to operations: one scope, so that `use` lines never clash.
    pub(super) scope: Scope,
}

#[derive(Debug, Default)]
struct TypePlan {
    /// The name of its Rust type, when it has one of its own.
    name: Option<String>,
    /// Its names in the other places where the schema says the very same.
    also: Vec<String>,
    /// Rust names of fields or variants, in order.
    members: Vec<String>,
    /// The Rust name of the field that keeps other members.
    rest: String,
    /// Rust expressions of the fields' defaults, where there is one and it can be written.
    defaults: Vec<Option<String>>,
}

/// How a field is written in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// `T`: must be there.
    Plain,
    /// `Option<T>`: may be absent.
    Optional,
    /// `Option<T>`: must be there, may be null.
    Nullable,
    /// `Option<Option<T>>`: may be absent, may be null.
    Maybe,
    /// `T`: its default when absent.
    Defaulted,
    /// `Option<T>`: its default when absent, may be null.
    DefaultedNullable,
}

impl RustPlan {
    /// Names everything: declared names first, so that those written in place never move them.
    pub(crate) fn new(model: &Model, raw_body: &'static RawBody) -> Self {
        let aliases = Containment::new(model, by_alias);
        let mut plan = Self {
            types: model.types().map(|_| TypePlan::default()).collect(),
            sent: sent(model),
            by_value: Containment::new(model, by_value),
            graph: GraphTypes::new(model),
            assertions: Assertions::default(),
            raw_body,
            registry: None,
            patterns: Vec::new(),
            scope: Scope::with(TYPES.iter().copied()),
        };
        let named = |id: TypeId, it: &Type| has_own_type(it) || aliases.is_recursive(id) && !by_alias(it).is_empty();
        for declared in [true, false] {
            for (id, it) in model.types().filter(|(id, it)| named(*id, it)) {
                if matches!(it.name, TypeName::Declared(_)) == declared {
                    plan.types[id.index()].name = Some(plan.scope.claim(type_name(&it.name)));
                }
                if !declared {
                    plan.types[id.index()].also = it.also.iter().map(|it| plan.scope.claim(type_name(it))).collect();
                }
            }
        }
        for (id, it) in model.types() {
            plan.types[id.index()].members = members(model, it);
            plan.types[id.index()].rest = rest_name(&plan.types[id.index()].members);
        }
        for (id, it) in model.types() {
            plan.types[id.index()].defaults = plan.defaults(model, it);
        }
        plan.registry = wire::has_any(model).then(|| plan.scope.claim("KnownMessages".to_owned()));
        plan.assertions = Assertions::new(model, |id| plan.name(id).is_some());
        plan.name_patterns(model);
        plan
    }

    /// A name that no type of the contract has.
    pub(crate) fn free_name(&self, wanted: String) -> String {
        self.scope.clone().claim(wanted)
    }

    /// Whether callers send values of a type.
    pub(crate) fn is_sent(&self, id: TypeId) -> bool {
        self.sent[id.index()]
    }

    /// The name of a type that has one of its own.
    pub(crate) fn name(&self, id: TypeId) -> Option<&str> {
        self.types[id.index()].name.as_deref()
    }

    /// The names of a type in the other places where the schema says the very same.
    pub(crate) fn also(&self, id: TypeId) -> &[String] {
        &self.types[id.index()].also
    }

    /// Rust names of a record's fields, or of an enum's or union's variants, in order.
    pub(crate) fn members(&self, id: TypeId) -> &[String] {
        &self.types[id.index()].members
    }

    /// The Rust name of the field that keeps a record's other members.
    pub(crate) fn rest(&self, id: TypeId) -> &str {
        &self.types[id.index()].rest
    }

    /// The default of the record's field at a position, as an expression.
    pub(crate) fn default(&self, id: TypeId, at: usize) -> Option<&str> {
        self.types[id.index()].defaults.get(at)?.as_deref()
    }

    /// How the record's field at a position is written.
    pub(crate) fn field_kind(&self, id: TypeId, at: usize, field: &Field) -> FieldKind {
        if let Some(proto) = &field.proto {
            return if proto.cardinality == Cardinality::Explicit { FieldKind::Optional } else { FieldKind::Plain };
        }
        kind(field.presence, self.default(id, at).is_some())
    }

    /// Whether a field must be boxed.
    pub(crate) fn is_boxed(&self, model: &Model, owner: TypeId, ty: TypeId) -> bool {
        // Through null: the box goes around what may be null.
        let inner = match model.shape(ty) {
            Shape::Nullable(inner) => *inner,
            _ => ty,
        };
        self.by_value.is_cycle(owner, inner)
    }

    /// The path of an enum's variant, for a value it lists.
    pub(crate) fn variant(&self, model: &Model, id: TypeId, value: &Value) -> Option<String> {
        let Shape::Enum { values, .. } = model.shape(id) else { return None };
        let at = values.iter().position(|it| it.value == *value)?;
        match self.name(id) {
            Some(name) => Some(format!("{name}::{}", self.members(id)[at])),
            None => literals::value_of_kind(value),
        }
    }

    fn defaults(&self, model: &Model, it: &Type) -> Vec<Option<String>> {
        let Shape::Record { fields, .. } = &it.shape else { return Vec::new() };
        let default = |field: &Field| {
            let value = field.default.as_ref().filter(|_| !field.presence.is_required())?;
            match (value, field.presence) {
                (Value::Null, Presence::OptionalNullable) => Some("None".to_owned()),
                (value, Presence::OptionalNullable) => {
                    Some(format!("Some({})", literals::value(model, self, field.ty, value)?))
                }
                (value, _) => literals::value(model, self, field.ty, value),
            }
        };
        fields.iter().map(default).collect()
    }
}

/// How a value of some presence is written, when it has a default that can be written or not.
pub(crate) fn kind(presence: Presence, has_default: bool) -> FieldKind {
    match (presence, has_default) {
        (Presence::Required, _) => FieldKind::Plain,
        (Presence::Nullable, _) => FieldKind::Nullable,
        (Presence::Optional, false) => FieldKind::Optional,
        (Presence::OptionalNullable, false) => FieldKind::Maybe,
        (Presence::Optional, true) => FieldKind::Defaulted,
        (Presence::OptionalNullable, true) => FieldKind::DefaultedNullable,
    }
}

/// A file being written: the types it names become its `use` lines.
pub(crate) struct Writing<'a> {
    /// The model.
    pub(crate) model: &'a Model,
    /// The names.
    pub(crate) rust: &'a RustPlan,
    /// The module that holds the models; `None` inside of it.
    pub(crate) models: Option<&'static str>,
    /// The tag whose traits and records are in scope; `None` where they must be used.
    pub(crate) module: Option<String>,
    /// The `use` lines.
    pub(crate) uses: Uses,
}

impl<'a> Writing<'a> {
    /// A file outside the models.
    pub(crate) fn new(model: &'a Model, rust: &'a RustPlan, models: Option<&'static str>) -> Self {
        Self { model, rust, models, module: None, uses: Uses::default() }
    }

    /// A type as an expression.
    pub(crate) fn ty(&mut self, id: TypeId) -> String {
        if let Some(name) = self.rust.name(id) {
            return match self.models {
                Some(module) => self.uses.add(&format!("{module}::{name}")),
                None => name.to_owned(),
            };
        }
        match self.model.shape(id) {
            Shape::List(item) => format!("Vec<{}>", self.ty(*item)),
            Shape::Map(value) => {
                let map = self.uses.add("std::collections::BTreeMap");
                format!("{map}<String, {}>", self.ty(*value))
            }
            Shape::Nullable(inner) => format!("Option<{}>", self.ty(*inner)),
            Shape::Scalar(scalar) => self.scalar(*scalar),
            Shape::Enum { values, .. } => self.plain_enum(values.iter().map(|it| &it.value)),
            _ => self.uses.add("serde_json::Value"),
        }
    }

    /// A scalar as an expression.
    pub(crate) fn scalar(&mut self, scalar: Scalar) -> String {
        let (builtin, path) = match scalar {
            Scalar::Bool => ("bool", ""),
            Scalar::Int32 => ("i32", ""),
            Scalar::UInt32 => ("u32", ""),
            Scalar::UInt64 => ("u64", ""),
            Scalar::Int64 => ("i64", ""),
            Scalar::Float32 => ("f32", ""),
            Scalar::Float64 => ("f64", ""),
            Scalar::Text => ("String", ""),
            Scalar::Null => ("()", ""),
            Scalar::Binary => ("", "zephyrix::Upload"),
            Scalar::Base64 => ("", "zephyrix::types::Base64"),
            Scalar::Date => ("", "zephyrix::types::Date"),
            Scalar::DateTime => ("", "zephyrix::types::DateTime"),
            Scalar::Time => ("", "zephyrix::types::Time"),
            Scalar::Duration => ("", "zephyrix::types::Duration"),
            // By their module: a message may have their names.
            Scalar::Seconds => return format!("{}::Duration", self.uses.add("zephyrix::proto")),
            Scalar::FieldMask => return format!("{}::FieldMask", self.uses.add("zephyrix::proto")),
            Scalar::Uuid => ("", "zephyrix::types::Uuid"),
        };
        if path.is_empty() { builtin.to_owned() } else { self.uses.add(path) }
    }

    /// A field's type, its presence included.
    pub(crate) fn field(&mut self, owner: TypeId, at: usize, field: &Field) -> String {
        let mut ty = match field.proto.as_deref().map(|it| &it.cardinality) {
            Some(Cardinality::Map(key)) => self.proto_map(key, field.ty),
            _ => self.ty(field.ty),
        };
        if self.rust.is_boxed(self.model, owner, field.ty) {
            ty = format!("Box<{ty}>");
        }
        wrap(self.rust.field_kind(owner, at, field), ty)
    }

    /// A map of protobuf, whose keys may be numbers.
    fn proto_map(&mut self, key: &ProtoKind, ty: TypeId) -> String {
        let Shape::Map(value) = self.model.shape(ty) else { return self.ty(ty) };
        let map = self.uses.add("std::collections::BTreeMap");
        format!("{map}<{}, {}>", wire::key(key), self.ty(*value))
    }

    /// An enum that has no type of its own: its values' common type, if there is one.
    fn plain_enum<'v>(&mut self, values: impl Iterator<Item = &'v Value>) -> String {
        common_kind(values).map_or_else(|| self.uses.add("serde_json::Value"), str::to_owned)
    }
}

/// The Rust type of values that are all of one kind, and no text.
pub(crate) fn common_kind<'v>(mut values: impl Iterator<Item = &'v Value>) -> Option<&'static str> {
    let first = values.next()?.kind();
    match first {
        _ if values.any(|it| it.kind() != first) => None,
        "integer" => Some("i64"),
        "number" => Some("f64"),
        "boolean" => Some("bool"),
        _ => None,
    }
}

/// A type with its presence around it.
pub(crate) fn wrap(kind: FieldKind, ty: String) -> String {
    match kind {
        FieldKind::Plain | FieldKind::Defaulted => ty,
        FieldKind::Optional | FieldKind::Nullable | FieldKind::DefaultedNullable => format!("Option<{ty}>"),
        FieldKind::Maybe => format!("Option<Option<{ty}>>"),
    }
}

fn has_own_type(it: &Type) -> bool {
    match &it.shape {
        Shape::Record { .. } | Shape::Union { .. } => true,
        Shape::Enum { values, .. } => values.iter().all(|it| it.value.as_text().is_some()),
        _ => false,
    }
}

fn type_name(name: &TypeName) -> String {
    match name {
        TypeName::Declared(text) => camel(text),
        TypeName::Inline(words) => words.iter().map(|it| camel(it)).collect(),
    }
}

fn members(model: &Model, it: &Type) -> Vec<String> {
    let mut scope = Scope::with(["Self"]);
    match &it.shape {
        Shape::Record { fields, .. } => fields.iter().map(|it| scope.claim(snake(&it.name))).collect(),
        Shape::Enum { values, .. } => {
            let text = |it: &Value| it.as_text().map_or_else(|| "Value".to_owned(), camel);
            values.iter().map(|it| scope.claim(it.name.as_deref().map_or_else(|| text(&it.value), camel))).collect()
        }
        Shape::Union { variants, .. } => {
            variants.iter().map(|variant| scope.claim(variant_name(model, it, variant.ty))).collect()
        }
        _ => Vec::new(),
    }
}

/// What a variant is called: its type's name, as far as the union's name does not say it, or its kind.
fn variant_name(model: &Model, union: &Type, id: TypeId) -> String {
    let it = &model[id];
    match (&it.name, &it.shape) {
        (TypeName::Declared(name), _) if let Some(rest) = within(&union.name, name) => camel(rest),
        (TypeName::Declared(name), _) => camel(name),
        (_, Shape::Scalar(Scalar::Bool)) => "Bool".to_owned(),
        (_, Shape::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64)) => "Integer".to_owned(),
        (_, Shape::Scalar(Scalar::Float32 | Scalar::Float64)) => "Number".to_owned(),
        (_, Shape::Scalar(_)) => "Text".to_owned(),
        (_, Shape::List(_) | Shape::Tuple { .. }) => "List".to_owned(),
        (_, Shape::Map(_)) => "Map".to_owned(),
        (_, Shape::Any) => "Any".to_owned(),
        (TypeName::Inline(words), _) => words.last().map_or_else(|| "Variant".to_owned(), |it| camel(it)),
    }
}

/// What the name of a type adds to that of a union which it belongs to.
fn within<'n>(union: &TypeName, name: &'n str) -> Option<&'n str> {
    match union {
        TypeName::Declared(union) => name.strip_prefix(union.as_str())?.strip_prefix(' '),
        TypeName::Inline(_) => None,
    }
}

fn rest_name(members: &[String]) -> String {
    Scope::with(members.iter().map(String::as_str)).claim("rest".to_owned())
}

/// Whether a record keeps other members.
pub(crate) fn keeps_rest(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Record { rest: Rest::Kept(value), .. } => Some(*value),
        _ => None,
    }
}
