//! Types as JSON Schema 2020-12.

use super::{Job, assertions, framework, insert};
use crate::plan::sample::{literal, number};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json, json};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Constraint, Docs, Field, Rest, Scalar, Shape, UnionBy, Variant};

/// Padded base64, RFC 4648 §4: JSON Schema's `contentEncoding` alone asserts nothing.
const BASE64: &str = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$";

/// Every type that has a name, by the name it has in the document: each is made when it is written.
pub(super) struct Components<'a>(pub(super) Job<'a>);

impl Serialize for Components<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_map(None)?;
        let of_service = |id: TypeId| !self.0.plan.rust.graph.is_only_called(id);
        for (id, _) in self.0.model.types().filter(|it| of_service(it.0)) {
            if let Some(name) = name(self.0, id) {
                out.serialize_entry(&name, &full(self.0, id))?;
            }
        }
        out.serialize_entry(framework::PROBLEM, &framework::problem())?;
        if framework::has_calls(self.0.model) {
            out.serialize_entry(framework::STATUS, &framework::status())?;
        }
        out.end()
    }
}

/// A type where it is used: a reference when it has a name.
pub(super) fn schema(job: Job<'_>, id: TypeId) -> Json {
    match name(job, id) {
        Some(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        None => full(job, id),
    }
}

/// A type's name in the document: the one it has in Rust, which is unique and plain.
fn name(job: Job<'_>, id: TypeId) -> Option<String> {
    let name = job.plan.rust.name(id)?;
    // OpenAPI allows ASCII only in a component's name.
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    Some(if plain { name.to_owned() } else { format!("Schema{}", id.index()) })
}

fn full(job: Job<'_>, id: TypeId) -> Json {
    let ty = &job.model[id];
    let mut out = shape(job, &ty.shape);
    let target = match &mut out {
        Json::Object(it) => it,
        other => return other.take(),
    };
    described(target, &ty.docs);
    for constraint in &ty.constraints {
        assertion(job, target, constraint, &mut |it| schema(job, it));
    }
    if !ty.examples.is_empty() {
        target.insert("examples".into(), ty.examples.iter().map(literal).collect());
    }
    if ty.deprecated {
        target.insert("deprecated".into(), json!(true));
    }
    out
}

fn described(to: &mut Map<String, Json>, docs: &Docs) {
    insert(to, "title", docs.summary.as_deref());
    insert(to, "description", docs.description.as_deref());
}

fn shape(job: Job<'_>, shape: &Shape) -> Json {
    match shape {
        Shape::Record { fields, rest } => record(job, fields, rest),
        Shape::Enum { values, .. } => {
            let mut out = Map::new();
            if let Some(kind) = values.first().map(|it| it.value.kind())
                && values.iter().all(|it| it.value.kind() == kind)
            {
                out.insert("type".into(), json!(kind));
            }
            out.insert("enum".into(), values.iter().map(|it| literal(&it.value)).collect());
            Json::Object(out)
        }
        Shape::Union { variants, by } => union(job, variants, by),
        Shape::List(item) => json!({ "type": "array", "items": schema(job, *item) }),
        Shape::Map(value) if *job.model.shape(*value) == Shape::Any => json!({ "type": "object" }),
        Shape::Map(value) => json!({ "type": "object", "additionalProperties": schema(job, *value) }),
        Shape::Tuple { items, rest } => {
            let items: Vec<Json> = items.iter().map(|it| schema(job, *it)).collect();
            let rest = rest.map_or(json!(false), |it| schema(job, it));
            json!({ "type": "array", "prefixItems": items, "items": rest })
        }
        Shape::Scalar(it) => scalar(*it),
        Shape::Nullable(inner) => nullable(schema(job, *inner)),
        Shape::Any => json!({}),
        Shape::Stream(item) => schema(job, *item),
    }
}

fn record(job: Job<'_>, fields: &[Field], rest: &Rest) -> Json {
    let required: Vec<&str> = fields.iter().filter(|it| it.presence.is_required()).map(|it| it.name.as_str()).collect();
    let properties: Map<String, Json> = fields.iter().map(|it| (it.name.clone(), field(job, it))).collect();
    let mut out = Map::new();
    out.insert("type".into(), json!("object"));
    if !required.is_empty() {
        out.insert("required".into(), json!(required));
    }
    out.insert("properties".into(), Json::Object(properties));
    match rest {
        Rest::Ignored => {}
        Rest::Refused => {
            out.insert("additionalProperties".into(), json!(false));
        }
        Rest::Kept(value) => {
            out.insert("additionalProperties".into(), schema(job, *value));
        }
    }
    Json::Object(out)
}

/// A field: its type, with what is said about the field beside it.
pub(super) fn field(job: Job<'_>, it: &Field) -> Json {
    let mut out = schema(job, it.ty);
    if it.presence.is_nullable() && !matches!(job.model.shape(it.ty), Shape::Nullable(_)) {
        out = nullable(out);
    }
    let Json::Object(to) = &mut out else { return out };
    insert(to, "description", it.docs.description.as_deref());
    if let Some(default) = &it.default {
        to.insert("default".into(), literal(default));
    }
    if it.proto.as_deref().is_some_and(|it| it.kind.is_text_in_json()) {
        as_text(to);
    }
    for (key, is) in [("readOnly", it.read_only), ("writeOnly", it.write_only), ("deprecated", it.deprecated)] {
        if is {
            to.insert(key.into(), json!(true));
        }
    }
    out
}

/// Numbers of 64 bits as JSON of protobuf has them, by themselves, in lists and in maps.
fn as_text(to: &mut Map<String, Json>) {
    if to.get("type").is_some_and(|it| it == "integer") {
        to.insert("type".into(), json!("string"));
    }
    if let Some(it) = to.get_mut("default").filter(|it| it.is_number()) {
        *it = json!(it.to_string());
    }
    for inner in ["items", "additionalProperties"] {
        if let Some(Json::Object(it)) = to.get_mut(inner) {
            as_text(it);
        }
    }
}

/// A schema, or null: `type: [..., "null"]` where the schema has one type.
fn nullable(schema: Json) -> Json {
    match schema {
        Json::Object(mut it) if it.get("type").is_some_and(Json::is_string) && !it.contains_key("enum") => {
            let kind = it.get("type").cloned().unwrap_or_default();
            it.insert("type".into(), json!([kind, "null"]));
            Json::Object(it)
        }
        Json::Object(it) if it.is_empty() => Json::Object(it),
        other => json!({ "anyOf": [other, { "type": "null" }] }),
    }
}

fn union(job: Job<'_>, variants: &[Variant], by: &UnionBy) -> Json {
    let each: Vec<Json> = variants.iter().map(|it| schema(job, it.ty)).collect();
    match by {
        UnionBy::AnyOf => json!({ "anyOf": each }),
        UnionBy::ExactlyOne => json!({ "oneOf": each }),
        UnionBy::Tag(tag) => {
            let mut mapping = Map::new();
            for it in variants {
                for tag in &it.tags {
                    if let Some(name) = name(job, it.ty) {
                        mapping.insert(tag.clone(), json!(format!("#/components/schemas/{name}")));
                    }
                }
            }
            let kind = if variants.iter().any(|it| it.otherwise) { "anyOf" } else { "oneOf" };
            json!({ kind: each, "discriminator": { "propertyName": tag.field, "mapping": mapping } })
        }
    }
}

fn scalar(it: Scalar) -> Json {
    let (kind, format) = match it {
        Scalar::Bool => ("boolean", ""),
        Scalar::Int32 => ("integer", "int32"),
        Scalar::UInt32 => ("integer", "uint32"),
        Scalar::UInt64 => ("integer", "uint64"),
        Scalar::Int64 => ("integer", "int64"),
        Scalar::Float32 => ("number", "float"),
        Scalar::Float64 => ("number", "double"),
        Scalar::Text => ("string", ""),
        Scalar::Base64 => {
            return json!({ "type": "string", "contentEncoding": "base64", "pattern": BASE64 });
        }
        Scalar::Binary => ("string", "binary"),
        Scalar::Date => ("string", "date"),
        Scalar::DateTime => ("string", "date-time"),
        Scalar::Time => ("string", "time"),
        Scalar::Duration => ("string", "duration"),
        Scalar::Seconds => return json!({ "type": "string", "pattern": r"^-?(?:0|[1-9]\d{0,11})(?:\.\d{1,9})?s$" }),
        Scalar::FieldMask => ("string", "field-mask"),
        Scalar::Uuid => ("string", "uuid"),
        Scalar::Null => ("null", ""),
    };
    if format.is_empty() { json!({ "type": kind }) } else { json!({ "type": kind, "format": format }) }
}

/// One assertion as a keyword; `schema` writes the schemas that it speaks of.
pub(super) fn assertion<R: Copy>(
    job: Job<'_>,
    to: &mut Map<String, Json>,
    it: &Constraint<R>,
    schema: &mut dyn FnMut(R) -> Json,
) {
    use Constraint as C;
    let (key, value) = match it {
        C::MinLength(n) => ("minLength", json!(n)),
        C::MaxLength(n) => ("maxLength", json!(n)),
        C::Pattern(text, _) => ("pattern", json!(text)),
        C::Format(format) => ("format", json!(format.word())),
        C::Minimum(n) => ("minimum", number(n)),
        C::Maximum(n) => ("maximum", number(n)),
        C::ExclusiveMinimum(n) => ("exclusiveMinimum", number(n)),
        C::ExclusiveMaximum(n) => ("exclusiveMaximum", number(n)),
        C::MultipleOf(n) => ("multipleOf", number(n)),
        C::MinItems(n) => ("minItems", json!(n)),
        C::MaxItems(n) => ("maxItems", json!(n)),
        C::UniqueItems => ("uniqueItems", json!(true)),
        C::MinProperties(n) => ("minProperties", json!(n)),
        C::MaxProperties(n) => ("maxProperties", json!(n)),
        C::PropertyNames(id) => ("propertyNames", schema(*id)),
        C::Not(id) => ("not", schema(*id)),
        C::Valid(id) => return assertions::add(to, assertions::schema(job, *id, &mut Vec::new())),
        C::Const(value) => ("const", literal(value)),
        C::Contains { item, min, max } => {
            to.insert("minContains".into(), json!(min));
            if let Some(max) = max {
                to.insert("maxContains".into(), json!(max));
            }
            ("contains", schema(*item))
        }
        C::DependentRequired(name, others) => return nested(to, "dependentRequired", name, json!(others)),
        C::DependentSchema(name, id) => return nested(to, "dependentSchemas", name, schema(*id)),
        C::Conditional { condition, then, otherwise } => {
            if let Some(then) = then {
                to.insert("then".into(), schema(*then));
            }
            if let Some(otherwise) = otherwise {
                to.insert("else".into(), schema(*otherwise));
            }
            ("if", schema(*condition))
        }
    };
    to.insert(key.to_owned(), value);
}

fn nested(to: &mut Map<String, Json>, key: &str, name: &str, value: Json) {
    let entry = to.entry(key).or_insert_with(|| json!({}));
    if let Json::Object(entry) = entry {
        entry.insert(name.to_owned(), value);
    }
}
