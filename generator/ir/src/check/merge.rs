//! What two types together say (JSON Schema's `allOf`).

use super::resolve::Types;
use crate::vocabulary::{
    Docs, EnumValue, Field, Former, Presence, Rest, Scalar, Shape, Type, TypeName, UnionBy, Value, Variant,
};
use crate::{Code, Diagnostic, Diagnostics, Severity, TypeId};
use std::sync::Arc;

/// `whole`, and everything that `part` says beside it.
pub(super) fn types(types: &mut Types<'_>, whole: Type, part: &Type, log: &mut Diagnostics) -> Type {
    let Type {
        name,
        renamed_from,
        also,
        origin,
        span,
        docs,
        shape,
        mut constraints,
        mut examples,
        deprecated,
        proto,
        table,
    } = whole;
    let at = Place { name: &name, origin: &origin, span };
    let shape = shapes(types, &at, shape, part, log);
    for constraint in &part.constraints {
        if !constraints.contains(constraint) {
            constraints.push(constraint.clone());
        }
    }
    if examples.is_empty() {
        examples.clone_from(&part.examples);
    }
    let table = table.or_else(|| part.table.clone());
    Type {
        docs: join_docs(docs, &part.docs),
        shape,
        constraints,
        examples,
        deprecated,
        name,
        renamed_from,
        also,
        origin,
        span,
        proto,
        table,
    }
}

/// Where a merge happens, for names and messages.
struct Place<'a> {
    name: &'a TypeName,
    origin: &'a Arc<str>,
    span: crate::Span,
}

impl Place<'_> {
    fn disagree(&self, part: &Type, why: &str, log: &mut Diagnostics) {
        log.push(
            Diagnostic::new(
                Code::BAD_MERGED,
                self.span,
                format!("the parts of `{}` disagree: {why}", self.name.text()),
            )
            .related(part.span, "this part is passed over where they disagree"),
        );
    }
}

fn shapes(types: &mut Types<'_>, at: &Place<'_>, whole: Shape, part: &Type, log: &mut Diagnostics) -> Shape {
    match (whole, part.shape.clone()) {
        (Shape::Any, it) | (it, Shape::Any) => it,
        (Shape::Nullable(a), Shape::Nullable(b)) => Shape::Nullable(types.both(a, b, log)),
        (Shape::Nullable(a), _) => match types.get(a).cloned() {
            Some(inner) => shapes(types, at, inner.shape, part, log),
            None => part.shape.clone(),
        },
        (whole, Shape::Nullable(b)) => match types.get(b).cloned() {
            Some(inner) => shapes(types, at, whole, &inner, log),
            None => whole,
        },
        (Shape::Record { fields, rest }, Shape::Record { fields: more, rest: other }) => {
            if matches!(rest, Rest::Refused) != matches!(other, Rest::Refused) {
                at.disagree(part, "one refuses members that another has", log);
            }
            let fields = join_fields(types, fields, &more, log);
            Shape::Record { fields, rest: join_rests(types, rest, other, log) }
        }
        (Shape::Record { fields, rest }, Shape::Map(value)) | (Shape::Map(value), Shape::Record { fields, rest }) => {
            let rest = join_rests(types, rest, kept(types, value), log);
            Shape::Record { fields, rest }
        }
        (Shape::Map(a), Shape::Map(b)) => Shape::Map(types.both(a, b, log)),
        (Shape::List(a), Shape::List(b)) => Shape::List(types.both(a, b, log)),
        (Shape::Enum { values, open }, Shape::Enum { values: others, .. }) => {
            Shape::Enum { values: keep(values, |it| others.iter().any(|o| o.value == it.value)), open }
        }
        (Shape::Enum { values, open }, Shape::Scalar(scalar))
        | (Shape::Scalar(scalar), Shape::Enum { values, open }) => {
            Shape::Enum { values: keep(values, |it| scalar_takes(scalar, &it.value)), open }
        }
        (Shape::Union { variants, by }, _) => distribute(types, at, &variants, by, part, log),
        (whole, Shape::Union { variants, by }) => {
            let rest = Type { shape: whole, constraints: Vec::new(), ..part.clone() };
            distribute(types, at, &variants, by, &rest, log)
        }
        (Shape::Scalar(a), Shape::Scalar(b)) => {
            if let Some(both) = narrower(a, b) {
                Shape::Scalar(both)
            } else {
                at.disagree(part, "no value can be of both kinds", log);
                Shape::Scalar(a)
            }
        }
        (whole, _) => {
            if whole != part.shape {
                at.disagree(part, "no value can be of both kinds", log);
            }
            whole
        }
    }
}

