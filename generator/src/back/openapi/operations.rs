//! Operations as OpenAPI paths.

use super::{Job, describe, framework, insert, schemas, servers};
use crate::plan::sample::literal;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
use zephyrix_ir::vocabulary::{
    Content, Encoding, Header, HttpMethod, HttpPlace, Input, Link, LinkTo, MediaType, Occasion, Operation, OperationId,
    Outcome, Requirement, Status, Style,
};

/// `paths`: each is made when it is written.
pub(super) struct Paths<'a>(pub(super) Job<'a>);

impl Serialize for Paths<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut order: Vec<Vec<OperationId>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (id, it) in self.0.model.operations() {
            let at = *places.entry(it.http.below()).or_insert_with(|| {
                order.push(Vec::new());
                order.len() - 1
            });
            order[at].push(id);
        }
        let mut out = to.serialize_map(Some(order.len()))?;
        for ids in order {
            out.serialize_entry(self.0.model[ids[0]].http.below(), &path(self.0, &ids))?;
        }
        out.end()
    }
}

/// A path item.
fn path(job: Job<'_>, ids: &[OperationId]) -> Map<String, Json> {
    let mut path = Map::new();
    for id in ids {
        let it = &job.model[*id];
        let (method, operation) = (it.http.method.word().to_owned(), operation(job, *id, it));
        if matches!(it.http.method, HttpMethod::Other(_)) {
            path.entry("additionalOperations").or_insert_with(|| json!({}))[method] = operation;
        } else {
            path.insert(method, operation);
        }
    }
    path
}

/// `webhooks`; empty when there are none.
pub(super) fn webhooks(job: Job<'_>) -> Map<String, Json> {
    let mut webhooks = Map::new();
    for it in job.model.outgoing() {
        if let Occasion::Webhook(name) = &it.occasion {
            nested(&mut webhooks, &[name, it.operation.http.method.word()], outgoing(job, &it.operation));
        }
    }
    webhooks
}

/// The callbacks of an operation.
fn callbacks(job: Job<'_>, operation: &Operation) -> Map<String, Json> {
    let mut callbacks = Map::new();
    for it in job.model.outgoing() {
        match &it.occasion {
            Occasion::Callback { name, of, url } if *of == operation.name => {
                let keys = [name, url.text.as_str(), it.operation.http.method.word()];
                nested(&mut callbacks, &keys, outgoing(job, &it.operation));
            }
            _ => {}
        }
    }
    callbacks
}

/// Puts a value where some keys lead.
fn nested(to: &mut Map<String, Json>, keys: &[&str], value: Json) {
    match keys {
        [] => {}
        [last] => drop(to.insert((*last).to_owned(), value)),
        [first, rest @ ..] => {
            if let Json::Object(inner) = to.entry(*first).or_insert_with(|| json!({})) {
                nested(inner, rest, value);
            }
        }
    }
}

/// An operation of others, who answer as the contract says and in no other way.
fn outgoing(job: Job<'_>, it: &Operation) -> Json {
    let mut out = asked(job, it, None);
    let responses = it.outcomes.iter().map(|outcome| (outcome.status.word(), answer(job, outcome)));
    out.insert("responses".into(), Json::Object(responses.map(|(status, it)| (status, Json::Object(it))).collect()));
    Json::Object(out)
}

fn operation(job: Job<'_>, id: OperationId, it: &Operation) -> Json {
    let mut out = asked(job, it, Some(&it.tag));
    out.insert("responses".into(), responses(job, id, it));
    let callbacks = callbacks(job, it);
    if !callbacks.is_empty() {
        out.insert("callbacks".into(), Json::Object(callbacks));
    }
    if !it.security.alternatives.is_empty() {
        out.insert("security".into(), security(&it.security));
    }
    if !it.http.servers.is_empty() {
        let here = if it.http.base.is_empty() { "/" } else { &it.http.base };
        out.insert("servers".into(), servers(here, &it.http.servers));
    }
    Json::Object(out)
}

