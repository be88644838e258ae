//! `oneOf`, `anyOf`, discriminators, and several types at once.

use super::{Lowered, schemas};
use zephyrix_ir::vocabulary::{Constraint, Keyword, Rest, Shape, UnionBy, Variant};
use zephyrix_ir::{DraftShape, Ref};

const PETS: &str = "Cat: { type: object, properties: { kind: { type: string } } }\nDog: { type: object, properties: { kind: { const: woof } } }\n";

fn union<'l>(it: &'l Lowered, name: &str) -> (&'l [Variant<Ref>], &'l UnionBy) {
    match it.shape(&format!("/components/schemas/{name}")) {
        Shape::Union { variants, by } => (variants, by),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn one_of_any_of_and_type_lists() {
    let it = schemas(
        "3.1.0",
        "A: { oneOf: [{ type: string }, { type: integer }] }\nB: { anyOf: [{ type: string }, { type: integer }] }\nC: { type: [string, integer], maxLength: 3 }",
    );
    assert_eq!(union(&it, "A").1, &UnionBy::ExactlyOne);
    assert_eq!(union(&it, "B").1, &UnionBy::AnyOf);
    let (variants, by) = union(&it, "C");
    assert_eq!((variants.len(), by), (2, &UnionBy::AnyOf));
    assert_eq!(it.draft.types[&variants[0].ty.key].constraints, [Constraint::MaxLength(3)]);
    assert!(it.draft.types[&variants[1].ty.key].constraints.is_empty());
}

#[test]
fn tags_by_mapping_by_field_and_by_name() {
    let it = schemas(
        "3.1.0",
        &format!(
            "{PETS}A:\n  oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}]\n  \
             discriminator: {{ propertyName: kind }}\nB:\n  anyOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}]\n  \
             discriminator: {{ propertyName: kind, mapping: {{ c: Cat, k: '#/components/schemas/Cat', z: Zebra }} }}"
        ),
    );
    let tags = |name: &str| union(&it, name).0.iter().map(|it| it.tags.join(",")).collect::<Vec<_>>();
    assert_eq!(tags("A"), ["Cat", "woof"]);
    assert_eq!(tags("B"), ["c,k", "woof"]);
    assert!(matches!(union(&it, "B").1, UnionBy::Tag(tag) if tag.field == "kind"));
    assert_eq!(it.codes(), ["ZX0205"], "Zebra");
}

#[test]
fn one_branch_is_no_union() {
    let it = schemas(
        "3.1.0",
        &format!(
            "{PETS}A: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}] }}\nB: {{ anyOf: [{{ type: string }}] }}"
        ),
    );
    assert!(matches!(&it.schema("A").shape, DraftShape::Alias(it) if it.key.ends_with("/Cat")));
    assert!(matches!(it.shape("/components/schemas/B"), Shape::Scalar(_)));
}

#[test]
fn branches_beside_properties_are_all_parts() {
    let it = schemas(
        "3.1.0",
        &format!(
            "{PETS}A:\n  properties: {{ id: {{}} }}\n  oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}]"
        ),
    );
    let DraftShape::All(parts) = &it.schema("A").shape else { panic!("all") };
    assert_eq!(parts.iter().map(|it| it.key.rsplit('/').next().unwrap()).collect::<Vec<_>>(), ["oneOf", "(own)"]);
    let it = schemas(
        "3.1.0",
        &format!(
            "{PETS}A:\n  type: object\n  oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}]"
        ),
    );
    assert_eq!(union(&it, "A").0.len(), 2, "`type: object` adds nothing");
}

#[test]
fn branches_that_only_restrict_are_constraints() {
    let it = schemas(
        "3.1.0",
        "A:\n  properties: { a: {}, b: {} }\n  oneOf: [{ required: [a] }, { required: [b] }]\nB:\n  properties: { a: {} }\n  anyOf: [{ required: [a] }, { required: [b] }]",
    );
    assert!(matches!(it.shape("/components/schemas/A"), Shape::Record { rest: Rest::Ignored, .. }));
    let [Constraint::Valid(id)] = &it.schema("A").constraints[..] else { panic!("one") };
    assert!(
        it.draft.assertions[id.0 as usize].keywords.iter().any(|it| matches!(it, Keyword::One(all) if all.len() == 2))
    );
    assert_eq!(it.schema("B").constraints.len(), 1);
}

#[test]
fn heirs_are_what_the_schema_they_extend_may_be() {
    let it = schemas(
        "3.1.0",
        "Pet: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind, mapping: { c: Cat } } }\n\
         Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }] }\n\
         Lynx: { allOf: [{ $ref: '#/components/schemas/Cat' }, { properties: { ears: { type: integer } } }] }\n\
         Same: { allOf: [{ $ref: '#/components/schemas/Pet' }] }\n\
         Closed: { type: object, properties: { kind: { enum: [one] } }, discriminator: { propertyName: kind } }\n\
         One: { allOf: [{ $ref: '#/components/schemas/Closed' }] }\n\
         Childless: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind } }",
    );
    let said = |name| {
        let variants = union(&it, name).0.iter();
        let said = |it: &Variant<Ref>| {
            let key = it.ty.key.rsplit("schemas/").next().unwrap_or_default();
            format!("{key} {}{}", it.tags.join(","), if it.otherwise { " or else" } else { "" })
        };
        variants.map(said).collect::<Vec<_>>()
    };
    assert_eq!(said("Pet"), ["Cat c", "Lynx Lynx", "Same Same", "Pet/(alone) Pet or else"]);
    assert_eq!(said("Closed"), ["One one"]);
    assert!(matches!(it.shape("/components/schemas/Childless"), Shape::Record { .. }));
    assert!(it.codes().is_empty(), "{:?}", it.codes());
}

#[test]
fn one_branch_may_take_what_no_other_does() {
    let it = schemas(
        "3.2.0",
        &format!(
            "{PETS}A:\n  oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}]\n  \
             discriminator: {{ propertyName: kind, defaultMapping: Cat }}"
        ),
    );
    assert_eq!(union(&it, "A").0.iter().map(|it| it.otherwise).collect::<Vec<_>>(), [true, false]);
    assert!(it.codes().is_empty(), "{:?}", it.codes());
}
