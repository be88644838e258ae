//! Single values: types, formats, bounds, literals.

use super::{Lowered, schemas};
use zephyrix_ir::vocabulary::{Constraint, Format, Number, Scalar, Shape, Value};
use zephyrix_ir::{DraftShape, Severity};

fn scalar(it: &Lowered, name: &str) -> Scalar {
    match &it.schema(name).shape {
        DraftShape::Known(Shape::Scalar(scalar)) => *scalar,
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn types_and_formats() {
    let it = schemas(
        "3.1.0",
        "A: { type: integer }\nB: { type: integer, format: int32 }\nC: { type: number }\nD: { type: number, format: float }\n\
         E: { type: string, format: date-time }\nF: { type: string, contentEncoding: base64 }\nG: { type: string, format: uuid }\n\
         H: { format: date }\nI: { type: string, minLength: 1 }\nJ: { type: 'null' }\nK: { type: string, format: house-number }\nL: { type: boolean }",
    );
    assert!(it.found().is_empty(), "{:?}", it.found());
    let loose = schemas("3.1.0", "A: { minLength: 1 }");
    assert!(matches!(loose.shape("/components/schemas/A"), Shape::Any), "a number has no length, and is valid");
    for (name, wanted) in [
        ("A", Scalar::Int64),
        ("B", Scalar::Int32),
        ("C", Scalar::Float64),
        ("D", Scalar::Float32),
        ("E", Scalar::DateTime),
        ("F", Scalar::Base64),
        ("G", Scalar::Uuid),
        ("H", Scalar::Date),
        ("I", Scalar::Text),
        ("J", Scalar::Null),
        ("K", Scalar::Text),
        ("L", Scalar::Bool),
    ] {
        assert_eq!(scalar(&it, name), wanted, "{name}");
    }
}

#[test]
fn assertions_are_kept_exactly() {
    let it = schemas(
        "3.1.0",
        "A: { type: number, minimum: 0.10, exclusiveMaximum: 1e3, multipleOf: 0.01 }\n\
         B: { type: string, minLength: 1, maxLength: 9, pattern: '^\\d+$', format: email }\n\
         C: { type: integer, format: uint8 }",
    );
    let number = |text: &str| Number::parse(text).unwrap();
    assert_eq!(
        it.schema("A").constraints,
        [
            Constraint::Minimum(number("0.10")),
            Constraint::ExclusiveMaximum(number("1e3")),
            Constraint::MultipleOf(number("0.01"))
        ]
    );
    assert!(matches!(&it.schema("B").constraints[..],
        [Constraint::Format(Format::Email), Constraint::MinLength(1), Constraint::MaxLength(9), Constraint::Pattern(text, _)]
        if text == "^[0-9]+$"));
    assert_eq!(it.schema("C").constraints[1], Constraint::Maximum(number("255")));
}

#[test]
fn exclusive_bounds_are_flags_in_3_0() {
    let it = schemas(
        "3.0.3",
        "A: { type: integer, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false }",
    );
    let number = |value: i64| Number::from(value);
    assert_eq!(it.schema("A").constraints, [Constraint::ExclusiveMinimum(number(1)), Constraint::Maximum(number(5))]);
}

#[test]
fn wrong_values_are_reported_and_dropped() {
    let it = schemas(
        "3.1.0",
        "A: { type: string, minLength: -1, maxLength: x, pattern: '(?!x)' }\nB: { type: strnig }\nC: { type: number, multipleOf: 0 }\n\
         D: { type: string, format: idn-email }",
    );
    assert_eq!(it.codes(), ["ZX0209", "ZX0209", "ZX0208", "ZX0202", "ZX0209", "ZX0211"]);
    assert_eq!(it.log.all()[3].help.as_deref(), Some("did you mean `string`?"));
    assert_eq!(it.log.all()[2].severity, Severity::Warning);
    assert_eq!(it.log.all()[5].severity, Severity::Note);
    assert!(it.schema("A").constraints.is_empty());
}

#[test]
fn enums_have_names_descriptions_and_no_null() {
    let it = schemas(
        "3.1.0",
        "A:\n  type: [integer, 'null']\n  enum: [1, 2, null]\n  x-enum-varnames: [One, Two]\n  x-enum-descriptions: { 2: the second }\n\
         B: { const: cat }\nC: { enum: [null] }\nD: { type: string, x-extensible-enum: [a, b] }\n\
         E: { oneOf: [{ const: a, title: First, description: the first }, { const: b }] }\nF: { type: string, enum: [1.0, x, x] }\nG: { enum: [] }",
    );
    let Shape::Nullable(value) = it.shape("/components/schemas/A") else { panic!("nullable") };
    let DraftShape::Known(Shape::Enum { values, open: false }) = &it.draft.types[&value.key].shape else {
        panic!("enum")
    };
    assert_eq!(values.len(), 2);
    assert_eq!(values[1].name.as_deref(), Some("Two"));
    assert_eq!(values[1].docs.description.as_deref(), Some("the second"));
    assert!(
        matches!(it.shape("/components/schemas/B"), Shape::Enum { values, .. } if values[0].value == Value::Text("cat".into()))
    );
    assert!(matches!(it.shape("/components/schemas/C"), Shape::Scalar(Scalar::Null)));
    assert!(matches!(it.shape("/components/schemas/D"), Shape::Enum { open: true, .. }));
    assert!(
        matches!(it.shape("/components/schemas/E"), Shape::Enum { values, .. } if values[0].name.as_deref() == Some("First"))
    );
    assert!(matches!(it.shape("/components/schemas/F"), Shape::Enum { values, .. }
        if values.len() == 2 && values[0].value == Value::Text("1.0".into())));
    assert_eq!(it.codes(), ["ZX0213", "ZX0209"]);
}
