//! Object types of GraphQL that are kept, and the fields on them, by the rules of `docs/entities.md`.

mod asked;
mod fields;

use super::columns::{column, snake};
use super::generated;
use crate::TypeId;
use crate::vocabulary::relational::Name;
use crate::vocabulary::{
    Entity, EntityId, Field, Graph, GraphField, GraphObject, GraphRoot, GraphServes, Index, NamedConstraint, Relation,
    Resolved, Scalar, Shape, Type,
};
use crate::{Code, Diagnostic, Diagnostics, Span, plural};

/// Finds every object type that is kept, and tells the fields on them what they do.
pub(super) fn settle(types: &[Type], graph: &mut Graph, entities: &mut Vec<Entity>, log: &mut Diagnostics) {
    let found = found(types, graph);
    for at in found {
        if let Some(entity) = entity(types, graph, &graph.objects[at])
            && !entities.iter().any(|it| it.table == entity.table || it.ty == entity.ty)
        {
            entities.push(entity);
        }
    }
    let objects = graph.objects.clone();
    for object in &mut graph.objects {
        for field in &mut object.fields {
            let Some(resolved) = &mut field.resolved else { continue };
            let asked = fields::Asked { types, objects: &objects, entities, root: object.root, of: object.ty };
            match asked.action(&field.name, resolved) {
                None => {}
                Some(Ok((entity, action))) => resolved.serves = Some(GraphServes { entity, action }),
                Some(Err(why)) => {
                    log.push(left(&format!("{}.{}", object.name, field.name), field.span, &why));
                }
            }
        }
    }
    relate(graph, entities);
    fields::fill(types, graph, entities, log);
}

/// A field that is left to the user.
fn left(name: &str, span: Span, why: &str) -> Diagnostic {
    let found = Diagnostic::new(Code::NOT_ENTITY, span, format!("`{name}` is left to you: {why}"));
    found.note("it looks like a field about what is kept, see docs/entities.md")
}

/// Positions of the object types that are kept: those that a query gets by key or a mutation makes and a query lists, and what
/// belongs to them.
fn found(types: &[Type], graph: &Graph) -> Vec<usize> {
    let root = |root| graph.objects.iter().find(move |it| it.root == Some(root)).map(|it| it.fields.as_slice());
    let queries = root(GraphRoot::Query).unwrap_or_default();
    let mutations = root(GraphRoot::Mutation).unwrap_or_default();
    let is_kept = |it: &GraphObject| {
        let Some(ty) = it.ty.filter(|_| is_candidate(types, it)) else { return false };
        let answers = |field: &GraphField, many: bool| {
            field
                .resolved
                .as_ref()
                .is_some_and(|it| if many { asked::some(types, it.answer) == Some(ty) } else { it.answer == ty })
        };
        let key = key(types, ty).map(|(_, field)| field);
        let gets = |field: &&GraphField| {
            let one = field.resolved.as_ref().and_then(|it| asked::only(&it.args));
            answers(field, false) && one.zip(key).is_some_and(|(arg, key)| asked::is_key(types, arg, key, &it.name))
        };
        let makes = |field: &&GraphField| {
            let verb = fields::verb(&field.name, &it.name);
            let said = field.resolved.as_ref().and_then(|found| asked::said(types, found.answer, ty));
            verb == Some(fields::Verb::Create) && said.is_some()
        };
        let listed = queries.iter().any(|field| answers(field, true));
        queries.iter().any(|it| gets(&it)) || listed && mutations.iter().any(|it| makes(&it))
    };
    let mut found: Vec<usize> = (0..graph.objects.len()).filter(|at| is_kept(&graph.objects[*at])).collect();
    let mut next = 0;
    while let Some(at) = found.get(next) {
        next += 1;
        for resolved in graph.objects[*at].fields.iter().filter_map(|it| it.resolved.as_ref()) {
            let other = asked::some(types, resolved.answer).unwrap_or(resolved.answer);
            let other = graph.objects.iter().position(|it| it.ty == Some(other) && is_candidate(types, it));
            found.extend(other.filter(|it| resolved.args.is_empty() && !found.contains(it)));
        }
    }
    found.sort_unstable();
    found
}