/// What it is, and what it is asked with.
fn asked(job: Job<'_>, it: &Operation, tag: Option<&str>) -> Map<String, Json> {
    let mut out = Map::new();
    out.insert("operationId".into(), json!(it.name));
    if let Some(tag) = tag {
        out.insert("tags".into(), json!([tag]));
    }
    describe(&mut out, &it.docs);
    if it.deprecated {
        out.insert("deprecated".into(), json!(true));
    }
    let parameters: Vec<Json> = it.inputs.iter().filter_map(|input| parameter(job, input)).collect();
    if !parameters.is_empty() {
        out.insert("parameters".into(), json!(parameters));
    }
    if let Some(body) = it.inputs.iter().find_map(|input| body(job, input)) {
        out.insert("requestBody".into(), body);
    }
    out
}

fn parameter(job: Job<'_>, it: &Input) -> Option<Json> {
    if it.implied {
        return None;
    }
    let field = &it.field;
    let (HttpPlace::Path(style) | HttpPlace::Query(style) | HttpPlace::Header(style) | HttpPlace::Cookie(style)) =
        it.place
    else {
        return None;
    };
    let mut out = Map::new();
    out.insert("name".into(), json!(field.name));
    out.insert("in".into(), json!(it.place.word()));
    insert(&mut out, "description", field.docs.description.as_deref());
    if field.presence.is_required() {
        out.insert("required".into(), json!(true));
    }
    if field.deprecated {
        out.insert("deprecated".into(), json!(true));
    }
    let mut schema = schemas::schema(job, field.ty);
    if let (Some(default), Json::Object(to)) = (&field.default, &mut schema) {
        to.insert("default".into(), literal(default));
    }
    if style == Style::Json {
        out.insert("content".into(), json!({ "application/json": { "schema": schema } }));
        return Some(Json::Object(out));
    }
    if let Some((style, explode)) = written(style, &it.place) {
        out.insert("style".into(), json!(style));
        out.insert("explode".into(), json!(explode));
    }
    out.insert("schema".into(), schema);
    Some(Json::Object(out))
}

/// Style and explode, where they are not what the place has by default.
fn written(style: Style, place: &HttpPlace) -> Option<(&'static str, bool)> {
    let default = match place {
        HttpPlace::Query(_) | HttpPlace::Cookie(_) => ("form", true),
        _ => ("simple", false),
    };
    words(style).filter(|it| *it != default)
}

/// Style and explode; none where a media type says it all.
fn words(style: Style) -> Option<(&'static str, bool)> {
    Some(match style {
        Style::Form { explode } => ("form", explode),
        Style::Simple { explode } => ("simple", explode),
        Style::Label { explode } => ("label", explode),
        Style::Matrix { explode } => ("matrix", explode),
        Style::SpaceDelimited => ("spaceDelimited", false),
        Style::PipeDelimited => ("pipeDelimited", false),
        Style::DeepObject | Style::Filter => ("deepObject", true),
        Style::Json => return None,
    })
}

fn body(job: Job<'_>, it: &Input) -> Option<Json> {
    let HttpPlace::Body(contents) = &it.place else { return None };
    let mut out = Map::new();
    insert(&mut out, "description", it.field.docs.description.as_deref());
    if it.field.presence.is_required() {
        out.insert("required".into(), json!(true));
    }
    out.insert("content".into(), content(job, contents));
    Some(Json::Object(out))
}

fn content(job: Job<'_>, contents: &[Content]) -> Json {
    let media = |it: &Content| {
        let mut media = it.ty.map_or(json!({}), |id| json!({ "schema": schemas::schema(job, id) }));
        if !it.encodings.is_empty() {
            media["encoding"] = it.encodings.iter().map(|it| (it.name.clone(), encoding(it))).collect();
        }
        media
    };
    Json::Object(contents.iter().map(|it| (it.media.as_str().to_owned(), media(it))).collect())
}

fn encoding(it: &Encoding) -> Json {
    let mut out = Map::new();
    if !it.media.is_empty() {
        let media: Vec<&str> = it.media.iter().map(MediaType::as_str).collect();
        out.insert("contentType".into(), json!(media.join(", ")));
    }
    if let Some((style, explode)) = it.style.and_then(words) {
        out.insert("style".into(), json!(style));
        out.insert("explode".into(), json!(explode));
    }
    Json::Object(out)
}

