//! Random values of messages, those at the edge of what there is among them.

use fastrand::Rng;
use prost_reflect::prost::Message;
use prost_reflect::{Cardinality, DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor, Value};
use std::collections::{HashMap, HashSet};

/// So deep messages are in messages.
const DEEPEST: usize = 3;

/// Messages that JSON has a form of its own for.
pub(super) const VALUES: [&str; 16] = [
    "google.protobuf.Any",
    "google.protobuf.BoolValue",
    "google.protobuf.BytesValue",
    "google.protobuf.DoubleValue",
    "google.protobuf.Duration",
    "google.protobuf.FieldMask",
    "google.protobuf.FloatValue",
    "google.protobuf.Int32Value",
    "google.protobuf.Int64Value",
    "google.protobuf.ListValue",
    "google.protobuf.StringValue",
    "google.protobuf.Struct",
    "google.protobuf.Timestamp",
    "google.protobuf.UInt32Value",
    "google.protobuf.UInt64Value",
    "google.protobuf.Value",
];

/// What values are made of beside their message.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    /// What messages of any type are of.
    pub(super) any: Option<&'a MessageDescriptor>,
    /// Fields that are not there when they have their default, by their full names.
    pub(super) implicit: &'a HashSet<String>,
}

/// A message with some of its fields.
pub(super) fn random(message: &MessageDescriptor, of: Of<'_>, rng: &mut Rng, depth: usize) -> DynamicMessage {
    let mut value = DynamicMessage::new(message.clone());
    if well_known(message, &mut value, of, rng, depth) {
        return value;
    }
    for field in message.fields() {
        let must = field.cardinality() == Cardinality::Required;
        if must || rng.bool() && (depth < DEEPEST || !matches!(field.kind(), Kind::Message(_))) {
            let held = held(&field, of, rng, depth);
            if !of.implicit.contains(field.full_name()) || held != field.default_value() {
                value.set_field(&field, held);
            }
        }
    }
    value
}

fn held(field: &FieldDescriptor, of: Of<'_>, rng: &mut Rng, depth: usize) -> Value {
    if field.is_map() {
        let Kind::Message(entry) = field.kind() else { return Value::Map(HashMap::new()) };
        let (key, value) = (entry.map_entry_key_field(), entry.map_entry_value_field());
        let pair = |_| (map_key(&one(&key, of, rng, depth)), one(&value, of, rng, depth));
        return Value::Map((0..2).map(pair).collect());
    }
    if field.is_list() {
        return Value::List((0..rng.usize(0..3)).map(|_| one(field, of, rng, depth)).collect());
    }
    one(field, of, rng, depth)
}

fn map_key(value: &Value) -> MapKey {
    match value {
        Value::Bool(it) => MapKey::Bool(*it),
        Value::I32(it) => MapKey::I32(*it),
        Value::I64(it) => MapKey::I64(*it),
        Value::U32(it) => MapKey::U32(*it),
        Value::U64(it) => MapKey::U64(*it),
        Value::String(it) => MapKey::String(it.clone()),
        _ => MapKey::Bool(false),
    }
}

fn pick<T: Copy>(all: &[T], rng: &mut Rng) -> T {
    all[rng.usize(0..all.len())]
}

