//! JSON in: as fast as plain serde where a body is good, and telling everything that is wrong where it is not.
//!
//! A body is first read straight into its type. Only when that fails is it read again, as a tree, by a
//! deserializer that notes each violation, goes on with a stand-in, and has the last word.

use super::forgiving::Scalars;
use super::strict::Strict;
use super::{forgiving, path, texts, tree};
use crate::problem::Violation;
use crate::validate::{Check, Validate};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// A text that is not JSON, or is nested too deeply to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The line at which reading ended, from 1.
    pub line: usize,
    /// The byte in that line, from 1.
    pub column: usize,
    detail: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Not valid JSON: {}.", self.detail)
    }
}

impl std::error::Error for Malformed {}

impl From<serde_json::Error> for Malformed {
    fn from(error: serde_json::Error) -> Self {
        Self { line: error.line(), column: error.column(), detail: error.to_string() }
    }
}

/// Reads and checks a value; `None` when there are violations, all of which `check` has then.
///
/// An integer may be written `1.0`; an object may neither repeat a member nor be written as an array.
///
/// # Errors
/// When the text is not JSON at all.
pub fn decode<T: DeserializeOwned + Validate>(bytes: &[u8], check: &mut Check) -> Result<Option<T>, Malformed> {
    let Ok(value) = decode_strictly::<T>(bytes) else { return decode_forgivingly(bytes, check) };
    let before = check.len();
    value.validate(check);
    Ok((check.len() == before).then_some(value))
}

fn decode_strictly<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let value = T::deserialize(Strict(&mut from))?;
    from.end()?;
    Ok(value)
}

#[cold]
fn decode_forgivingly<T: DeserializeOwned + Validate>(bytes: &[u8], check: &mut Check) -> Result<Option<T>, Malformed> {
    let tree = tree::read(bytes)?;
    let mut found = check.fresh();
    for pointer in &tree.repeated {
        found.report(pointer, "duplicateKey", "Must be given only once.");
    }
    Ok(judge(&tree.value, Scalars::Json, found, check))
}

/// Reads and checks a value that is JSON already; `None` when there are violations.
#[cfg(feature = "graphql")]
pub(crate) fn decode_tree<T: DeserializeOwned + Validate>(
    members: &serde_json::Map<String, Value>,
    check: &mut Check,
) -> Option<T> {
    let Ok(value) = T::deserialize(members) else {
        return judge(&Value::Object(members.clone()), Scalars::Json, check.fresh(), check);
    };
    let before = check.len();
    value.validate(check);
    (check.len() == before).then_some(value)
}

/// Reads and checks a value whose scalars are all texts; `None` when there are violations.
pub(crate) fn decode_texts<T: DeserializeOwned + Validate>(tree: &Value, check: &mut Check) -> Option<T> {
    decode_one_of(std::slice::from_ref(tree), check)
}

/// The same of a value that can be taken for several trees: the first that is good, or what is wrong with the one that
/// is least bad.
pub(crate) fn decode_one_of<T: DeserializeOwned + Validate>(trees: &[Value], check: &mut Check) -> Option<T> {
    let good = |tree: &Value| {
        let (value, _) = texts::read::<T>(tree).ok()?;
        let mut rules = check.fresh();
        value.validate(&mut rules);
        rules.is_empty().then_some(value)
    };
    if let Some(value) = trees.iter().find_map(good) {
        return Some(value);
    }
    let mut least: Option<Vec<Violation>> = None;
    for tree in trees {
        let mut judged = check.fresh();
        if let Some(value) = judge::<T>(tree, Scalars::Texts, check.fresh(), &mut judged) {
            return Some(value);
        }
        let found = judged.finish();
        if least.as_ref().is_none_or(|it| found.len() < it.len()) {
            least = Some(found);
        }
    }
    check.extend(least.unwrap_or_default());
    None
}