fn responses(job: Job<'_>, id: OperationId, it: &Operation) -> Json {
    let mut out = Map::new();
    for outcome in &it.outcomes {
        out.insert(outcome.status.word(), response(job, outcome));
    }
    if framework::may_be_unchanged(it) {
        out.entry("304").or_insert_with(|| json!({ "description": "It is still as `If-None-Match` says." }));
    }
    for success in &job.plan.operation(id).successes {
        let covered = |key: &str| out.contains_key(key);
        let status = success.status.to_string();
        if !covered(&status) && !covered("2XX") && !covered("default") {
            out.insert(status, json!({ "description": "Done." }));
        }
    }
    for (status, answer) in framework::of(job.model, it) {
        let declared = outcome_of(it, status).filter(|it| !it.content.is_empty());
        let answer = declared.map_or(answer, |declared| {
            let mut response = response(job, declared);
            if let (Some(content), Json::Object(own)) = (response["content"].as_object_mut(), framework::content()) {
                content.extend(own);
            }
            response
        });
        let status = status.to_string();
        if declared.is_some() || !out.contains_key(&status) {
            out.insert(status, answer);
        }
    }
    out.extend(framework::failed(it).map(|failed| ("default".to_owned(), failed)));
    Json::Object(out)
}

/// The outcome that is declared for a status: by itself, by its hundred, or by default.
fn outcome_of(it: &Operation, status: u16) -> Option<&Outcome> {
    let of = |wanted: Status| it.outcomes.iter().find(|it| it.status == wanted);
    let hundred = u8::try_from(status / 100).ok()?;
    of(Status::Code(status)).or_else(|| of(Status::Range(hundred))).or_else(|| of(Status::Default))
}

fn response(job: Job<'_>, it: &Outcome) -> Json {
    let mut out = answer(job, it);
    let failed = matches!(it.status, Status::Code(400..=599) | Status::Range(4 | 5));
    if failed && it.content.is_empty() {
        // A failure that declares no body is answered with a problem.
        out.insert("content".into(), framework::content());
    }
    Json::Object(out)
}

/// An answer as it is declared.
fn answer(job: Job<'_>, it: &Outcome) -> Map<String, Json> {
    let mut out = Map::new();
    let description = it.docs.description.as_deref().or(it.docs.summary.as_deref()).unwrap_or("");
    out.insert("description".into(), json!(description));
    if !it.headers.is_empty() {
        let header = |it: &Header| {
            let (style, it) = (it.style, &it.field);
            let mut header = Map::new();
            insert(&mut header, "description", it.docs.description.as_deref());
            if it.presence.is_required() {
                header.insert("required".into(), json!(true));
            }
            let schema = schemas::schema(job, it.ty);
            match style {
                Style::Json => header.insert("content".into(), json!({ "application/json": { "schema": schema } })),
                _ => header.insert("schema".into(), schema),
            };
            if style == (Style::Simple { explode: true }) {
                header.insert("explode".into(), json!(true));
            }
            (it.name.clone(), Json::Object(header))
        };
        out.insert("headers".into(), Json::Object(it.headers.iter().map(header).collect()));
    }
    // RFC 9110 §6.4.1: such an answer has no content, whatever is declared.
    let bodiless = matches!(it.status, Status::Code(100..=199 | 204 | 205 | 304));
    if !bodiless && !it.content.is_empty() {
        out.insert("content".into(), content(job, &it.content));
    }
    if !it.links.is_empty() {
        out.insert("links".into(), Json::Object(it.links.iter().map(|it| (it.name.clone(), link(it))).collect()));
    }
    out
}

fn link(it: &Link) -> Json {
    let mut out = Map::new();
    let (key, to) = match &it.to {
        LinkTo::Operation(name) => ("operationId", name.as_str()),
        LinkTo::Elsewhere(reference) | LinkTo::Route(_, reference) => ("operationRef", reference.as_str()),
    };
    insert(&mut out, key, Some(to));
    insert(&mut out, "description", it.description.as_deref());
    if !it.parameters.is_empty() {
        let parameters = it.parameters.iter().map(|(name, value)| (name.clone(), literal(value)));
        out.insert("parameters".into(), Json::Object(parameters.collect()));
    }
    if let Some(body) = &it.body {
        out.insert("requestBody".into(), literal(body));
    }
    if let Some(server) = &it.server {
        out.insert("server".into(), super::server(server));
    }
    Json::Object(out)
}

fn security(it: &Requirement) -> Json {
    let all = it.alternatives.iter().map(|demands| {
        let each = demands.iter().map(|it| (it.scheme.clone(), json!(it.scopes)));
        Json::Object(each.collect())
    });
    all.collect()
}
