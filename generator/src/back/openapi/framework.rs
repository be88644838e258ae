//! The answers that the framework gives by itself, in every document: each is a problem (RFC 9457), or where methods of protobuf
//! are told by HTTP, a `google.rpc.Status`.

use crate::plan::security::Access;
use serde_json::{Value as Json, json};
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{Action, HttpMethod, HttpPlace, Operation, Outcome, Relation, Status};

/// A status, the name of its response in the document, and what it means.
const ANSWERS: &[(u16, &str, &str, When)] = &[
    (400, "BadRequest", "The request cannot be understood.", When::HasInput),
    (401, "Unauthorized", "The caller did not prove who they are.", When::Protected),
    (403, "Forbidden", "The caller may not do this.", When::Protected),
    (404, "NotFound", "There is nothing here.", When::OnItem),
    (406, "NotAcceptable", "The caller takes none of the media types that the operation has.", When::HasAnswer),
    (408, "RequestTimeout", "The body took too long to arrive.", When::HasBody),
    (409, "Conflict", "It conflicts with what is kept.", When::Writes),
    (413, "ContentTooLarge", "The body is larger than the service takes.", When::HasBody),
    (414, "UriTooLong", "The path with its query is longer than the service takes.", When::Chooses),
    (415, "UnsupportedMediaType", "The body is of a type that the operation does not take.", When::HasBody),
    (
        422,
        "UnprocessableContent",
        "Something in the request breaks the contract; `errors` lists it all.",
        When::HasInput,
    ),
    (500, "InternalServerError", "The service failed.", When::Always),
    (501, "NotImplemented", "The operation is not written yet.", When::Unwritten),
    (503, "ServiceUnavailable", "The service cannot answer in time, or is going away.", When::Always),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    HasInput,
    HasBody,
    HasAnswer,
    Protected,
    OnItem,
    Writes,
    Chooses,
    Unwritten,
}

impl When {
    fn holds(self, model: &Model, it: &Operation) -> bool {
        let body = it.inputs.iter().any(|input| matches!(input.place, HttpPlace::Body(_)));
        match self {
            Self::Always => true,
            Self::HasInput => it.inputs.iter().any(|input| !input.implied),
            Self::HasBody => body,
            Self::HasAnswer => always_has_content(it),
            Self::Protected => Access::of(it) != Access::Open,
            Self::OnItem => it.serves.is_some() && (it.http.path.holes().next().is_some() || chooses(it)),
            Self::Chooses => chooses(it),
            Self::Writes => it.serves.is_some() && body || removes_what_is_referred_to(model, it),
            Self::Unwritten => it.serves.is_none(),
        }
    }
}

/// Whether it is a list of which the caller may say much: what is wanted of it, and where a page begins.
fn chooses(it: &Operation) -> bool {
    it.serves.as_ref().is_some_and(|it| matches!(it.action, Action::List { choice: Some(_), .. }))
}

/// Whether it removes rows that others may refer to.
fn removes_what_is_referred_to(model: &Model, it: &Operation) -> bool {
    let Some(serves) = it.serves.as_ref().filter(|it| it.action == Action::Delete) else { return false };
    let refers = |it: &Relation| !it.many && it.through.is_none() && it.to == serves.entity;
    model.entities().any(|(_, it)| it.relations.iter().any(refers))
}

/// Whether every way to succeed has content: where one has none, every caller is served.
fn always_has_content(it: &Operation) -> bool {
    let succeeds = it.outcomes.iter().any(|it| it.status.is_success());
    let default = |it: &Outcome| it.status == Status::Default && !succeeds;
    let mut ways = it.outcomes.iter().filter(|it| it.status.is_success() || default(it)).peekable();
    ways.peek().is_some() && ways.all(|it| !it.content.is_empty())
}

/// The name of the schema of problems. The names of types begin with a capital, so it is nobody else's.
pub(super) const PROBLEM: &str = "problem";

/// The name of the schema of how a call failed; likewise.
pub(super) const STATUS: &str = "status";

/// Whether methods of protobuf are told by HTTP.
pub(super) fn has_calls(model: &Model) -> bool {
    model.operations().any(|(_, it)| it.rpc.is_some())
}

/// `components/responses`: those that some operation may give.
pub(super) fn responses(model: &Model) -> Json {
    let given = ANSWERS.iter().filter(|(.., when)| model.operations().any(|(_, it)| when.holds(model, it)));
    let failed = json!({ "schema": { "$ref": format!("#/components/schemas/{STATUS}") } });
    let mut content = content();
    let mut all = serde_json::Map::new();
    if has_calls(model) {
        content["application/json"] = failed.clone();
    }
    for (_, name, description, _) in given {
        all.insert((*name).to_owned(), json!({ "description": description, "content": content }));
    }
    if has_calls(model) {
        let failed = json!({ "description": "How the call failed.", "content": { "application/json": failed } });
        all.insert("CallFailed".to_owned(), failed);
    }
    Json::Object(all)
}

/// How a method of protobuf may fail beside: as its handler says.
pub(super) fn failed(it: &Operation) -> Option<Json> {
    it.rpc.is_some().then(|| json!({ "$ref": "#/components/responses/CallFailed" }))
}

/// The content of an answer that is a problem.
pub(super) fn content() -> Json {
    json!({ "application/problem+json": { "schema": { "$ref": format!("#/components/schemas/{PROBLEM}") } } })
}

/// Whether GET answers with an entity tag, and so may say that nothing has changed.
pub(super) fn may_be_unchanged(it: &Operation) -> bool {
    let tagged = |it: &Outcome| {
        it.status == Status::Code(200) && it.headers.iter().any(|header| header.field.name.eq_ignore_ascii_case("etag"))
    };
    it.http.method == HttpMethod::Get && it.outcomes.iter().any(tagged)
}

/// The answers to add to those an operation declares.
pub(super) fn of<'a>(model: &'a Model, it: &'a Operation) -> impl Iterator<Item = (u16, Json)> + 'a {
    let holds = ANSWERS.iter().filter(move |(_, _, _, when)| when.holds(model, it));
    holds.map(|(status, name, _, _)| (*status, json!({ "$ref": format!("#/components/responses/{name}") })))
}

/// The schema of problem details, with the list of violations that this framework adds.
pub(super) fn problem() -> Json {
    json!({
        "type": "object",
        "required": ["type", "status", "title"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "status": { "type": "integer", "minimum": 100, "maximum": 599 },
            "title": { "type": "string" },
            "detail": { "type": "string" },
            "instance": { "type": "string", "format": "uri-reference" },
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["in", "pointer", "code", "detail"],
                    "properties": {
                        "in": { "type": "string", "enum": ["body", "path", "query", "header", "cookie"] },
                        "pointer": { "type": "string", "format": "json-pointer" },
                        "code": { "type": "string" },
                        "detail": { "type": "string" }
                    }
                }
            }
        }
    })
}

/// The schema of `google.rpc.Status`, and of what Connect has for it where no rule of HTTP is stated.
pub(super) fn status() -> Json {
    json!({
        "type": "object",
        "required": ["code"],
        "properties": {
            "code": { "type": ["integer", "string"], "description": "A `google.rpc.Code`; its name, `not_found`, by Connect." },
            "message": { "type": "string" },
            "details": {
                "type": "array",
                "items": { "type": "object", "properties": { "@type": { "type": "string" }, "type": { "type": "string" } } }
            }
        }
    })
}