/// Each variant joined with what stands beside the union; one that no value can be of then is none.
fn distribute(
    types: &mut Types<'_>,
    at: &Place<'_>,
    variants: &[Variant],
    by: UnionBy,
    beside: &Type,
    log: &mut Diagnostics,
) -> Shape {
    let mut possible: Vec<&Variant> =
        variants.iter().filter(|it| !excludes(types, it.ty, &beside.shape, LOOK)).collect();
    if possible.is_empty() {
        possible = variants.iter().collect();
    } else if possible.len() < variants.len() {
        let message = format!("`{}` can be only some of its possibilities", at.name.text());
        let mut found = Diagnostic::new(Code::BAD_MERGED, at.span, message);
        found.severity = Severity::Note;
        log.push(found.related(beside.span, "no value of the others is of this kind, too"));
    }
    let joined = possible.iter().filter_map(|variant| {
        let own = types.get(variant.ty)?.clone();
        let mut ty = self::types(types, own.clone(), beside, log);
        let mut words = vec![at.name.text()];
        words.push(own.name.text());
        ty.name = TypeName::Inline(words);
        ty.origin = Arc::clone(at.origin);
        Some(Variant { ty: types.add(ty), ..Variant::clone(variant) })
    });
    let joined: Vec<Variant> = joined.collect();
    match joined.as_slice() {
        [only] if variants.len() > 1 && types.get(only.ty).is_some_and(|it| it.constraints.is_empty()) => {
            types.get(only.ty).map_or(Shape::Any, |it| it.shape.clone())
        }
        _ => Shape::Union { variants: joined, by },
    }
}

/// Unions in unions are looked into so far.
const LOOK: usize = 8;

/// Whether no value of a type can be of a shape, as far as their kinds tell.
fn excludes(types: &Types<'_>, ty: TypeId, shape: &Shape, look: usize) -> bool {
    let (Some(ty), Some(look)) = (types.get(ty), look.checked_sub(1)) else { return false };
    match (&ty.shape, shape) {
        (Shape::Union { variants, .. }, _) => variants.iter().all(|it| excludes(types, it.ty, shape, look)),
        (_, Shape::Union { variants, .. }) => variants.iter().all(|it| excludes(types, it.ty, &ty.shape, look)),
        (one, other) => kind(one).zip(kind(other)).is_some_and(|(one, other)| one != other),
    }
}

/// The one kind of JSON that all values of a shape are of.
fn kind(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Record { .. } | Shape::Map(_) => Some("object"),
        Shape::List(_) | Shape::Tuple { .. } => Some("array"),
        Shape::Scalar(Scalar::Bool) => Some("boolean"),
        Shape::Scalar(Scalar::Null) => Some("null"),
        Shape::Scalar(
            Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64 | Scalar::Float32 | Scalar::Float64,
        ) => Some("number"),
        Shape::Scalar(_) => Some("string"),
        Shape::Enum { values, .. } if values.iter().all(|it| it.value.as_text().is_some()) => Some("string"),
        Shape::Enum { .. } | Shape::Union { .. } | Shape::Nullable(_) | Shape::Any | Shape::Stream(_) => None,
    }
}

