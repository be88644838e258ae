//! Entities: what the service keeps, inferred from pairs of paths by the rules of `docs/entities.md`.
//!
//! `/pets` and `/pets/{petId}` are a collection and its item. The record that the item's GET answers with is
//! the entity; operations on the two paths serve it when their bodies can be stored in it and read back.

use super::paging;
use crate::vocabulary::{
    Action, Column, ColumnType, Entity, EntityId, Field, Generated, HttpMethod, HttpPlace, Index, Operation, PathPart,
    Scalar, Serves, Shape, Status, Type,
};
use crate::{Code, Diagnostic, Diagnostics, TypeId};

/// Finds every entity, and tells each operation that serves one.
pub(super) fn infer(types: &[Type], operations: &mut [Operation], log: &mut Diagnostics) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
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
            operations[at].serves = Some(Serves { entity: id, action });
        }
        entities.push(entity);
    }
    entities
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
    for (at, it) in operations.iter().enumerate() {
        let path = &it.http.path;
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
    let columns: Vec<Column> = fields.iter().map(|it| column(types, it)).collect();
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
            || it.outcomes.iter().any(|o| o.headers.iter().any(|h| h.name.eq_ignore_ascii_case("etag")))
    });
    Some(Entity {
        name,
        table: snake(segment),
        ty,
        columns,
        key,
        versioned,
        indexes: Vec::new(),
        relations: Vec::new(),
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

fn column(types: &[Type], field: &Field) -> Column {
    Column {
        name: snake(&field.name),
        field: field.name.clone(),
        ty: column_type(types, field.ty),
        nullable: !field.presence.is_required() && field.default.is_none() || field.presence.is_nullable(),
        unique: field.unique,
        generated: None,
    }
}

fn column_type(types: &[Type], id: TypeId) -> ColumnType {
    match &types[id.index()].shape {
        Shape::Scalar(Scalar::Binary | Scalar::Null) => ColumnType::Json(id),
        Shape::Scalar(scalar) => ColumnType::Scalar(*scalar),
        Shape::Enum { values, .. } if values.iter().all(|it| it.value.as_text().is_some()) => ColumnType::Enum(id),
        _ => ColumnType::Json(id),
    }
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
        match action(types, it, on_item, entity) {
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
                let key = entity.key_column().name == *column;
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
    let key = entity.key;
    for (at, column) in entity.columns.iter_mut().enumerate() {
        if given.is_some_and(|given| given.iter().any(|it| it.name == column.field)) {
            continue;
        }
        column.generated = match (column.ty, column.name.as_str()) {
            (ColumnType::Scalar(Scalar::Int32 | Scalar::Int64), _) if at == key => Some(Generated::Sequence),
            (ColumnType::Scalar(Scalar::Uuid | Scalar::Text), _) if at == key => Some(Generated::Uuid),
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

fn action(types: &[Type], it: &Operation, on_item: bool, entity: &Entity) -> Result<Option<Action>, String> {
    let answers = |wanted: TypeId| match answer(it) {
        Some(id) if id == wanted => Ok(()),
        None if it.outcomes.iter().any(|it| it.status.is_success() && it.content.is_empty()) => Ok(()),
        _ => Err("its answer is not the entity".to_owned()),
    };
    match (it.http.method, on_item) {
        (HttpMethod::Get, false) => {
            let id = answer(it).ok_or("it answers with no JSON")?;
            let paging = paging::of(types, it, id, entity.ty)?;
            let filters = filters(types, it, entity, &paging)?;
            Ok(Some(Action::List { paging, filters }))
        }
        (HttpMethod::Get, true) => {
            no_other_inputs(it)?;
            answers(entity.ty)?;
            Ok(Some(Action::Get))
        }
        (HttpMethod::Post, false) => {
            no_other_inputs(it)?;
            answers(entity.ty)?;
            storable(types, it, entity, true)?;
            Ok(Some(Action::Create))
        }
        (HttpMethod::Put, true) => {
            no_other_inputs(it)?;
            answers(entity.ty)?;
            storable(types, it, entity, true)?;
            Ok(Some(Action::Replace))
        }
        (HttpMethod::Patch, true) => {
            no_other_inputs(it)?;
            answers(entity.ty)?;
            storable(types, it, entity, false)?;
            Ok(Some(Action::Patch))
        }
        (HttpMethod::Delete, true) => {
            no_other_inputs(it)?;
            if answer(it).is_some() {
                answers(entity.ty)?;
            }
            Ok(Some(Action::Delete))
        }
        _ => Ok(None),
    }
}

/// Every query parameter that is not about paging filters by a column.
fn filters(
    types: &[Type],
    it: &Operation,
    entity: &Entity,
    paging: &crate::vocabulary::Paging,
) -> Result<Vec<(String, String)>, String> {
    let mut filters = Vec::new();
    let about_paging = [&paging.limit, &paging.cursor, &paging.offset];
    for input in it.inputs.iter().filter(|it| matches!(it.place, HttpPlace::Query(_))) {
        let name = &input.field.name;
        if about_paging.iter().any(|it| it.as_ref() == Some(name)) {
            continue;
        }
        let column = entity.columns.iter().find(|it| it.field == *name && !matches!(it.ty, ColumnType::Json(_)));
        match column {
            Some(column) if same_storage(types, input.field.ty, column) => {
                filters.push((name.clone(), column.name.clone()));
            }
            _ => return Err(format!("its parameter `{name}` is not a column that can be filtered by")),
        }
    }
    Ok(filters)
}

fn no_other_inputs(it: &Operation) -> Result<(), String> {
    let known = ["if-match", "if-none-match"];
    let other = it.inputs.iter().find(|input| match &input.place {
        HttpPlace::Path(_) | HttpPlace::Body(_) => false,
        HttpPlace::Header(_) => !known.contains(&input.field.name.to_lowercase().as_str()),
        HttpPlace::Query(_) | HttpPlace::Cookie(_) => true,
    });
    other.map_or(Ok(()), |input| Err(format!("nothing is known of what its parameter `{}` does", input.field.name)))
}

/// Every field of the body has its column, and (when `whole`) every column is filled.
fn storable(types: &[Type], it: &Operation, entity: &Entity, whole: bool) -> Result<(), String> {
    let fields = body_fields(types, it).ok_or("its body is no JSON record")?;
    for field in &fields {
        let column = entity.columns.iter().find(|it| it.field == field.name);
        let Some(column) = column else {
            return Err(format!("its body has `{}`, which `{}` has not", field.name, entity.name));
        };
        if !same_storage(types, field.ty, column) {
            return Err(format!("`{}` is of one type in its body and of another in `{}`", field.name, entity.name));
        }
        let may_lack = !field.presence.is_required() && field.default.is_none() || field.presence.is_nullable();
        if whole && may_lack && !column.nullable {
            return Err(format!("`{}` may be left out of its body and not out of `{}`", field.name, entity.name));
        }
    }
    let unfilled = entity.columns.iter().find(|it| {
        whole && it.generated.is_none() && !it.nullable && !fields.iter().any(|field| field.name == it.field)
    });
    match unfilled {
        Some(it) => Err(format!("nothing fills `{}` of `{}`", it.field, entity.name)),
        None => Ok(()),
    }
}

fn same_storage(types: &[Type], id: TypeId, column: &Column) -> bool {
    match (column_type(types, id), column.ty) {
        (ColumnType::Scalar(a), ColumnType::Scalar(b)) => a == b,
        (ColumnType::Enum(a), ColumnType::Enum(b)) => a == b,
        (ColumnType::Json(a), ColumnType::Json(b)) => same_json(types, a, b),
        _ => false,
    }
}

/// Whether two types are one in Rust: the same id, or the same nesting of lists and maps around one.
fn same_json(types: &[Type], a: TypeId, b: TypeId) -> bool {
    if a == b {
        return true;
    }
    match (&types[a.index()].shape, &types[b.index()].shape) {
        (Shape::List(a), Shape::List(b))
        | (Shape::Map(a), Shape::Map(b))
        | (Shape::Nullable(a), Shape::Nullable(b)) => same_json(types, *a, *b),
        (Shape::Scalar(a), Shape::Scalar(b)) => a == b,
        (Shape::Any, Shape::Any) => true,
        _ => false,
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
    let good = it.outcomes.iter().find(|it| it.status.is_success())?;
    good.content.iter().find(|it| it.media.is_json())?.ty
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

/// `petId`, `pet-id` and `PetID` are `pet_id`.
fn snake(text: &str) -> String {
    let mut out = String::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let fresh = c.is_uppercase() && before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit());
        if fresh {
            out.push('_');
        }
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
        before = Some(c);
    }
    out.trim_end_matches('_').to_owned()
}
