//! What is known of entities: which members of their records tell one from others, and what leads from one to another.

use super::types::{Role, Types};
use super::words::lower;
use heck::ToSnakeCase;
use zephyrix_ir::vocabulary::relational::{DataType, Kind};
use zephyrix_ir::vocabulary::{
    Action, Column, ColumnType, Content, Entity, EntityId, HttpPlace, Operation, OperationId, Scalar, Shape,
};
use zephyrix_ir::{Model, TypeId, plural};

/// What leads from an entity to another.
pub(super) struct Link {
    pub(super) from: EntityId,
    pub(super) to: EntityId,
    /// The field that it is.
    pub(super) name: String,
    /// The member of `from` …
    pub(super) own: String,
    /// … that is equal to this column of `to`.
    pub(super) theirs: String,
    /// Whether that is the key of `to`.
    pub(super) by_key: bool,
    pub(super) many: bool,
    /// Where a table is between the two: what a list of `from` calls it, and whether there is more of it than is shown.
    pub(super) through: Option<[String; 2]>,
}

/// The operation that does something to an entity.
pub(super) fn serving(
    model: &Model,
    entity: EntityId,
    does: impl Fn(&Action) -> bool,
) -> Option<(OperationId, &Operation)> {
    let serves = |it: &Operation| it.serves.as_ref().is_some_and(|it| it.entity == entity && does(&it.action));
    model.operations().find(|(_, it)| it.rpc.is_none() && serves(it))
}

/// Gives the members of entities' records their roles, wherever the same is said of them.
pub(super) fn roles(types: &mut Types<'_>) {
    let model = types.decided.model;
    let links = links(types);
    for (id, entity) in model.entities() {
        let mut all: Vec<(&str, Role)> = Vec::new();
        for it in entity.columns.iter().filter(|it| is_decimal(it)) {
            all.push((&it.field, Role::Decimal));
        }
        if let Some(key) = entity.key_column() {
            all.push((&key.field, Role::Id));
        }
        let refers = links.iter().filter(|it| it.from == id && it.by_key);
        all.extend(refers.map(|it| (it.own.as_str(), Role::Id)));
        let serves = |it: &&Operation| it.serves.as_ref().is_some_and(|it| it.entity == id);
        let bodies = model.operations().map(|it| it.1).filter(serves).flat_map(|it| bodies(model, it));
        for record in bodies.chain([entity.ty]) {
            types.roles.extend(all.iter().map(|(field, role)| ((record, (*field).to_owned()), *role)));
        }
    }
}

fn is_decimal(it: &Column) -> bool {
    matches!(it.declared, Some(DataType { kind: Kind::Decimal { .. }, .. }))
}

/// The records that an operation is given, or lists.
fn bodies(model: &Model, it: &Operation) -> Vec<TypeId> {
    let contents = it.inputs.iter().filter_map(|it| match &it.place {
        HttpPlace::Body(contents) => Some(contents),
        _ => None,
    });
    let record = |it: &Content| {
        let ty = it.ty?;
        Some(if let Shape::List(item) = model.shape(ty) { *item } else { ty })
    };
    contents.flatten().filter_map(record).collect()
}

/// Everything that leads from one entity to another.
pub(super) fn links(types: &Types<'_>) -> Vec<Link> {
    let model = types.decided.model;
    let mut all = Vec::new();
    for (id, entity) in model.entities() {
        if entity.is_stated() || !entity.relations.is_empty() {
            all.extend(stated(model, id, entity));
        } else {
            named(types, (id, entity), &mut all);
        }
    }
    all
}

/// What foreign keys say.
fn stated<'a>(model: &'a Model, from: EntityId, entity: &'a Entity) -> impl Iterator<Item = Link> + 'a {
    entity.relations.iter().filter_map(move |it| {
        let ([own], [theirs]) = (it.own.as_slice(), it.theirs.as_slice()) else { return None };
        let own = entity.column(own).filter(|it| !it.field.is_empty())?.field.clone();
        let by_key = !it.many && model[it.to].key_column().is_some_and(|it| it.name == *theirs);
        let name = lower(&it.name);
        let through = it.through.as_ref().map(|_| [it.name.clone(), it.more()]);
        Some(Link { from, to: it.to, name, own, theirs: theirs.clone(), by_key, many: it.many, through })
    })
}

/// What names say: `customer_id` leads to the entity `Customer`, whose key is of the same type; and from it back, where the
/// list can be asked for those.
fn named(types: &Types<'_>, (from, entity): (EntityId, &Entity), all: &mut Vec<Link>) {
    let model = types.decided.model;
    for (at, column) in entity.columns.iter().enumerate().filter(|(at, _)| !entity.key.contains(at)) {
        let field = &entity.columns[at].field;
        let Some((to, key)) = refers(types, field, scalar(column)) else { continue };
        let name = lower(field.to_snake_case().strip_suffix("_id").unwrap_or(field));
        let (own, theirs) = (field.clone(), key.name.clone());
        all.push(Link { from, to, name, own, theirs, by_key: true, many: false, through: None });
        let filtered = |it: &Action| match it {
            Action::List { filters, .. } => filters.iter().any(|(_, it)| *it == column.name),
            _ => false,
        };
        if serving(model, from, filtered).is_some() {
            let name = plural(&lower(&types.name(entity.ty)));
            let (own, theirs) = (key.field.clone(), column.name.clone());
            all.push(Link { from: to, to: from, name, own, theirs, by_key: false, many: true, through: None });
        }
    }
}

/// The entity whose key something is, by its name and its type: `order_id`, `orderId`.
pub(super) fn refers<'a>(types: &Types<'a>, name: &str, ty: Option<Scalar>) -> Option<(EntityId, &'a Column)> {
    let words = name.to_snake_case();
    let stem = words.strip_suffix("_id")?;
    let fits = |(id, it): (EntityId, &'a Entity)| {
        let key = it.key_column()?;
        let is_it = types.name(it.ty).to_snake_case() == stem && ty.is_some() && scalar(key) == ty;
        is_it.then_some((id, key))
    };
    types.decided.model.entities().find_map(fits)
}

fn scalar(it: &Column) -> Option<Scalar> {
    match it.ty {
        ColumnType::Scalar(it) => Some(it),
        _ => None,
    }
}
