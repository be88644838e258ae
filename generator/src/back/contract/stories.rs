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
    // Names of resources are made of their parents', which no document makes up.
    let is_create = |it: &Operation| action(it) == Some(&Action::Create) && it.rpc.is_none();
    let creates = tag.operations.iter().copied().filter(|id| is_create(&job.model[*id]));
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
    let mut setup = Setup { job, lines: Vec::new(), seen: Vec::new(), made: Vec::new(), count: 0 };
    let body = setup.body(entity_id, create)?;
    let replace = match by(&Action::Replace) {
        Some((it, plan)) => Some((setup.body(entity_id, it)?, plan.successes.first()?.status)),
        None => None,
    };
    let collection = &create.http.path.text;
    let get = by(&Action::Get);
    let story = Story {
        table: names.module.trim_end_matches('_'),
        a_noun: &names.a_noun,
        collection: literals::string(collection),
        setup: setup.lines,
        body,
        key: literals::string(&entity.key_column()?.field),
        prefix: literals::string(&format!("{collection}/")),
        created: success.status,
        located: success.located,
        tagged: get.is_some_and(|(_, plan)| plan.successes.first().is_some_and(|it| it.tagged)),
        get: get.is_some(),
        replace,
        patch: changed(&Action::Patch),
        delete: by(&Action::Delete).and_then(|(_, plan)| plan.successes.first()).map(|it| it.status),
    };
    Some(story.render().unwrap_or_default())
}

/// What has to be there before a row can refer to it.
struct Setup<'a> {
    job: Job<'a>,
    lines: Vec<String>,
    /// Entities that are being made: what needs itself cannot be made up.
    seen: Vec<EntityId>,
    /// What has been made, and the variable that holds it.
    made: Vec<(EntityId, String)>,
    count: usize,
}

impl Setup<'_> {
    /// A body of an operation on an entity, as an expression, with what it refers to made before.
    fn body(&mut self, id: EntityId, it: &Operation) -> Option<String> {
        let (_, body) = body(self.job, it, sample::smallest)?;
        let text = format!("json!({})", literals::json(&body));
        let mut refers = Vec::new();
        let relations = self.job.model[id].relations.iter().filter(|it| !it.many && it.through.is_none());
        for relation in relations.filter(|it| it.own.iter().all(|own| body.get(own).is_some())) {
            let made = self.made(id, relation.to)?;
            for (own, theirs) in relation.own.iter().zip(&relation.theirs) {
                refers.push(format!("[{}] = {made}[{}].clone();", literals::string(own), literals::string(theirs)));
            }
        }
        if refers.is_empty() {
            return Some(text);
        }
        self.count += 1;
        let name = format!("body{}", self.count);
        self.lines.push(format!("let mut {name} = {text};"));
        self.lines.extend(refers.into_iter().map(|it| format!("{name}{it}")));
        Some(name)
    }

    /// The variable that holds a row of an entity that has been made.
    fn made(&mut self, from: EntityId, id: EntityId) -> Option<String> {
        if let Some((_, name)) = self.made.iter().find(|it| it.0 == id) {
            return Some(name.clone());
        }
        if from == id || self.seen.contains(&id) {
            return None;
        }
        self.seen.push(id);
        let create = |it: &&Operation| serves(it, id) && action(it) == Some(&Action::Create);
        let create = self.job.model.operations().map(|(_, it)| it).find(create)?;
        let body = self.body(id, create)?;
        self.seen.pop();
        self.count += 1;
        let name = format!("made{}", self.count);
        let path = literals::string(&create.http.path.text);
        self.made.push((id, name.clone()));
        self.lines.push(format!("let {name} = app.post({path}).json(&{body}).send().await.json();"));
        Some(name)
    }
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
