//! Messages: their fields by number, and their oneofs.

use super::Side;
use super::files::Reserved;
use crate::diff::{Breaks, Finding};
use zephyrix_ir::Code;
use zephyrix_ir::vocabulary::{Cardinality, Field, ProtoField, ProtoKind, ProtoMessage, Type};

type Message<'m> = (&'m Type, &'m ProtoMessage, &'m [Field]);

pub(super) fn compare(new: &Side<'_>, was: Message<'_>, is: Message<'_>, findings: &mut Vec<Finding>) {
    let name = was.1.name.as_str();
    let nothing = Reserved::default();
    let reserved = new.reserved.get(name).unwrap_or(&nothing);
    for (field, before) in told(was.2) {
        let path = format!("{name}.{}", before.name);
        let Some((now_field, now)) = told(is.2).find(|it| it.1.number == before.number) else {
            findings.push(gone(&path, before, reserved).at(field.span, is.0.span));
            continue;
        };
        let context = Context { was: was.1, is: is.1, new };
        for (breaks, message) in context.changes(&path, (field, before), (now_field, now)) {
            let (old, new) = (Some(field.span), Some(now_field.span));
            findings.push(Finding { code: Code::FIELD_CHANGED, breaks: Some(breaks), message, old, new });
        }
    }
    let fresh = told(is.2).filter(|(_, it)| !told(was.2).any(|(_, before)| before.number == it.number));
    findings.extend(fresh.map(|(field, it)| added(&format!("{name}.{}", it.name), field, it)));
    let is_gone = |it: &&zephyrix_ir::vocabulary::ProtoOneof| !is.1.oneofs.iter().any(|now| now.name == it.name);
    findings.extend(was.1.oneofs.iter().filter(is_gone).map(|it| Finding {
        code: Code::FIELD_GONE,
        breaks: Some(Breaks::Code),
        message: format!("the oneof `{name}.{}` is gone", it.name),
        old: Some(it.span),
        new: Some(is.0.span),
    }));
}

fn told(fields: &[Field]) -> impl Iterator<Item = (&Field, &ProtoField)> {
    fields.iter().filter_map(|it| Some((it, it.proto.as_deref()?)))
}

/// What was written by a number must not be read as something else, nor what had a name.
fn gone(path: &str, it: &ProtoField, reserved: &Reserved) -> Finding {
    let number = i32::try_from(it.number).is_ok_and(|it| reserved.has_number(it));
    let (breaks, message) = match (number, reserved.has_name(&it.name)) {
        (false, _) => (Breaks::Wire, format!("`{path}` is gone, and its number {} is not reserved", it.number)),
        (true, false) => (Breaks::Json, format!("`{path}` is gone, and its name is not reserved")),
        (true, true) => (Breaks::Code, format!("`{path}` is gone")),
    };
    Finding::breaking(Code::FIELD_GONE, breaks, message)
}

fn added(path: &str, field: &Field, it: &ProtoField) -> Finding {
    let new = Some(field.span);
    if it.cardinality == Cardinality::Required {
        let message = format!("`{path}` is new, and required");
        return Finding { code: Code::MORE_IS_NEEDED, breaks: Some(Breaks::Wire), message, old: None, new };
    }
    Finding { code: Code::SOMETHING_NEW, breaks: None, message: format!("`{path}` is new"), old: None, new }
}

struct Context<'a> {
    was: &'a ProtoMessage,
    is: &'a ProtoMessage,
    new: &'a Side<'a>,
}

impl Context<'_> {
    fn changes(
        &self,
        path: &str,
        (field, was): (&Field, &ProtoField),
        (now, is): (&Field, &ProtoField),
    ) -> Vec<(Breaks, String)> {
        let mut all = Vec::new();
        if was.name != is.name {
            all.push((Breaks::Json, format!("`{path}` is called `{}`", is.name)));
        } else if field.name != now.name {
            all.push((Breaks::Json, format!("`{path}` is `{}` in JSON, and was `{}`", now.name, field.name)));
        }
        if let Some(breaks) = self.kinds(&was.kind, &is.kind) {
            all.push((breaks, format!("`{path}` is of type `{}`, and was of `{}`", word(&is.kind), word(&was.kind))));
        }
        if let Some((breaks, what)) = cardinality(&was.cardinality, &is.cardinality) {
            all.push((breaks, format!("`{path}` {what}")));
        }
        let oneof = |message: &ProtoMessage, it: &ProtoField| Some(message.oneofs.get(it.oneof?)?.name.clone());
        match (oneof(self.was, was), oneof(self.is, is)) {
            (before, after) if before == after => {}
            (Some(it), None) => all.push((Breaks::Wire, format!("`{path}` is of no oneof, and was of `{it}`"))),
            (_, Some(it)) => all.push((Breaks::Wire, format!("`{path}` is of the oneof `{it}`"))),
            _ => {}
        }
        if was.default != is.default {
            all.push((Breaks::Wire, format!("`{path}` has another default")));
        }
        all
    }

    /// Whom another type breaks, if anybody.
    fn kinds(&self, was: &ProtoKind, is: &ProtoKind) -> Option<Breaks> {
        if was == is {
            return None;
        }
        if let (ProtoKind::Enum(before), ProtoKind::Enum(after)) = (was, is) {
            // Enough if the new enum has all that the other had.
            let known = self.new.enums.get(&**after);
            let old = self.new.enums.get(&**before);
            let has_all = old.zip(known).is_some_and(|(old, known)| old.values.len() <= known.values.len());
            return Some(if has_all { Breaks::Code } else { Breaks::Wire });
        }
        let alike = |groups: &[&[ProtoKind]]| groups.iter().any(|it| it.contains(was) && it.contains(is));
        Some(match (alike(WIRE), alike(JSON)) {
            (true, true) => Breaks::Code,
            (true, false) => Breaks::Json,
            (false, _) if (was, is) == (&ProtoKind::String, &ProtoKind::Bytes) => Breaks::Json,
            (false, _) => Breaks::Wire,
        })
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

fn word(kind: &ProtoKind) -> String {
    match kind {
        ProtoKind::Message(name) | ProtoKind::Enum(name) | ProtoKind::Group(name) => name.to_string(),
        it => format!("{it:?}").to_lowercase(),
    }
}

fn cardinality(was: &Cardinality, is: &Cardinality) -> Option<(Breaks, &'static str)> {
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