const TEXTS: [&str; 7] = ["", "a", "ä€😀", "\"\\/\u{8}\n\t", "\u{0}\u{7f}", "null", "1"];
const DOUBLES: [f64; 10] =
    [0.0, -0.0, 1.0, -1.5, 1e-300, f64::MAX, f64::MIN_POSITIVE, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
/// Without the largest: prost-reflect writes it as `3.4028235e38`, and does not read that.
const FLOATS: [f32; 9] = [0.0, -0.0, 1.0, 0.1, 3.0e38, f32::MIN_POSITIVE, f32::NAN, f32::INFINITY, f32::NEG_INFINITY];

fn one(field: &FieldDescriptor, of: Of<'_>, rng: &mut Rng, depth: usize) -> Value {
    match field.kind() {
        Kind::Double => Value::F64(pick(&DOUBLES, rng)),
        Kind::Float => Value::F32(pick(&FLOATS, rng)),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Value::I32(pick(&[0, 1, -1, i32::MAX, i32::MIN], rng)),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(pick(&[0, 1, -1, i64::MAX, i64::MIN, 1 << 53], rng)),
        Kind::Uint32 | Kind::Fixed32 => Value::U32(pick(&[0, 1, u32::MAX], rng)),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(pick(&[0, 1, u64::MAX], rng)),
        Kind::Bool => Value::Bool(rng.bool()),
        Kind::String => Value::String(pick(&TEXTS, rng).to_owned()),
        Kind::Bytes => Value::Bytes(pick(&[&[][..], &[0], &[255, 254], &[1, 2, 3, 251, 255]], rng).to_vec().into()),
        Kind::Enum(it) => {
            let known: Vec<i32> = it.values().map(|it| it.number()).collect();
            Value::EnumNumber(pick(&known, rng))
        }
        Kind::Message(it) => Value::Message(random(&it, of, rng, depth + 1)),
    }
}

/// Fills a message that JSON has a form of its own for, with what that form can tell.
fn well_known(
    message: &MessageDescriptor,
    value: &mut DynamicMessage,
    of: Of<'_>,
    rng: &mut Rng,
    depth: usize,
) -> bool {
    let mut set = |name: &str, it: Value| value.set_field_by_name(name, it);
    match message.full_name() {
        "google.protobuf.Timestamp" => {
            let seconds = [0, 1, -1, 951_782_400, 253_402_300_799, -62_135_596_800];
            set("seconds", Value::I64(pick(&seconds, rng)));
            set("nanos", Value::I32(pick(&[0, 1, 1_000, 120_000_000, 999_999_999], rng)));
        }
        "google.protobuf.Duration" => {
            let sign = pick(&[1, -1], rng);
            set("seconds", Value::I64(sign * pick(&[0, 1, 315_576_000_000], rng)));
            set("nanos", Value::I32(i32::try_from(sign).unwrap_or(1) * pick(&[0, 1, 500_000_000, 999_999_000], rng)));
        }
        "google.protobuf.FieldMask" => {
            let paths = pick(&[&[][..], &["a"], &["some_field", "a.b_c"]], rng);
            set("paths", Value::List(paths.iter().map(|it| Value::String((*it).to_owned())).collect()));
        }
        // Of what is no number, prost-reflect makes null here, as if it were not there.
        "google.protobuf.FloatValue" => set("value", Value::F32(pick(&FLOATS[..6], rng))),
        "google.protobuf.DoubleValue" => set("value", Value::F64(pick(&DOUBLES[..7], rng))),
        // Messages of its own file are known wherever it is read.
        "google.protobuf.Any" => {
            let Some(inner) = of.any else { return true };
            let packed = match depth {
                0..=DEEPEST => random(inner, of, rng, depth + 1),
                // Deeper there is only what must be.
                _ => DynamicMessage::new(inner.clone()),
            };
            set("type_url", Value::String(format!("type.googleapis.com/{}", inner.full_name())));
            set("value", Value::Bytes(packed.encode_to_vec().into()));
        }
        // Of these, not every value is one of JSON.
        "google.protobuf.Value" => match rng.usize(0..4) {
            0 => set("null_value", Value::EnumNumber(0)),
            1 => set("number_value", Value::F64(pick(&DOUBLES[..7], rng))),
            2 => set("string_value", Value::String(pick(&TEXTS, rng).to_owned())),
            _ if depth < DEEPEST => {
                let list = message.get_field_by_name("list_value");
                if let Some(Kind::Message(it)) = list.map(|it| it.kind()) {
                    set("list_value", Value::Message(random(&it, of, rng, depth + 1)));
                }
            }
            _ => set("bool_value", Value::Bool(rng.bool())),
        },
        _ => return false,
    }
    true
}