/// Reads and checks a tree, of which some things are known to be wrong.
fn judge<T: DeserializeOwned + Validate>(
    tree: &Value,
    scalars: Scalars,
    mut found: Check,
    check: &mut Check,
) -> Option<T> {
    let value = forgiving::read::<T>(tree, scalars, &mut found);
    let mut rules = check.fresh();
    if let Some(value) = &value {
        value.validate(&mut rules);
    }
    let found = found.finish();
    let broken: Vec<_> = rules.finish().into_iter().filter(|it| !is_consequence(it, &found)).collect();
    let good = found.is_empty() && broken.is_empty();
    check.extend(found.into_iter().chain(broken));
    value.filter(|_| good)
}

/// Rules that hold or break however wrong the items or members are.
const COUNTS: [&str; 5] = ["minItems", "maxItems", "minProperties", "maxProperties", "dependentRequired"];

/// Whether a rule may have been broken by a stand-in rather than by the request.
fn is_consequence(rule: &Violation, found: &[Violation]) -> bool {
    found.iter().any(|it| {
        path::covers(&it.pointer, &rule.pointer)
            || (path::covers(&rule.pointer, &it.pointer) && !COUNTS.contains(&rule.code.as_ref()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq)]
    struct Everything {
        flag: bool,
        small: i8,
        large: u64,
        real: f64,
        text: String,
        given: Option<i64>,
        #[allow(clippy::option_option)] // Absent, null and given are three states.
        any: Option<Option<i64>>,
        null: Option<i64>,
        list: Vec<Everything>,
        map: BTreeMap<String, Everything>,
        rest: BTreeMap<String, serde_json::Value>,
    }

    crate::record!(Everything {
        0 "flag" => flag: required,
        1 "small" => small: required,
        2 "large" => large: required,
        3 "real" => real: required,
        4 "text" => text: required,
        5 "given" => given: optional,
        6 "any" => any: optional,
        7 "null" => null: required,
        8 "list" => list: required,
        9 "map" => map: required,
    } ..rest);

    impl Validate for Everything {}

    fn sample(depth: u8) -> Everything {
        let inner = |_| sample(depth - 1);
        Everything {
            flag: depth > 0,
            small: -128,
            large: u64::MAX,
            real: 0.1,
            text: "a\"\u{1F4A9}\n".to_owned(),
            given: (depth == 0).then_some(i64::MIN),
            any: [None, Some(None), Some(Some(1))][usize::from(depth % 3)],
            null: (depth == 1).then_some(0),
            list: (0..depth).map(inner).collect(),
            map: (0..depth).map(|it| (format!("k~/{it}"), inner(it))).collect(),
            rest: BTreeMap::from([("x".to_owned(), serde_json::json!([null, {"y": 1.5}]))]),
        }
    }

    #[test]
    fn both_ways_of_reading_agree_on_what_is_good() {
        let text = serde_json::to_vec(&sample(3)).unwrap();
        let mut check = Check::new("body");
        assert_eq!(decode_strictly::<Everything>(&text).unwrap(), sample(3));
        assert_eq!(decode_forgivingly(&text, &mut check).unwrap(), Some(sample(3)));
        assert!(check.is_empty());
    }

    #[test]
    fn both_ways_of_reading_agree_on_what_is_bad() {
        let good = serde_json::to_string(&sample(1)).unwrap();
        let wrong = ["null", "[]", "{}", "\"\"", "-1", "1.5", "1e400", "{\"a\":1,\"a\":2}", ""];
        for (at, _) in good.match_indices(':') {
            let end = good[at..].find([',', '}']).unwrap() + at;
            for value in wrong {
                let text = format!("{}:{value}{}", &good[..at], &good[end..]);
                let mut check = Check::new("body");
                let forgiving = decode_forgivingly::<Everything>(text.as_bytes(), &mut check);
                let good = matches!(forgiving, Ok(Some(_)));
                assert_eq!(decode_strictly::<Everything>(text.as_bytes()).is_ok(), good, "{text}");
                assert_eq!(forgiving.is_ok_and(|it| it.is_none()), !check.is_empty(), "{text}");
            }
        }
    }
}