fn join_fields(types: &mut Types<'_>, fields: Vec<Field>, more: &[Field], log: &mut Diagnostics) -> Vec<Field> {
    let mut joined = fields;
    for field in more {
        match joined.iter_mut().find(|it| it.name == field.name) {
            None => joined.push(field.clone()),
            Some(known) => *known = join_field(types, known, field, log),
        }
    }
    joined
}

fn join_field(types: &mut Types<'_>, a: &Field, b: &Field, log: &mut Diagnostics) -> Field {
    let says_nothing = |types: &Types<'_>, id: TypeId| types.get(id).is_some_and(|it| it.shape == Shape::Any);
    let nullable = |types: &Types<'_>, it: &Field| it.presence.is_nullable() || says_nothing(types, it.ty);
    let presence = Presence::new(
        a.presence.is_required() || b.presence.is_required(),
        (a.presence.is_nullable() || b.presence.is_nullable()) && nullable(types, a) && nullable(types, b),
    );
    Field {
        name: a.name.clone(),
        renamed_from: join_formers(a.renamed_from.clone(), &b.renamed_from),
        span: a.span,
        ty: types.both(a.ty, b.ty, log),
        presence,
        default: a.default.clone().or_else(|| b.default.clone()),
        read_only: a.read_only || b.read_only,
        write_only: a.write_only || b.write_only,
        sensitive: a.sensitive || b.sensitive,
        unique: a.unique || b.unique,
        deprecated: a.deprecated || b.deprecated,
        docs: join_docs(a.docs.clone(), &b.docs),
        proto: None,
    }
}

fn join_formers(mut formers: Vec<Former>, more: &[Former]) -> Vec<Former> {
    for it in more {
        if !formers.contains(it) {
            formers.push(it.clone());
        }
    }
    formers
}

fn join_rests(types: &mut Types<'_>, a: Rest, b: Rest, log: &mut Diagnostics) -> Rest {
    match (a, b) {
        (Rest::Refused, _) | (_, Rest::Refused) => Rest::Refused,
        (Rest::Ignored, it) | (it, Rest::Ignored) => it,
        (Rest::Kept(a), Rest::Kept(b)) => Rest::Kept(types.both(a, b, log)),
    }
}

/// A map of anything beside a record says no more than that it is an object.
fn kept(types: &Types<'_>, value: TypeId) -> Rest {
    match types.get(value) {
        Some(it) if it.shape == Shape::Any => Rest::Ignored,
        _ => Rest::Kept(value),
    }
}

fn keep(values: Vec<EnumValue>, good: impl Fn(&EnumValue) -> bool) -> Vec<EnumValue> {
    values.into_iter().filter(good).collect()
}

fn scalar_takes(scalar: Scalar, value: &Value) -> bool {
    match scalar {
        Scalar::Bool => matches!(value, Value::Bool(_)),
        Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64 => value.kind() == "integer",
        Scalar::Float32 | Scalar::Float64 => matches!(value, Value::Number(_)),
        Scalar::Null => matches!(value, Value::Null),
        _ => matches!(value, Value::Text(_)),
    }
}

/// The scalar whose values are those that both have.
fn narrower(a: Scalar, b: Scalar) -> Option<Scalar> {
    use Scalar::{Base64, Binary, Date, DateTime, Duration, Float32, Float64, Int32, Int64, Text, Time, Uuid};
    match (a, b) {
        _ if a == b => Some(a),
        (Int32, Int64 | Float32 | Float64) | (Int64 | Float32 | Float64, Int32) => Some(Int32),
        (Int64, Float32 | Float64) | (Float32 | Float64, Int64) => Some(Int64),
        (Float32, Float64) | (Float64, Float32) => Some(Float32),
        (Text, it @ (Base64 | Binary | Date | DateTime | Time | Duration | Uuid))
        | (it @ (Base64 | Binary | Date | DateTime | Time | Duration | Uuid), Text) => Some(it),
        _ => None,
    }
}

fn join_docs(a: Docs, b: &Docs) -> Docs {
    Docs {
        summary: a.summary.or_else(|| b.summary.clone()),
        description: a.description.or_else(|| b.description.clone()),
    }
}
