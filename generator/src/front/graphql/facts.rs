//! What decides whether an object has a field by itself, or a resolver answers it.

use super::finite;
use apollo_compiler::ast::{FieldDefinition, OperationType};
use apollo_compiler::schema::{ExtendedType, ObjectType};
use apollo_compiler::{Name, Schema};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};
use zephyrix_ir::vocabulary::GraphRoot;

/// What is known of a whole schema.
pub(super) struct Facts<'a> {
    pub(super) schema: &'a Schema,
    /// The object types that operations begin with.
    roots: HashMap<&'a Name, GraphRoot>,
    /// The object types that a value of an interface or union may be of, in the order defined.
    pub(super) possible: HashMap<&'a Name, Vec<&'a Name>>,
    /// The roots that are also answers, alone or among others.
    answered: HashSet<&'a Name>,
    /// Types of which each object is told from all others.
    identified: HashSet<&'a Name>,
    /// Fields without which types would contain themselves without end: type and name.
    endless: HashSet<(&'a Name, &'a Name)>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        let definition = &schema.schema_definition;
        let root = |(kind, name): (OperationType, &'a apollo_compiler::Node<Name>)| {
            let kind = match kind {
                OperationType::Query => GraphRoot::Query,
                OperationType::Mutation => GraphRoot::Mutation,
                OperationType::Subscription => GraphRoot::Subscription,
            };
            (&**name, kind)
        };
        let mut facts = Self {
            schema,
            roots: definition.iter_root_operations().map(root).collect(),
            possible: possible(schema),
            answered: HashSet::new(),
            identified: HashSet::new(),
            endless: HashSet::new(),
        };
        facts.answered = facts.answered();
        facts.identified = facts.identified();
        facts.endless = finite::endless(&facts);
        facts
    }

    fn answered(&self) -> HashSet<&'a Name> {
        let fields = objects(self.schema).flat_map(|(_, it)| it.fields.values());
        let types = fields.map(|it| it.ty.inner_named_type());
        let possible = self.possible.values().flatten().copied();
        types.chain(possible).filter(|it| self.roots.contains_key(it)).collect()
    }

    /// Whether there are values of an object type, and not only operations that begin with it.
    pub(super) fn is_value(&self, name: &Name) -> bool {
        !self.roots.contains_key(name) || self.answered.contains(name)
    }

    fn identified(&self) -> HashSet<&'a Name> {
        let objects = objects(self.schema).filter(|(name, it)| !self.roots.contains_key(name) && has_identity(it));
        let mut found: HashSet<&Name> = objects.map(|it| it.0).collect();
        let some = |all: &Vec<&Name>| all.iter().any(|it| found.contains(it));
        let of: Vec<&Name> = self.possible.iter().filter(|it| some(it.1)).map(|it| *it.0).collect();
        found.extend(of);
        found
    }

    /// Which operations begin with an object type.
    pub(super) fn root(&self, name: &Name) -> Option<GraphRoot> {
        self.roots.get(name).copied()
    }

    /// Whether a resolver answers a field.
    pub(super) fn is_resolved(&self, of: &Name, field: &FieldDefinition) -> bool {
        self.is_asked(of, field) || self.endless.contains(&(of, &field.name))
    }

    /// The same, as far as the field alone tells.
    pub(super) fn is_asked(&self, of: &Name, field: &FieldDefinition) -> bool {
        self.roots.contains_key(of)
            || !field.arguments.is_empty()
            || field.directives.has("zephyrixResolve")
            || self.is_relation(of, field)
    }

    /// Whether a field leads from an object that is told from others to such an object.
    fn is_relation(&self, of: &Name, field: &FieldDefinition) -> bool {
        self.identified.contains(of) && self.identified.contains(field.ty.inner_named_type())
    }

    /// What a relation to one object needs to be answered, where the parent does not show it: `customerId` for `customer`.
    /// The name, and the field of the other type that is meant.
    pub(super) fn key_of(&self, of: &ObjectType, field: &FieldDefinition) -> Option<(String, &'a FieldDefinition)> {
        let name = format!("{}Id", field.name);
        let is_one = !field.ty.is_list() && field.arguments.is_empty() && self.is_relation(&of.name, field);
        // `customer_id` is the same.
        let plain = |it: &str| it.replace('_', "").to_ascii_lowercase();
        if !is_one || !is_id(of) || of.fields.keys().any(|it| plain(it) == plain(&name)) {
            return None;
        }
        let to = self.schema.types.get(field.ty.inner_named_type())?.as_object()?;
        is_id(to).then(|| to.fields.get("id")).flatten().map(|it| (name, &**it))
    }
}

/// Every object type that a schema defines, in order.
pub(super) fn objects(schema: &Schema) -> impl Iterator<Item = (&Name, &ObjectType)> {
    let defined = schema.types.iter().filter(|(_, it)| !it.is_built_in());
    defined.filter_map(|(name, it)| Some((name, it.as_object()?)))
}

fn possible(schema: &Schema) -> HashMap<&Name, Vec<&Name>> {
    // What is said once of each object is looked for once.
    let mut found: IndexMap<&Name, Vec<&Name>> = IndexMap::new();
    for (name, it) in objects(schema) {
        for interface in &it.implements_interfaces {
            found.entry(&**interface).or_default().push(name);
        }
    }
    let abstracts = schema.types.iter().filter_map(|(name, it)| match it {
        ExtendedType::Interface(_) => Some((name, found.get(name).cloned().unwrap_or_default())),
        ExtendedType::Union(it) => Some((name, it.members.iter().map(|it| &**it).collect())),
        _ => None,
    });
    abstracts.collect()
}

/// Whether each object of a type is told from all others: by its `id`, or as `@key` says.
fn has_identity(it: &ObjectType) -> bool {
    is_id(it) || it.directives.has("key")
}

/// Whether a type has an `id` that is always there.
fn is_id(it: &ObjectType) -> bool {
    it.fields.get("id").is_some_and(|it| it.arguments.is_empty() && it.ty.is_non_null() && !it.ty.is_list())
}
