//! What values are on the wire: which kinds are read as one another, and what stands for a value that is absent.

use super::Side;
use crate::diff::Breaks;
use zephyrix_ir::vocabulary::{Cardinality, ProtoField, ProtoKind, Value};

/// Whom another kind breaks, if anybody.
pub(super) fn compare((old, was): (&Side<'_>, &ProtoKind), (new, is): (&Side<'_>, &ProtoKind)) -> Option<Breaks> {
    if was == is {
        return None;
    }
    if let (ProtoKind::Enum(before), ProtoKind::Enum(after)) = (was, is) {
        return Some(enums((old, before), (new, after)));
    }
    let alike = |groups: &[&[ProtoKind]]| groups.iter().any(|it| it.contains(was) && it.contains(is));
    Some(match (alike(WIRE), alike(JSON)) {
        (true, true) => Breaks::Code,
        (true, false) => Breaks::Json,
        (false, _) if (was, is) == (&ProtoKind::String, &ProtoKind::Bytes) => Breaks::Json,
        (false, _) => Breaks::Wire,
    })
}

/// Bytes are numbers and JSON is names: another enum has to have all that the former had.
fn enums((old, before): (&Side<'_>, &str), (new, after): (&Side<'_>, &str)) -> Breaks {
    let (Some(was), Some(is)) = (old.enums.get(before), new.enums.get(after)) else { return Breaks::Wire };
    let (names, others) = (was.names(), is.names());
    let numbers = names.iter().all(|it| others.iter().any(|other| it.1 == other.1));
    let all = names.iter().all(|it| others.iter().any(|other| (it.0, it.1) == (other.0, other.1)));
    match (numbers, all) {
        (false, _) => Breaks::Wire,
        (true, false) => Breaks::Json,
        (true, true) => Breaks::Code,
    }
}

/// Types whose bytes are read as one another (<https://protobuf.dev/programming-guides/proto3/#updating>).
const WIRE: &[&[ProtoKind]] = &[
    &[ProtoKind::Int32, ProtoKind::UInt32, ProtoKind::Int64, ProtoKind::UInt64, ProtoKind::Bool],
    &[ProtoKind::SInt32, ProtoKind::SInt64],
    &[ProtoKind::Fixed32, ProtoKind::SFixed32],
    &[ProtoKind::Fixed64, ProtoKind::SFixed64],
];

/// Those of which JSON is, too.
const JSON: &[&[ProtoKind]] = &[
    &[ProtoKind::Int32, ProtoKind::UInt32],
    &[ProtoKind::Int64, ProtoKind::UInt64],
    &[ProtoKind::Fixed32, ProtoKind::SFixed32],
    &[ProtoKind::Fixed64, ProtoKind::SFixed64],
];

pub(super) fn word(kind: &ProtoKind) -> String {
    match kind {
        ProtoKind::Message(name) | ProtoKind::Enum(name) | ProtoKind::Group(name) => name.to_string(),
        it => format!("{it:?}").to_lowercase(),
    }
}

pub(super) fn cardinality(was: &Cardinality, is: &Cardinality) -> Option<(Breaks, &'static str)> {
    use Cardinality::{Explicit, Implicit, Map, Packed, Repeated, Required};
    let many = |it: &Cardinality| matches!(it, Repeated | Packed);
    match (was, is) {
        (Map(before), Map(after)) if before != after => Some((Breaks::Wire, "has keys of another type")),
        (was, is) if was == is || many(was) && many(is) => None,
        (Implicit | Explicit, Implicit | Explicit) => Some((Breaks::Code, "tells otherwise whether it is there")),
        (_, Required) => Some((Breaks::Wire, "is required")),
        (Required, _) => Some((Breaks::Wire, "is no longer required")),
        (_, it) if many(it) => Some((Breaks::Wire, "is repeated")),
        (_, Map(_)) => Some((Breaks::Wire, "is a map")),
        _ => Some((Breaks::Wire, "is no longer repeated")),
    }
}

/// What stands for a field that is absent, whether it is said or not: of an enum the number.
pub(super) fn default(side: &Side<'_>, it: &ProtoField) -> Option<String> {
    if matches!(it.cardinality, Cardinality::Repeated | Cardinality::Packed | Cardinality::Map(_)) {
        return None;
    }
    let stated = match &it.default {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.as_str().to_owned()),
        Some(Value::Bool(yes)) => Some(yes.to_string()),
        _ => None,
    };
    if let ProtoKind::Enum(name) = &it.kind {
        let names = side.enums.get(&**name)?.names();
        let found = names.iter().find(|known| stated.as_deref().is_none_or(|it| it == known.0));
        return found.map(|it| it.1.to_string());
    }
    let is_zero = |text: &String| {
        text.is_empty()
            || text == "false"
            || it.kind != ProtoKind::String && text.parse::<f64>().is_ok_and(|it| it == 0.0)
    };
    stated.filter(|it| !is_zero(it))
}
