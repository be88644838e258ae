//! Entities: what the service keeps, inferred from pairs of paths by the rules of `docs/entities.md`.
//!
//! `/pets` and `/pets/{petId}` are a collection and its item. The record that the item's GET answers with is
//! the entity; operations on the two paths serve it when their bodies can be stored in it and read back.

mod actions;
mod bound;
mod columns;
mod conditional;
mod graphql;
mod resources;
mod stated;

use crate::vocabulary::{
    Action, ColumnType, Entity, EntityId, Field, Generated, Graph, HttpMethod, HttpPlace, Index, Input, Operation,
    Outcome, PathPart, Presence, Scalar, Serves, Shape, Stated, Status, Type,
    relational::{Name, Schema},
};
use crate::{Code, Diagnostic, Diagnostics, TypeId};
use columns::column;
pub(crate) use columns::snake;

/// What sources state of the database.
pub(super) struct Kept<'a> {
    pub(super) stated: Vec<Stated>,
    pub(super) schema: Option<&'a Schema>,
}

/// Every entity: those that are stated, then those that can be inferred. Tells each operation that serves one.
pub(super) fn settle(
    Kept { stated, schema }: Kept<'_>,
    types: &mut Vec<Type>,
    operations: &mut [Operation],
    graph: Option<&mut Graph>,
    log: &mut Diagnostics,
) -> Vec<Entity> {
    let mut entities = stated::settle(stated, types, operations);
    for pair in pairs(operations) {
        let id = EntityId(u32::try_from(entities.len()).unwrap_or(u32::MAX));
        let Some(mut entity) = entity(types, operations, &pair, log) else { continue };
        if entities.iter().any(|it| it.ty == entity.ty || it.table == entity.table) {
            log.push(
                Diagnostic::new(
                    Code::ENTITY_CONFLICT,
                    entity.span,
                    format!("`{}` is kept under two paths", entity.name),
                )
                .note(format!("the operations on `{}` are left to you", pair.collection)),
            );
            continue;
        }
        let served = serve(types, operations, &pair, &mut entity, log);
        for (at, action) in served {
            if entity.version.is_some() && matches!(action, Action::Replace | Action::Patch | Action::Delete) {
                conditional::imply(types, &mut operations[at]);
            }
            if matches!(action, Action::Create | Action::Replace | Action::Patch) {
                need_body(&mut operations[at], log);
            }
            operations[at].serves = Some(Serves { entity: id, action });
        }
        entities.push(entity);
    }
    resources::settle(types, operations, &mut entities, log);
    if let Some(graph) = graph {
        graphql::settle(types, graph, &mut entities, log);
    }
    if let Some(schema) = schema {
        bound::names(&mut entities, types, schema);
        bound::bind(&mut entities, types, schema, log);
    }
    entities
}

/// What is kept comes in the body: many a contract forgets to say that it must be there.
fn need_body(operation: &mut Operation, log: &mut Diagnostics) {
    let optional = |it: &&mut Input| matches!(it.place, HttpPlace::Body(_)) && !it.field.presence.is_required();
    let Some(body) = operation.inputs.iter_mut().find(optional) else { return };
    body.field.presence = Presence::new(true, body.field.presence.is_nullable());
    log.push(
        Diagnostic::new(Code::NEEDED_BODY, body.field.span, format!("`{}` needs its body", operation.name))
            .label("taken for required")
            .help("say `required: true`"),
    );
}

/// A collection path and its item path, with the positions of the operations on each.
struct Pair {
    collection: String,
    /// The name of the item's hole.
    hole: String,
    on_collection: Vec<usize>,
    on_item: Vec<usize>,
}

fn pairs(operations: &[Operation]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (at, it) in operations.iter().enumerate().filter(|(_, it)| it.serves.is_none() && it.rpc.is_none()) {
        let path = &it.http.path;
        // What is told apart by more than its path is something of its own.
        if !path.told_by.is_empty() {
            continue;
        }
        let Some([PathPart::Hole(hole)]) = path.segments.last().map(Vec::as_slice) else { continue };
        let Some((collection, _)) = path.text.rsplit_once('/') else { continue };
        if collection.is_empty() || path.holes().count() != 1 {
            continue;
        }
        match pairs.iter_mut().find(|it| it.collection == collection) {
            Some(pair) => pair.on_item.push(at),
            None => pairs.push(Pair {
                collection: collection.to_owned(),
                hole: hole.clone(),
                on_collection: Vec::new(),
                on_item: vec![at],
            }),
        }
    }
    for pair in &mut pairs {
        let on = operations.iter().enumerate().filter(|(_, it)| it.http.path.text == pair.collection);
        pair.on_collection = on.map(|(at, _)| at).collect();
    }
    pairs.retain(|it| !it.on_collection.is_empty());
    pairs
}

