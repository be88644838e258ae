//! What an operation does to an entity, or why it is left to the user.

use super::columns::{same_storage, storable};
use super::{answer, success};
use crate::TypeId;
use crate::check::paging;
use crate::vocabulary::{Action, ColumnType, Entity, HttpMethod, HttpPlace, Operation, Paging, Status, Type};

/// The action; `None` for a method that is none, a reason where it looks like one and cannot be served.
pub(super) fn of(types: &[Type], it: &Operation, on_item: bool, entity: &Entity) -> Result<Option<Action>, String> {
    let action = action(types, it, on_item, entity)?;
    if action.is_some() {
        told(it)?;
    }
    Ok(action)
}

fn action(types: &[Type], it: &Operation, on_item: bool, entity: &Entity) -> Result<Option<Action>, String> {
    let answers = |wanted: TypeId| match answer(it) {
        Some(id) if id == wanted => Ok(()),
        None if success(it).is_some_and(|it| it.content.is_empty()) => Ok(()),
        _ => Err("its answer is not the entity".to_owned()),
    };
    match (&it.http.method, on_item) {
        (HttpMethod::Get, false) => {
            let id = answer(it).ok_or("it answers with no JSON")?;
            let paging = paging::of(types, it, id, entity.ty)?;
            let filters = filters(types, it, entity, &paging)?;
            Ok(Some(Action::List { paging, filters, choice: None }))
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

/// Every header that the answer has to have is known: the tag of the entity, and where it is.
fn told(it: &Operation) -> Result<(), String> {
    let Some(good) = success(it) else { return Ok(()) };
    let json = good.content.len() == 1 && answer(it).is_some();
    let known = |name: &str| match (name.to_ascii_lowercase().as_str(), good.status) {
        ("etag", Status::Code(200 | 201)) | ("location", Status::Code(201)) => json,
        _ => false,
    };
    let required = good.headers.iter().filter(|it| it.field.presence.is_required() && !it.is_of_the_protocol());
    let unknown = required.map(|it| &it.field.name).find(|it| !known(it));
    unknown.map_or(Ok(()), |name| Err(format!("nothing is known of what the header `{name}` of its answer is")))
}

/// Every query parameter that is not about paging filters by a column.
fn filters(types: &[Type], it: &Operation, entity: &Entity, paging: &Paging) -> Result<Vec<(String, String)>, String> {
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
