//! `$ref`, in one file and across several.

use super::{lower_with, schemas};
use zephyrix_ir::DraftShape;
use zephyrix_ir::vocabulary::{HttpPlace, Shape, TypeName};

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\n";

#[test]
fn files_refer_to_files_relative_to_themselves() {
    let it = lower_with(
        &format!(
            "{HEAD}paths:\n  /a: {{ $ref: 'paths/a.yaml#/item' }}\ncomponents:\n  schemas:\n    A: {{ $ref: ./models/A.json }}\n"
        ),
        &[
            (
                "paths/a.yaml",
                "item:\n  get:\n    operationId: a\n    parameters: [{ $ref: ../shared.yaml#/limit }]\n    responses: { 200: { $ref: '../shared.yaml#/ok' } }\n",
            ),
            (
                "shared.yaml",
                "limit: { name: limit, in: query, schema: { $ref: '#/Int' } }\nInt: { type: integer }\nok: { description: fine, content: { application/json: { schema: { $ref: models/A.json } } } }\n",
            ),
            (
                "models/A.json",
                r##"{"type": "object", "properties": {"next": {"$ref": "#"}, "b": {"$ref": "../models/%41.json#/properties/next"}}}"##,
            ),
        ],
    );
    assert!(it.found().is_empty(), "{:?}", it.found());
    let operation = &it.draft.operations[0];
    assert_eq!(&*operation.inputs[0].field.ty.key, "shared.yaml#/Int");
    assert_eq!(&*operation.outcomes[0].content[0].ty.as_ref().unwrap().key, "models/A.json#");
    assert_eq!(it.draft.types["models/A.json#"].name, TypeName::Inline(vec!["A".into()]));
    assert!(matches!(&it.schema("A").shape, DraftShape::Alias(it) if &*it.key == "models/A.json#"));
}

#[test]
fn what_leads_nowhere_is_reported_and_replaced() {
    let it = schemas(
        "3.1.0",
        "Pet: {}\nA: { $ref: '#/components/schemas/Pte' }\nB: { $ref: 'https://x.test/a.yaml#/B' }\nC: { $ref: gone.yaml }\nD: { $ref: '#anchor' }",
    );
    assert_eq!(it.codes(), ["ZX0301", "ZX0206", "ZX0301", "ZX0301"]);
    assert_eq!(it.log.all()[0].help.as_deref(), Some("did you mean `Pet`?"));
    assert!(it.log.all()[2].message.contains("there is no such file"));
    assert!(matches!(it.shape("/components/schemas/Pte"), Shape::Any));
}

#[test]
fn another_kind_of_component_is_left_to_the_handler_as_bytes() {
    let it = lower_with(
        &format!(
            "{HEAD}paths:\n  /a:\n    post:\n      operationId: a\n      requestBody: {{ $ref: '#/components/schemas/A' }}\n      responses: {{ 200: {{ $ref: '#/components/schemas/A' }} }}\ncomponents:\n  schemas:\n    A: {{ type: object }}\n"
        ),
        &[],
    );
    assert_eq!(it.codes(), ["ZX0202", "ZX0202"]);
    let operation = &it.draft.operations[0];
    let HttpPlace::Body(body) = &operation.inputs[0].place else { panic!("{:?}", operation.inputs) };
    assert!(body[0].ty.is_none() && operation.outcomes[0].content[0].ty.is_none());
}

#[test]
fn pointers_are_escaped_and_encoded() {
    let it = schemas("3.1.0", "'a/b~c d': { type: string }\nA: { $ref: '#/components/schemas/a~1b~0c%20d' }");
    assert!(it.found().is_empty(), "{:?}", it.found());
    assert!(
        matches!(&it.schema("A").shape, DraftShape::Alias(it) if &*it.key == "api.yaml#/components/schemas/a~1b~0c d")
    );
}

#[test]
fn circles_are_fine_for_schemas_only() {
    let it = lower_with(
        &format!(
            "{HEAD}paths:\n  /a:\n    get:\n      operationId: a\n      parameters: [{{ $ref: '#/components/parameters/P' }}]\n      responses: {{}}\n\
             components:\n  parameters: {{ P: {{ $ref: '#/components/parameters/Q' }}, Q: {{ $ref: '#/components/parameters/P' }} }}\n  \
             schemas:\n    Tree: {{ properties: {{ left: {{ $ref: '#/components/schemas/Tree' }} }} }}\n    X: {{ $ref: '#/components/schemas/X' }}\n"
        ),
        &[],
    );
    assert_eq!(it.codes(), ["ZX0302"]);
    assert!(matches!(&it.schema("X").shape, DraftShape::Alias(_)), "left to the check");
}

#[test]
fn siblings_hold_since_3_1() {
    let text = "B: { type: string }\nA: { properties: { a: { $ref: '#/components/schemas/B', maxLength: 3, description: mine } } }";
    let new = schemas("3.1.0", text);
    assert!(matches!(&new.at("/components/schemas/A/properties/a").shape, DraftShape::All(parts) if parts.len() == 2));
    assert!(new.found().is_empty());
    let old = schemas("3.0.0", text);
    assert_eq!(old.codes(), ["ZX0211"]);
    assert!(
        matches!(old.shape("/components/schemas/A"), Shape::Record { fields, .. } if fields[0].ty.key.ends_with("/B"))
    );
}

#[test]
fn a_recursive_reference_leads_to_the_anchor_around_it() {
    let it = schemas(
        "3.1.0",
        "A: { $recursiveAnchor: true, type: object, properties: { a: { type: array, items: { $recursiveRef: '#' } } } }\n\
         B: { type: array, items: { $recursiveRef: '#' } }",
    );
    assert!(matches!(it.shape("/components/schemas/A/properties/a"), Shape::List(item) if item.key.ends_with("/A")));
    assert_eq!(it.codes(), ["ZX0204"]);
}

#[test]
fn schemas_are_found_by_their_identifiers() {
    let it = schemas(
        "3.1.0",
        "A: { $ref: '#town' }\nB: { $anchor: town, type: string }\n\
         C: { $id: 'https://example.com/c', $ref: '#/$defs/d', $defs: { d: { type: integer } } }\n\
         D: { $ref: 'https://example.com/c#/$defs/d' }\nE: { $dynamicRef: '#town' }",
    );
    let target = |name: &str| match &it.schema(name).shape {
        DraftShape::Alias(to) => to.key.trim_start_matches("api.yaml#/components/schemas/").to_owned(),
        other => panic!("{name} is {other:?}"),
    };
    assert_eq!([target("A"), target("C"), target("D")], ["B", "C/$defs/d", "C/$defs/d"]);
    assert!(it.codes().is_empty(), "{:?}", it.found());
}
