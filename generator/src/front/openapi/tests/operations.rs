//! Paths, operations, parameters, bodies and answers.

use super::{Lowered, lower};
use zephyrix_ir::vocabulary::{HttpMethod, HttpPlace, Presence, Shape, Status, Style, TypeName};
use zephyrix_ir::{DraftShape, Severity};

fn paths(version: &str, text: &str) -> Lowered {
    let body = text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n");
    lower(&format!("openapi: {version}\ninfo: {{ title: t, version: '1' }}\npaths:\n{body}"))
}

#[test]
fn parameters_have_places_styles_and_overrides() {
    let it = paths(
        "3.1.0",
        "/a/{id}:\n  parameters:\n  - { name: id, in: path, required: true, schema: { type: string } }\n  - { name: q, in: query, schema: { type: string } }\n  \
         get:\n    operationId: a\n    parameters:\n    - { name: q, in: query, required: true, schema: { type: integer, default: 3 } }\n    \
         - { name: deep, in: query, style: deepObject, schema: {} }\n    - { name: X-A, in: header, schema: {} }\n    - { name: c, in: cookie, schema: {} }\n    \
         - { name: j, in: query, content: { application/json: { schema: {} } } }\n    - { name: Authorization, in: header, schema: {} }\n    responses: {}",
    );
    assert!(it.found().is_empty(), "{:?}", it.found());
    let inputs = &it.draft.operations[0].inputs;
    let shown: Vec<_> = inputs.iter().map(|it| (it.field.name.as_str(), &it.place)).collect();
    assert_eq!(
        shown,
        [
            ("id", &HttpPlace::Path(Style::Simple { explode: false })),
            ("q", &HttpPlace::Query(Style::Form { explode: true })),
            ("deep", &HttpPlace::Query(Style::DeepObject)),
            ("X-A", &HttpPlace::Header(Style::Simple { explode: false })),
            ("c", &HttpPlace::Cookie(Style::Form { explode: true })),
            ("j", &HttpPlace::Query(Style::Json)),
        ]
    );
    assert_eq!(inputs[1].field.presence, Presence::Required);
    assert!(inputs[1].field.default.is_some());
}

#[test]
fn holes_and_parameters_agree_or_are_reported() {
    let it = paths(
        "3.1.0",
        "/a/{id}/{x}:\n  get:\n    operationId: a\n    parameters:\n    - { name: id, in: path, schema: {} }\n    - { name: idd, in: path, required: true, schema: {} }\n    responses: {}",
    );
    let found: Vec<_> = it.log.all().iter().map(|it| (it.code.id, it.severity)).collect();
    assert_eq!(found, [("ZX0305", Severity::Warning), ("ZX0305", Severity::Error), ("ZX0305", Severity::Error)]);
    assert_eq!(it.log.all()[1].help.as_deref(), Some("did you mean `id`?"));
    let names: Vec<&str> = it.draft.operations[0].inputs.iter().map(|it| it.field.name.as_str()).collect();
    assert_eq!(names, ["id", "x"]);
}

#[test]
fn names_are_made_up_and_unique() {
    let it = paths(
        "3.2.0",
        "/pets/{petId}:\n  parameters: [{ name: petId, in: path, required: true, schema: {} }]\n  get: { responses: {} }\n  query: { operationId: x, responses: {} }\n/x:\n  get: { operationId: x, responses: {} }",
    );
    assert_eq!(it.codes(), ["ZX0307", "ZX0303"]);
    assert_eq!(it.log.all()[1].related.len(), 1);
    let names: Vec<_> = it.draft.operations.iter().map(|it| (it.name.as_str(), it.http.method.clone())).collect();
    assert_eq!(names, [("get_pets_by_petId", HttpMethod::Get), ("x", HttpMethod::Query)]);
}

#[test]
fn bodies_and_answers() {
    let it = paths(
        "3.1.0",
        "/a:\n  post:\n    operationId: a\n    tags: [first, second]\n    requestBody:\n      required: true\n      content:\n        application/json: { schema: { type: object, properties: { x: {} } } }\n        \
         application/octet-stream: {}\n    responses:\n      200:\n        description: ok\n        headers: { X-B: { required: true, schema: { type: string } }, Content-Type: { schema: {} } }\n        \
         content: { application/json: { schema: { type: array, items: { type: object, properties: { y: {} } } } } }\n      4XX: { description: no }\n      default: { description: else }\n      abc: { description: what }",
    );
    assert_eq!(it.codes(), ["ZX0202"]);
    let operation = &it.draft.operations[0];
    assert_eq!(operation.tag, "first");
    let body = operation.inputs.last().unwrap();
    assert_eq!((body.field.name.as_str(), body.field.presence), ("body", Presence::Required));
    assert!(matches!(&body.place, HttpPlace::Body(contents) if contents.len() == 2 && contents[1].ty.is_none()));
    let statuses: Vec<Status> = operation.outcomes.iter().map(|it| it.status).collect();
    assert_eq!(statuses, [Status::Code(200), Status::Range(4), Status::Default]);
    assert_eq!(operation.outcomes[0].headers.len(), 1);
    let list = &it.draft.types[&operation.outcomes[0].content[0].ty.as_ref().unwrap().key];
    let DraftShape::Known(Shape::List(item)) = &list.shape else { panic!("a list") };
    let words = ["a", "response", "item"].map(str::to_owned).to_vec();
    assert_eq!(it.draft.types[&item.key].name, TypeName::Inline(words));
}

#[test]
fn streams_by_item_schema() {
    let it = paths(
        "3.2.0",
        "/a:\n  get:\n    operationId: a\n    responses: { 200: { description: x, content: { text/event-stream: { itemSchema: { type: string } } } } }",
    );
    let ty = it.draft.operations[0].outcomes[0].content[0].ty.as_ref().unwrap();
    assert!(matches!(it.draft.types[&ty.key].shape, DraftShape::Known(Shape::Stream(_))));
}

#[test]
fn nothing_is_dropped_in_silence() {
    let it = lower(
        "openapi: 3.1.0\ninfo: { title: t, version: 1.0 }\nwebhooks: { a: { servers: [{ url: /x }], post: { security: [{ k: [] }] } } }\nserver: []\npaths:\n  /a:\n    get:\n      operationId: a\n      callbacks: { c: { '{$body}': {} } }\n      x-zephyrix-uniqe: true\n      \
         responses: { 200: { description: x, links: { l: {} } } }\n  b: {}\n",
    );
    let mut codes = it.codes();
    codes.sort_unstable();
    assert_eq!(codes, ["ZX0202", "ZX0203", "ZX0204", "ZX0204", "ZX0205", "ZX0205", "ZX0207", "ZX0213"]);
    let helps: Vec<_> = it.log.all().iter().filter_map(|it| it.help.as_deref()).collect();
    assert!(
        helps.contains(&"did you mean `servers`?") && helps.contains(&"did you mean `x-zephyrix-unique`?"),
        "{helps:?}"
    );
}

#[test]
fn servers_have_their_variables_filled_in() {
    let it = lower(
        "openapi: 3.0.0\ninfo: { title: t, version: '1' }\nservers: [{ url: 'https://{host}/v1', variables: { host: { default: a.test } } }, { url: '/{x}' }]\npaths: {}\n",
    );
    assert_eq!(it.draft.servers[0].url, "https://a.test/v1");
    assert_eq!(it.codes(), ["ZX0203"]);
}
