//! One entity from its creation to its end.

use super::Job;
use crate::plan::literals;
use crate::plan::operations::OperationPlan;
use crate::plan::tags::TagPlan;
use crate::plan::{sample, security};
use serde_json::Value as Json;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Action, EntityId, HttpPlace, Operation, OperationId};
use zephyrix_templates::Template;
use zephyrix_templates::contract::Story;

/// A test for each entity that this tag's operations create.
pub(super) fn of(job: Job<'_>, tag: &TagPlan) -> Vec<String> {
    let creates = tag.operations.iter().copied().filter(|id| action(&job.model[*id]) == Some(&Action::Create));
    creates.filter_map(|id| story(job, id)).collect()
}

fn story(job: Job<'_>, id: OperationId) -> Option<String> {
    let create = &job.model[id];
    let entity_id = create.serves.as_ref()?.entity;
    let entity = &job.model[entity_id];
    let names = &job.plan.entities[entity_id.0 as usize];
    let served: Vec<(&Operation, &OperationPlan)> = job
        .model
        .operations()
        .filter(|(_, it)| serves(it, entity_id))
        .map(|(id, it)| (it, job.plan.operation(id)))
        .collect();
    let success = job.plan.operation(id).successes.first()?;
    if served.iter().any(|(it, _)| security::is_protected(it)) || success.status == 204 {
        return None;
    }
    let by = |wanted: &Action| served.iter().find(|(it, _)| action(it) == Some(wanted));
    let changed = |wanted: &Action| {
        let (it, plan) = by(wanted)?;
        let (media, body) = body(job, it, sample::smallest)?;
        Some((literals::json(&body), literals::string(media), plan.successes.first()?.status))
    };
    let (_, body) = body(job, create, sample::smallest)?;
    let collection = &create.http.path.text;
    let get = by(&Action::Get);
    let story = Story {
        table: names.module.trim_end_matches('_'),
        noun: &names.noun,
        collection: literals::string(collection),
        body: literals::json(&body),
        key: literals::string(&entity.key_column()?.field),
        prefix: literals::string(&format!("{collection}/")),
        created: success.status,
        located: success.located,
        tagged: get.is_some_and(|(_, plan)| plan.successes.first().is_some_and(|it| it.tagged)),
        get: get.is_some(),
        replace: changed(&Action::Replace).map(|(body, _, status)| (body, status)),
        patch: changed(&Action::Patch),
        delete: by(&Action::Delete).and_then(|(_, plan)| plan.successes.first()).map(|it| it.status),
    };
    Some(story.render().unwrap_or_default())
}

fn action(it: &Operation) -> Option<&Action> {
    it.serves.as_ref().map(|it| &it.action)
}

fn serves(it: &Operation, entity: EntityId) -> bool {
    it.serves.as_ref().is_some_and(|it| it.entity == entity)
}

/// A JSON body of an operation, with its media type.
fn body<'a>(
    job: Job<'_>,
    it: &'a Operation,
    make: impl Fn(&zephyrix_ir::Model, TypeId) -> Option<Json>,
) -> Option<(&'a str, Json)> {
    let contents = it.inputs.iter().find_map(|it| match &it.place {
        HttpPlace::Body(contents) => Some(contents),
        _ => None,
    })?;
    let content = contents.iter().find(|it| it.media.is_json())?;
    Some((content.media.as_str(), make(job.model, content.ty?)?))
}
