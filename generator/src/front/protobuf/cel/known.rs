//! Values that options set, as literals.

use prost_reflect::{DynamicMessage, Kind, ReflectMessage, Value};
use zephyrix_ir::vocabulary::{Cel, CelItem, CelLiteral, CelNode, CelType};

const NANOS: i128 = 1_000_000_000;

/// A value as an expression; `None` for messages that are no literals.
pub(in crate::front::protobuf) fn literal(value: &Value, kind: &Kind) -> Option<Cel> {
    Some(Cel::literal(match value {
        Value::Bool(it) => CelLiteral::Bool(*it),
        Value::I32(it) | Value::EnumNumber(it) => CelLiteral::Int((*it).into()),
        Value::I64(it) => CelLiteral::Int(*it),
        Value::U32(it) => CelLiteral::Uint((*it).into()),
        Value::U64(it) => CelLiteral::Uint(*it),
        Value::F32(it) => CelLiteral::Double(f64::from(*it).to_bits()),
        Value::F64(it) => CelLiteral::Double(it.to_bits()),
        Value::String(it) => CelLiteral::Text(it.clone()),
        Value::Bytes(it) => CelLiteral::Bytes(it.to_vec()),
        Value::Message(it) => match (moment(it), it.descriptor().get_field_by_name("value")) {
            (Some(it), _) => it,
            (None, Some(field)) => return literal(&it.get_field(&field), &field.kind()),
            (None, None) => return None,
        },
        Value::List(all) => {
            let items = all.iter().map(|it| literal(it, kind)).collect::<Option<Vec<_>>>()?;
            let item = CelType::of(&super::fields::kind(kind, false));
            return Some(Cel { ty: CelType::List(Box::new(CelItem::Made(item))), node: CelNode::List(items) });
        }
        Value::Map(_) => return None,
    }))
}

/// A moment or a span of time.
fn moment(it: &DynamicMessage) -> Option<CelLiteral> {
    let part = |name| it.get_field_by_name(name).map(std::borrow::Cow::into_owned);
    let nanos = || Some(i128::from(part("seconds")?.as_i64()?) * NANOS + i128::from(part("nanos")?.as_i32()?));
    match it.descriptor().full_name() {
        "google.protobuf.Timestamp" => nanos().map(CelLiteral::Timestamp),
        "google.protobuf.Duration" => nanos().map(CelLiteral::Duration),
        _ => None,
    }
}
