//! Entities that a source states: their names are followed, and what leads nowhere is left out.

use super::columns::column_type;
use super::conditional;
use crate::TypeId;
use crate::vocabulary::{
    Action, Column, Entity, EntityId, Operation, Relation, Shape, Stated, StatedColumn, Type, TypeName,
};

/// The entities whose records are there, in order. Those that nothing serves and nothing refers to are among them.
pub(super) fn settle(stated: Vec<Stated>, types: &mut Vec<Type>, operations: &mut [Operation]) -> Vec<Entity> {
    let found: Vec<Option<Entity>> = stated.into_iter().map(|it| entity(types, it)).collect();
    // By position among those stated: the position among those that are left.
    let mut left = 0..;
    let places: Vec<Option<EntityId>> =
        found.iter().map(|it| it.as_ref().and_then(|_| left.next()).map(EntityId)).collect();
    let place = |id: EntityId| places.get(id.0 as usize).copied().flatten();
    for it in operations.iter_mut() {
        it.serves = it.serves.take().and_then(|mut it| {
            it.entity = place(it.entity)?;
            Some(it)
        });
    }
    let mut entities: Vec<Entity> = found.into_iter().flatten().collect();
    for entity in &mut entities {
        let known = |mut it: Relation| {
            it.to = place(it.to)?;
            Some(it)
        };
        entity.relations = std::mem::take(&mut entity.relations).into_iter().filter_map(known).collect();
    }
    for it in operations {
        let Some(serves) = &it.serves else { continue };
        let changes = matches!(serves.action, Action::Replace | Action::Patch | Action::Delete);
        if changes && entities[serves.entity.0 as usize].version.is_some() {
            conditional::imply(types, it);
        }
    }
    entities
}

fn entity(types: &[Type], it: Stated) -> Option<Entity> {
    let named = |ty: &Type| matches!(&ty.name, TypeName::Declared(name) if *name == it.name);
    let at = types.iter().position(named)?;
    let Shape::Record { fields, .. } = &types[at].shape else { return None };
    let column = |it: StatedColumn| {
        let field = fields.iter().find(|field| field.name == it.name)?;
        Some(Column {
            field: it.name.clone(),
            name: it.name,
            ty: column_type(types, field.ty),
            nullable: it.nullable,
            unique: it.unique,
            generated: it.generated,
            declared: Some(it.declared),
            default: it.default,
        })
    };
    let columns: Vec<Column> = it.columns.into_iter().map(column).collect::<Option<_>>()?;
    let key = it.key.iter().map(|name| columns.iter().position(|it| it.name == *name)).collect::<Option<_>>()?;
    Some(Entity {
        name: it.name,
        table: it.table,
        ty: TypeId(u32::try_from(at).ok()?),
        columns,
        key,
        version: it.version,
        indexes: Vec::new(),
        relations: it.relations,
        constraints: it.constraints,
        span: it.span,
    })
}