/// Whether values of an object type could be kept: it has a key and more than that, and nothing in it is told apart by its type
/// alone.
fn is_candidate(types: &[Type], it: &GraphObject) -> bool {
    let Some(ty) = it.ty else { return false };
    key(types, ty).is_some() && !asked::is_stub(types, ty) && !asked::has_union(types, ty, &mut Vec::new())
}

/// The member that is its key, and where it is.
fn key(types: &[Type], ty: TypeId) -> Option<(usize, &Field)> {
    let is_key = |(_, it): &(usize, &Field)| {
        let scalar = match types[it.ty.index()].shape {
            Shape::Scalar(it) => Some(it),
            _ => None,
        };
        let kept = matches!(scalar, Some(Scalar::Text | Scalar::Int32 | Scalar::Int64 | Scalar::Uuid));
        it.name == "id" && it.presence.is_required() && !it.presence.is_nullable() && kept
    };
    asked::record(types, ty).iter().enumerate().find(is_key)
}

fn entity(types: &[Type], graph: &Graph, object: &GraphObject) -> Option<Entity> {
    let ty = object.ty?;
    let (at, _) = key(types, ty)?;
    let mut entity = Entity {
        name: object.name.clone(),
        table: types[ty.index()].table.clone().unwrap_or_else(|| Name::new(table(types, graph, object, ty))),
        ty,
        columns: asked::record(types, ty).iter().map(|it| column(types, it)).collect(),
        key: vec![at],
        version: None,
        indexes: Vec::new(),
        relations: Vec::new(),
        constraints: Vec::new(),
        span: object.span,
    };
    generated(&mut entity, None);
    Some(entity)
}

/// What the table is called: like the field that lists its rows, or else by its plural.
fn table(types: &[Type], graph: &Graph, object: &GraphObject, ty: TypeId) -> String {
    let lists = |it: &Resolved| asked::some(types, it.answer) == Some(ty);
    let query = graph.objects.iter().find(|it| it.root == Some(GraphRoot::Query));
    let mut fields = query.iter().flat_map(|it| &it.fields);
    let listed = fields.find(|it| it.resolved.as_ref().is_some_and(|it| asked::is_plain(it) && lists(it)));
    listed.map_or_else(|| plural(&snake(&object.name)), |it| snake(&it.name))
}

/// Says which rows belong to which: references, and indexes to find what belongs to one.
fn relate(graph: &Graph, entities: &mut [Entity]) {
    use crate::vocabulary::GraphAction::{List, Many, One};
    for object in &graph.objects {
        for field in &object.fields {
            let Some(GraphServes { entity: to, action }) = field.resolved.as_ref().and_then(|it| it.serves.as_ref())
            else {
                continue;
            };
            match action {
                One { by } => {
                    let theirs = entities[to.0 as usize].key_columns().map(|it| it.name.clone()).collect();
                    let Some(own) = entities.iter_mut().find(|it| Some(it.ty) == object.ty) else { continue };
                    let Some(column) = own.columns.iter().find(|it| it.field == *by) else { continue };
                    let name = field.name.clone();
                    let column_name = column.name.clone();
                    index(own, &column_name);
                    let own_columns = vec![column_name.clone()];
                    own.constraints.push(NamedConstraint {
                        name: format!("{}_{}_fkey", own.table.name, column_name),
                        columns: vec![by.clone()],
                        refers: true,
                    });
                    own.relations.push(Relation {
                        name,
                        to: *to,
                        many: false,
                        own: own_columns,
                        theirs,
                        through: None,
                    });
                }
                Many { by } => index(&mut entities[to.0 as usize], by),
                List { filters, .. } => {
                    for (_, column) in filters {
                        index(&mut entities[to.0 as usize], column);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Rows are found by a column.
fn index(entity: &mut Entity, column: &str) {
    let index = Index { columns: vec![column.to_owned()], unique: false };
    if !entity.key_columns().any(|it| it.name == column) && !entity.indexes.contains(&index) {
        entity.indexes.push(index);
    }
}

/// The entity of a type.
fn of_type(entities: &[Entity], ty: TypeId) -> Option<EntityId> {
    let at = entities.iter().position(|it| it.ty == ty)?;
    u32::try_from(at).ok().map(EntityId)
}
