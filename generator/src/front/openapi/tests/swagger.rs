//! Swagger 2.0.

use super::{Lowered, lower};
use zephyrix_ir::DraftShape;
use zephyrix_ir::vocabulary::{Constraint, HttpPlace, Number, Presence, Scalar, Shape, Style, TypeName};

fn pets() -> Lowered {
    lower(
        "swagger: '2.0'\ninfo: { title: t, version: '1' }\nhost: a.test\nbasePath: /v1\nschemes: [http, https]\nconsumes: [application/json, application/xml]\nproduces: [application/json]\n\
         securityDefinitions: { basic: { type: basic } }\nsecurity: [{ basic: [] }]\n\
         definitions:\n  Pet: { type: object, required: [id], properties: { id: { type: integer, minimum: 1 }, tag: { type: string, x-nullable: true } } }\n\
         parameters:\n  Body: { name: pet, in: body, required: true, schema: { $ref: '#/definitions/Pet' } }\n\
         responses:\n  Gone: { description: gone }\n\
         paths:\n  /pets:\n    get:\n      operationId: list\n      parameters:\n      - { name: ids, in: query, type: array, items: { type: integer, maximum: 9 }, collectionFormat: multi }\n      \
         - { name: limit, in: query, type: integer, format: int32, default: 5, required: false }\n      responses:\n        200: { description: ok, schema: { type: array, items: { $ref: '#/definitions/Pet' } }, headers: { X-A: { type: string } } }\n        410: { $ref: '#/responses/Gone' }\n    \
         post:\n      operationId: add\n      parameters: [{ $ref: '#/parameters/Body' }]\n      responses: { 201: { description: ok } }\n  /photos:\n    post:\n      operationId: photo\n      consumes: [multipart/form-data]\n      \
         parameters:\n      - { name: file, in: formData, type: file, required: true }\n      - { name: note, in: formData, type: string }\n      responses: { 200: { description: ok, schema: { type: file } } }\n",
    )
}

#[test]
fn everything_is_where_openapi_3_has_it() {
    let it = pets();
    assert!(it.found().is_empty(), "{:?}", it.found());
    let urls: Vec<&str> = it.draft.servers.iter().map(|it| it.url.as_str()).collect();
    assert_eq!(urls, ["http://a.test/v1", "https://a.test/v1"]);
    assert_eq!(it.at("/definitions/Pet").name, TypeName::Declared("Pet".into()));
    let Shape::Record { fields, .. } = it.shape("/definitions/Pet") else { panic!("a record") };
    assert_eq!((fields[0].presence, fields[1].presence), (Presence::Required, Presence::OptionalNullable));
    let list = &it.draft.operations[0];
    assert_eq!(list.inputs[0].place, HttpPlace::Query(Style::Form { explode: true }));
    let DraftShape::Known(Shape::List(item)) = &it.draft.types[&list.inputs[0].field.ty.key].shape else {
        panic!("a list")
    };
    assert_eq!(it.draft.types[&item.key].constraints, [Constraint::Maximum(Number::from(9))]);
    assert!(list.inputs[1].field.default.is_some());
    assert_eq!((list.outcomes.len(), list.outcomes[0].headers.len()), (2, 1));
    assert_eq!(list.outcomes[0].content[0].media.as_str(), "application/json");
    assert_eq!(list.security.alternatives.len(), 1);
}

#[test]
fn bodies_and_forms() {
    let it = pets();
    let add = &it.draft.operations[1];
    let HttpPlace::Body(contents) = &add.inputs[0].place else { panic!("a body") };
    assert_eq!((contents.len(), add.inputs[0].field.presence), (2, Presence::Required));
    assert_eq!(&*add.inputs[0].field.ty.key, "api.yaml#/definitions/Pet");
    let photo = &it.draft.operations[2];
    let form = &it.draft.types[&photo.inputs[0].field.ty.key];
    let DraftShape::Known(Shape::Record { fields, .. }) = &form.shape else { panic!("a record") };
    assert!(matches!(it.draft.types[&fields[0].ty.key].shape, DraftShape::Known(Shape::Scalar(Scalar::Binary))));
    assert_eq!((fields[0].presence, fields[1].presence), (Presence::Required, Presence::Optional));
}