fn entity(types: &[Type], operations: &[Operation], pair: &Pair, log: &mut Diagnostics) -> Option<Entity> {
    let get = pair.on_item.iter().map(|at| &operations[*at]).find(|it| it.http.method == HttpMethod::Get)?;
    let ty = answer(get)?;
    let Shape::Record { fields, .. } = &types[ty.index()].shape else { return None };
    let name = types[ty.index()].name.text();
    let segment = pair.collection.rsplit('/').next().unwrap_or(&pair.collection);
    let columns: Vec<_> = fields.iter().map(|it| column(types, it)).collect();
    let Some(key) = key(types, fields, get, pair, segment) else {
        log.push(
            Diagnostic::new(Code::NOT_ENTITY, types[ty.index()].span, format!("`{name}` is not kept by the service"))
                .note(format!("no field of it is the `{{{}}}` of `{}/{{{}}}`", pair.hole, pair.collection, pair.hole))
                .help("name the parameter like the field, or the field `id`"),
        );
        return None;
    };
    let on_item = || pair.on_item.iter().map(|at| &operations[*at]);
    let versioned = on_item().any(|it| {
        it.inputs.iter().any(|input| is_header(&input.place) && input.field.name.eq_ignore_ascii_case("if-match"))
            || it.outcomes.iter().any(|o| o.status == Status::Code(412))
            || it.outcomes.iter().any(|o| o.headers.iter().any(|h| h.field.name.eq_ignore_ascii_case("etag")))
    });
    Some(Entity {
        name,
        table: types[ty.index()].table.clone().unwrap_or_else(|| Name::new(snake(segment))),
        ty,
        columns,
        key: vec![key],
        version: versioned.then(|| "version".to_owned()),
        indexes: Vec::new(),
        relations: Vec::new(),
        constraints: Vec::new(),
        span: types[ty.index()].span,
    })
}

/// The position of the field that the item's hole names.
fn key(types: &[Type], fields: &[Field], get: &Operation, pair: &Pair, segment: &str) -> Option<usize> {
    let parameter =
        get.inputs.iter().find(|it| matches!(it.place, HttpPlace::Path(_)) && it.field.name == pair.hole)?;
    let same = |it: &Field| it.presence.is_required() && scalar(types, it.ty) == scalar(types, parameter.field.ty);
    let hole = snake(&pair.hole);
    let by_name = |name: &str| fields.iter().position(|it| snake(&it.name) == name && same(it));
    let singular = segment.strip_suffix('s').unwrap_or(segment);
    scalar(types, parameter.field.ty)?;
    by_name(&hole).or_else(|| by_name("id")).or_else(|| by_name(&format!("{}_id", snake(singular))))
}

/// The operations of a pair that need no code, with what they do. Fills in who generates what.
fn serve(
    types: &[Type],
    operations: &[Operation],
    pair: &Pair,
    entity: &mut Entity,
    log: &mut Diagnostics,
) -> Vec<(usize, Action)> {
    let mut served = Vec::new();
    let creates = pair.on_collection.iter().copied().find(|at| operations[*at].http.method == HttpMethod::Post);
    if let Some(at) = creates {
        if let Some(given) = body_fields(types, &operations[at]) {
            generated(entity, Some(&given));
        }
    } else {
        generated(entity, None);
    }
    for at in pair.on_collection.iter().chain(&pair.on_item).copied() {
        let it = &operations[at];
        let on_item = pair.on_item.contains(&at);
        match actions::of(types, it, on_item, entity) {
            Ok(Some(action)) => served.push((at, action)),
            Ok(None) => {}
            Err(why) => log.push(
                Diagnostic::new(Code::NOT_ENTITY, it.span, format!("`{}` is left to you: {why}", it.name))
                    .note(format!("it looks like an operation on `{}`, see docs/entities.md", entity.name)),
            ),
        }
    }
    for (_, action) in &served {
        if let Action::List { filters, .. } = action {
            for (_, column) in filters {
                let index = Index { columns: vec![column.clone()], unique: false };
                let key = entity.key_columns().any(|it| it.name == *column);
                if !key && !entity.indexes.contains(&index) {
                    entity.indexes.push(index);
                }
            }
        }
    }
    served
}

/// Says who fills the columns that no caller does.
fn generated(entity: &mut Entity, given: Option<&[&Field]>) {
    let key = entity.key.clone();
    for (at, column) in entity.columns.iter_mut().enumerate() {
        if given.is_some_and(|given| given.iter().any(|it| it.name == column.field)) {
            continue;
        }
        column.generated = match (column.ty, column.name.as_str()) {
            (ColumnType::Scalar(Scalar::Int32 | Scalar::Int64), _) if key.contains(&at) => Some(Generated::Sequence),
            (ColumnType::Scalar(Scalar::Uuid | Scalar::Text), _) if key.contains(&at) => Some(Generated::Uuid),
            (ColumnType::Scalar(Scalar::DateTime), "created_at" | "created" | "create_time") => {
                Some(Generated::CreatedAt)
            }
            (ColumnType::Scalar(Scalar::DateTime), "updated_at" | "updated" | "update_time" | "modified_at") => {
                Some(Generated::UpdatedAt)
            }
            _ => None,
        };
    }
}

fn scalar(types: &[Type], id: TypeId) -> Option<Scalar> {
    match types[id.index()].shape {
        Shape::Scalar(it @ (Scalar::Int32 | Scalar::Int64 | Scalar::Text | Scalar::Uuid)) => Some(it),
        _ => None,
    }
}

/// The type of an operation's one JSON answer.
fn answer(it: &Operation) -> Option<TypeId> {
    let content = &success(it)?.content;
    let plain = content.iter().find(|it| it.media.as_str() == "application/json");
    plain.or_else(|| content.iter().find(|it| it.media.is_json()))?.ty
}

/// What is hoped for.
fn success(it: &Operation) -> Option<&Outcome> {
    it.outcomes.iter().find(|it| it.status.is_success())
}

fn body_fields<'a>(types: &'a [Type], it: &Operation) -> Option<Vec<&'a Field>> {
    let contents = it.inputs.iter().find_map(|it| match &it.place {
        HttpPlace::Body(contents) => Some(contents),
        _ => None,
    })?;
    let id = contents.iter().find(|it| it.media.is_json())?.ty?;
    match &types[id.index()].shape {
        Shape::Record { fields, .. } => Some(fields.iter().collect()),
        _ => None,
    }
}

fn is_header(place: &HttpPlace) -> bool {
    matches!(place, HttpPlace::Header(_))
}
