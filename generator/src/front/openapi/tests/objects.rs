//! Objects, arrays, and `allOf`.

use super::{Lowered, schemas};
use zephyrix_ir::vocabulary::{Constraint, Field, Keyword, Presence, Rest, Shape, TypeName, Value};
use zephyrix_ir::{DraftShape, Ref};

fn fields<'l>(it: &'l Lowered, name: &str) -> &'l [Field<Ref>] {
    match it.shape(&format!("/components/schemas/{name}")) {
        Shape::Record { fields, .. } => fields,
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn presence_is_four_things() {
    for (version, null) in [("3.0.0", "type: string, nullable: true"), ("3.1.0", "type: [string, 'null']")] {
        let it = schemas(
            version,
            &format!(
                "A:\n  required: [a, b]\n  properties:\n    a: {{ type: string }}\n    b: {{ {null} }}\n    c: {{ type: string }}\n    d: {{ {null} }}"
            ),
        );
        let presence: Vec<Presence> = fields(&it, "A").iter().map(|it| it.presence).collect();
        let wanted = [Presence::Required, Presence::Nullable, Presence::Optional, Presence::OptionalNullable];
        assert_eq!(presence, wanted, "{version}");
        assert!(it.found().is_empty(), "{:?}", it.found());
    }
}

#[test]
fn null_beside_a_reference_is_the_fields() {
    let it = schemas(
        "3.1.0",
        "P: { type: object, properties: { x: { type: string } } }\nA:\n  properties:\n    a: { anyOf: [{ $ref: '#/components/schemas/P' }, { type: 'null' }] }\n    \
         b: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/P' }], description: the second }",
    );
    for field in fields(&it, "A") {
        assert_eq!((field.presence, &*field.ty.key), (Presence::OptionalNullable, "api.yaml#/components/schemas/P"));
    }
    assert_eq!(fields(&it, "A")[1].docs.description.as_deref(), Some("the second"));
    let it = schemas(
        "3.0.0",
        "P: { type: string }\nA: { properties: { a: { nullable: true, allOf: [{ $ref: '#/components/schemas/P' }] } } }",
    );
    assert_eq!(fields(&it, "A")[0].presence, Presence::OptionalNullable);
    assert_eq!(&*fields(&it, "A")[0].ty.key, "api.yaml#/components/schemas/P");
}

#[test]
fn other_members() {
    let it = schemas(
        "3.1.0",
        "A: { type: object, properties: { a: {} } }\nB: { type: object, properties: { a: {} }, additionalProperties: false }\n\
         C: { type: object, properties: { a: {} }, additionalProperties: { type: string } }\nD: { type: object, additionalProperties: { type: string } }\n\
         E: { type: object }\nF: { type: object, additionalProperties: false }\n\
         G: { type: object, patternProperties: { '^x': { type: string } }, additionalProperties: false }\n\
         H: { type: object, patternProperties: { '^x': { type: string } } }\nI: { type: object, properties: { a: {} }, unevaluatedProperties: false }",
    );
    let rest = |name: &str| match it.shape(&format!("/components/schemas/{name}")) {
        Shape::Record { rest, .. } => rest.clone(),
        other => panic!("{name} is {other:?}"),
    };
    assert_eq!(
        (rest("A"), rest("B"), rest("F"), rest("I")),
        (Rest::Ignored, Rest::Refused, Rest::Refused, Rest::Refused)
    );
    assert!(matches!(rest("C"), Rest::Kept(it) if it.key.ends_with("C/additionalProperties")));
    assert!(matches!(it.shape("/components/schemas/D"), Shape::Map(it) if it.key.ends_with("D/additionalProperties")));
    assert!(matches!(it.shape("/components/schemas/E"), Shape::Map(_)));
    for name in ["G", "H"] {
        assert!(matches!(it.schema(name).constraints[..], [Constraint::Valid(_)]), "{name}");
    }
    assert!(it.codes().is_empty(), "{:?}", it.found());
}

#[test]
fn fields_know_what_is_said_of_them() {
    let it = schemas(
        "3.1.0",
        "Id: { type: integer, readOnly: true }\nA:\n  required: [id, ghost, id]\n  properties:\n    id: { $ref: '#/components/schemas/Id', description: mine }\n    \
         secret: { type: string, format: password, writeOnly: true, default: x, x-zephyrix-unique: true, deprecated: true }",
    );
    let [id, secret, ghost] = fields(&it, "A") else { panic!("three fields") };
    assert!(id.read_only && id.ty.key.ends_with("/Id"));
    assert_eq!(id.docs.description.as_deref(), Some("mine"));
    assert!(secret.sensitive && secret.write_only && secret.unique && secret.deprecated);
    assert_eq!(secret.default, Some(Value::Text("x".into())));
    assert_eq!((ghost.name.as_str(), ghost.presence), ("ghost", Presence::Required));
    assert!(matches!(it.draft.types[&ghost.ty.key].shape, DraftShape::Known(Shape::Any)));
    assert_eq!(it.codes(), ["ZX0212"]);
}

#[test]
fn a_default_of_null_needs_a_schema_that_allows_it() {
    let it = schemas(
        "3.1.0",
        "N: { type: [string, 'null'] }\nA: { properties: { a: { type: string, default: null }, b: { $ref: '#/components/schemas/N', default: null }, c: { default: null } } }",
    );
    let defaults: Vec<bool> = fields(&it, "A").iter().map(|it| it.default.is_some()).collect();
    assert_eq!((defaults, it.codes()), (vec![false, true, true], vec!["ZX0210"]));
}

#[test]
fn bounds_beside_a_reference_do_not_say_of_which_kind_it_is() {
    let it = schemas(
        "3.1.0",
        "B: { type: object, properties: { b: {} } }\nA: { $ref: '#/components/schemas/B', maxLength: 3 }",
    );
    let own = it.at("/components/schemas/A/(own)");
    assert!(matches!(own.shape, DraftShape::Known(Shape::Any)));
    assert_eq!(own.constraints, [Constraint::MaxLength(3)]);
}

#[test]
fn all_of_with_siblings_is_one_part_more() {
    let it = schemas(
        "3.1.0",
        "B: { type: object, properties: { b: { type: object, properties: { c: {} } } } }\nA:\n  allOf: [{ $ref: '#/components/schemas/B' }]\n  required: [b]\n\
         C:\n  type: object\n  description: just B\n  allOf: [{ $ref: '#/components/schemas/B' }]\nD: { allOf: [{ type: string }], maxLength: 3 }",
    );
    let DraftShape::All(parts) = &it.schema("A").shape else { panic!("all") };
    let keys: Vec<&str> = parts.iter().map(|it| &*it.key).collect();
    assert_eq!(keys, ["api.yaml#/components/schemas/B", "api.yaml#/components/schemas/A/(own)"]);
    assert!(matches!(&it.schema("C").shape, DraftShape::Alias(it) if it.key.ends_with("/B")), "`type` adds nothing");
    assert!(matches!(&it.schema("D").shape, DraftShape::All(parts) if parts.len() == 2));
    assert_eq!(it.at("/components/schemas/B/properties/b").name, TypeName::Inline(vec!["B".into(), "b".into()]));
    assert!(it.found().is_empty(), "{:?}", it.found());
}

#[test]
fn types_are_in_the_order_written() {
    let it = schemas(
        "3.1.0",
        "B: { properties: { x: { type: object, properties: { y: { type: string } } }, z: { type: string } } }\nA: {}",
    );
    let keys: Vec<&str> =
        it.draft.types.keys().map(|it| it.trim_start_matches("api.yaml#/components/schemas/")).collect();
    assert_eq!(keys, ["B", "B/properties/x", "B/properties/x/properties/y", "B/properties/z", "A"]);
}

#[test]
fn arrays_and_tuples() {
    let it = schemas(
        "3.1.0",
        "A: { type: array, items: { type: string }, minItems: 1, uniqueItems: true }\nB: { type: array }\n\
         C: { prefixItems: [{ type: string }, {}], items: false }\nD: { type: array, prefixItems: [{}] }\nE: { type: array, contains: { const: 1 }, maxContains: 2 }\nF: { type: array, items: [{}] }",
    );
    assert!(matches!(it.shape("/components/schemas/A"), Shape::List(it) if it.key.ends_with("A/items")));
    assert_eq!(it.schema("A").constraints, [Constraint::MinItems(1), Constraint::UniqueItems]);
    assert!(matches!(it.shape("/components/schemas/B"), Shape::List(_)));
    assert!(matches!(it.shape("/components/schemas/C"), Shape::Tuple { items, rest: None } if items.len() == 2));
    assert!(matches!(it.shape("/components/schemas/D"), Shape::Tuple { rest: Some(_), .. }));
    assert!(matches!(it.schema("E").constraints[..], [Constraint::Valid(_)]));
    assert_eq!(it.codes(), ["ZX0202"]);
}

#[test]
fn conditions_and_dependencies() {
    let it = schemas(
        "3.1.0",
        "A:\n  type: object\n  properties: { a: {} }\n  not: { required: [x] }\n  if: { required: [a] }\n  then: { required: [b] }\n  \
         dependentRequired: { a: [b, c] }\n  dependentSchemas: { a: { minProperties: 2 } }\n  propertyNames: { maxLength: 3 }\n  minProperties: 1",
    );
    assert!(matches!(
        it.schema("A").constraints[..],
        [Constraint::MinProperties(1), Constraint::DependentRequired(..), Constraint::Valid(_)]
    ));
    let words: Vec<&str> = it.draft.assertions[0]
        .keywords
        .iter()
        .map(|it| match it {
            Keyword::Kinds(_) => "type",
            Keyword::Members { .. } => "members",
            Keyword::Constraint(Constraint::MinProperties(1)) => "min",
            Keyword::Constraint(Constraint::PropertyNames(_)) => "names",
            Keyword::Constraint(Constraint::DependentSchema(..)) => "schema",
            Keyword::Constraint(Constraint::DependentRequired(_, names)) if names.len() == 2 => "required",
            Keyword::Constraint(Constraint::Not(_)) => "not",
            Keyword::Constraint(Constraint::Conditional { then: Some(_), otherwise: None, .. }) => "if",
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(words, ["type", "min", "required", "members", "names", "schema", "not", "if"]);
    assert!(it.found().is_empty(), "{:?}", it.found());
}
