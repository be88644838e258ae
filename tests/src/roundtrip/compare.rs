//! Whether a value came back as it was.

use serde_json::Value;

/// The defaults that a document states: a member that was left out may come back with one.
#[derive(Debug)]
pub(super) struct Defaults<'a>(Vec<(&'a str, &'a Value)>);

impl<'a> Defaults<'a> {
    pub(super) fn of(document: &'a Value) -> Self {
        let mut found = Vec::new();
        collect(document, document, &mut found);
        Self(found)
    }

    /// Whether two values are the same: numbers by value, and what is there of members in any order.
    pub(super) fn same(&self, sent: &Value, back: &Value) -> bool {
        match (sent, back) {
            (Value::Object(sent), Value::Object(back)) => {
                let kept = sent.iter().all(|(name, it)| back.get(name).is_some_and(|back| self.same(it, back)));
                let mut more = back.iter().filter(|(name, _)| !sent.contains_key(*name));
                kept && more.all(|(name, it)| self.0.iter().any(|(known, value)| known == name && self.same(value, it)))
            }
            (Value::Array(sent), Value::Array(back)) => {
                sent.len() == back.len() && sent.iter().zip(back).all(|(sent, back)| self.same(sent, back))
            }
            (Value::Number(sent), Value::Number(back)) => sent == back || sent.as_f64() == back.as_f64(),
            (Value::String(sent), Value::String(back)) => sent == back || is_same_moment(&plain(sent), &plain(back)),
            _ => sent == back,
        }
    }
}

/// Whether two texts are dates with times (RFC 3339 §5.6) that name one moment: what is kept of one is the moment.
fn is_same_moment(one: &str, other: &str) -> bool {
    one == other || moment(one).is_some_and(|it| Some(it) == moment(other))
}

/// A time without the zeros that end its fraction of a second; any other text as it is.
fn plain(text: &str) -> String {
    let end = text.find(['Z', '+']).or_else(|| text.rfind('-')).unwrap_or(text.len());
    let (seconds, offset) = text.split_at(end);
    let is_time =
        seconds.rsplit([':', '.']).take(2).all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
    if is_time && seconds.contains(':') && seconds.contains('.') {
        return format!("{}{offset}", seconds.trim_end_matches('0').trim_end_matches('.'));
    }
    text.to_owned()
}

/// Minutes, with the months and years that an offset cannot change taken as long as the longest, and the rest.
fn moment(text: &str) -> Option<(i64, &str)> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let date = (number(0, 4)? * 12 + number(5, 7)?) * 31 + number(8, 10)?;
    let minutes = (date * 24 + number(11, 13)?) * 60 + number(14, 16)?;
    if let Some(seconds) = text.get(16..)?.strip_suffix('Z') {
        return Some((minutes, seconds));
    }
    let at = text.len().checked_sub(6)?;
    let offset = number(at + 1, at + 3)? * 60 + number(at + 4, at + 6)?;
    let ahead = if text.get(at..=at)? == "-" { -offset } else { offset };
    Some((minutes - ahead, text.get(16..at)?))
}

fn collect<'a>(document: &'a Value, value: &'a Value, found: &mut Vec<(&'a str, &'a Value)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|it| collect(document, it, found)),
        Value::Object(members) => {
            for (name, schema) in members.get("properties").and_then(Value::as_object).into_iter().flatten() {
                stated(document, schema, 8, &mut |it| found.push((name, it)));
            }
            members.values().for_each(|it| collect(document, it, found));
        }
        _ => {}
    }
}

/// The defaults of a schema and of those that it refers to or is made of.
fn stated<'a>(document: &'a Value, schema: &'a Value, depth: usize, found: &mut impl FnMut(&'a Value)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    schema.get("default").into_iter().for_each(&mut *found);
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|it| document.pointer(it.strip_prefix('#')?));
    let parts = ["allOf", "oneOf", "anyOf"].iter().filter_map(|it| schema.get(it)?.as_array()).flatten();
    for it in target.into_iter().chain(parts) {
        stated(document, it, depth, &mut *found);
    }
}
