//! Values that are more than one text, as trees of texts: out of the names of pairs, `a[b][0]=1`.

use super::query::decoded;
use crate::types::Mismatch;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// How many names may be in one another.
const DEEPEST: usize = 32;

/// A pair of a query or a form: its name decoded, its value not yet.
pub(super) type Pair<'a> = (Cow<'a, str>, &'a str);

/// Which pairs of a query are the members of an object that has no name there.
#[derive(Clone, Copy, Debug)]
pub enum Members<'m> {
    /// Those of these names.
    Of(&'m [&'m str]),
    /// All but those of these names, which are parameters of their own.
    AllBut(&'m [&'m str]),
}

impl Members<'_> {
    fn has(self, name: &str) -> bool {
        match self {
            Self::Of(names) => names.contains(&name),
            Self::AllBut(names) => !names.contains(&name),
        }
    }
}

/// The value of a name that others may follow, in brackets: `n`, `n[a]`, `n[a][b]`; `None` where there is none.
pub(super) fn named(pairs: &[Pair<'_>], name: &str) -> Result<Option<Value>, Mismatch> {
    let wanted = pairs.iter().filter_map(|(key, raw)| {
        let (root, path) = steps(key);
        (root == name).then_some((path, *raw))
    });
    let mut tree = Value::Null;
    for (path, raw) in wanted {
        put(&mut tree, &path, decoded(raw)?.into_owned())?;
    }
    Ok((!tree.is_null()).then(|| with_lists(tree)))
}

/// The same of a filter: `n[in]=a,b` is a list, a comma in an item being `%2C`.
pub(super) fn filter(pairs: &[Pair<'_>], name: &str) -> Result<Option<Value>, Mismatch> {
    let split = pairs.iter().flat_map(|(key, raw)| {
        let is_list = steps(key) == (name, vec!["in"]);
        let items: Vec<&str> = if is_list { raw.split(',').collect() } else { vec![raw] };
        items.into_iter().map(move |it| (Cow::Borrowed(&**key), it))
    });
    named(&split.collect::<Vec<_>>(), name)
}

/// The object whose members are pairs of their own; `None` where there are none.
pub(super) fn members(pairs: &[Pair<'_>], members: Members<'_>) -> Result<Option<Value>, Mismatch> {
    let mut tree: Map<String, Value> = Map::new();
    for (key, raw) in pairs {
        let (root, path) = steps(key);
        if !members.has(root) {
            continue;
        }
        let text = decoded(raw)?.into_owned();
        let member = tree.entry(root).or_insert(Value::Null);
        if put(member, &path, text.clone()).is_err() {
            // Nobody may have asked for it; where somebody has, its type says that this is none of its values.
            match member {
                // However often that goes on, it is one list.
                Value::Array(items) => items.push(text.into()),
                other => *other = Value::Array(vec![other.take(), text.into()]),
            }
        }
    }
    let with_lists = |(name, it)| (name, with_lists(it));
    Ok((!tree.is_empty()).then(|| Value::Object(tree.into_iter().map(with_lists).collect())))
}

/// What a name begins with, and what is in brackets after it: `a[b][]` is `a`, `b` and an empty one.
pub(super) fn steps(key: &str) -> (&str, Vec<&str>) {
    let plain = (key, Vec::new());
    let Some((root, rest)) = key.split_once('[') else { return plain };
    let Some(rest) = rest.strip_suffix(']') else { return plain };
    (root, rest.split("][").collect())
}

/// Puts a text in its place.
pub(super) fn put(at: &mut Value, path: &[&str], text: String) -> Result<(), Mismatch> {
    if path.len() > DEEPEST {
        return Err(Mismatch::constant("style", "Is nested too deeply."));
    }
    match (path.split_first(), at) {
        (None, at @ Value::Null) => *at = text.into(),
        // What is there more than once is a list.
        (None, Value::Array(items)) => items.push(text.into()),
        (None, at @ Value::String(_)) => *at = vec![at.take(), text.into()].into(),
        (Some((&"", rest)), at) => {
            if at.is_null() {
                *at = Value::Array(Vec::new());
            }
            return next(at, rest).ok_or_else(|| both("a list and something else")).and_then(|it| put(it, rest, text));
        }
        (Some((name, rest)), at) => {
            if at.is_null() {
                *at = Map::new().into();
            }
            let members = at.as_object_mut().ok_or_else(|| both("an object and something else"))?;
            return put(members.entry(*name).or_insert(Value::Null), rest, text);
        }
        (None, _) => return Err(both("a text and something else")),
    }
    Ok(())
}

/// The item of a list that a member belongs to: `a[][b]=1&a[][c]=2` is one item, until it has that member already.
fn next<'v>(at: &'v mut Value, rest: &[&str]) -> Option<&'v mut Value> {
    let items = at.as_array_mut()?;
    let goes_on = rest.first().is_some_and(|name| {
        items.last().and_then(Value::as_object).is_some_and(|it| !name.is_empty() && !it.contains_key(*name))
    });
    if !goes_on {
        items.push(Value::Null);
    }
    items.last_mut()
}

fn both(what: &'static str) -> Mismatch {
    Mismatch::new("style", format!("Is {what}."))
}

/// Members that are called 0, 1 and so on are items.
pub(super) fn with_lists(tree: Value) -> Value {
    match tree {
        Value::Array(items) => items.into_iter().map(with_lists).collect(),
        Value::Object(members) => {
            let mut members: Map<String, Value> =
                members.into_iter().map(|(name, it)| (name, with_lists(it))).collect();
            let count = members.len();
            if (0..count).all(|at| members.contains_key(&at.to_string())) {
                return (0..count).filter_map(|at| members.remove(&at.to_string())).collect();
            }
            Value::Object(members)
        }
        scalar => scalar,
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::pairs;
    use super::*;
    use serde_json::json;

    #[test]
    fn commas_part_what_a_filter_lists() {
        for (query, tree) in [
            ("n[in]=a,b%2Cc&n[eq]=d,e", json!({"in": ["a", "b,c"], "eq": "d,e"})),
            ("n[in]=a&n[in]=b,c", json!({"in": ["a", "b", "c"]})),
            ("n[in]=a", json!({"in": "a"})),
            ("n=a,b&m[in]=c,d", json!("a,b")),
        ] {
            assert_eq!(filter(&pairs(query), "n").unwrap(), Some(tree), "{query}");
        }
    }

    #[test]
    fn names_lead_to_places() {
        for (query, tree) in [
            ("n=1", json!("1")),
            ("n=1&n=2&m=3", json!(["1", "2"])),
            ("n[a]=1&n[b][c]=x%2B&n[b][d]=", json!({"a": "1", "b": {"c": "x+", "d": ""}})),
            ("n[]=1&n[]=2", json!(["1", "2"])),
            ("n[a][]=1", json!({"a": ["1"]})),
            ("n[1]=b&n[0]=a", json!(["a", "b"])),
            ("n[0][a]=1&n[1][a]=2", json!([{"a": "1"}, {"a": "2"}])),
            ("n[][a]=1&n[][b]=2&n[][a]=3", json!([{"a": "1", "b": "2"}, {"a": "3"}])),
            ("n[7]=a", json!({"7": "a"})),
            ("n%5Ba%5D=1", json!({"a": "1"})),
        ] {
            assert_eq!(named(&pairs(query), "n").unwrap(), Some(tree), "{query}");
        }
        assert_eq!(named(&pairs("m[a]=1&n]=2&n[=3"), "n").unwrap(), None);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let deep = format!("n{}=1", "[a]".repeat(40));
        for query in ["n=1&n[a]=2", "n[a]=1&n[]=2", "n[]=1&n[a]=2", "n[a]=1&n=2", "n[a]=%FF", &deep] {
            assert!(named(&pairs(query), "n").is_err(), "{query}");
        }
    }

    #[test]
    fn members_may_have_no_name_before_them() {
        let query = pairs("a=1&b[c]=2&page=3&a=4");
        assert_eq!(members(&query, Members::Of(&["a"])).unwrap(), Some(json!({"a": ["1", "4"]})));
        assert_eq!(members(&query, Members::Of(&["x"])).unwrap(), None);
        let rest = members(&query, Members::AllBut(&["page"])).unwrap();
        assert_eq!(rest, Some(json!({"a": ["1", "4"], "b": {"c": "2"}})));
        let odd = members(&pairs("=1&=2&0=a&b=1&b[c]=2&b[c]=3"), Members::AllBut(&[])).unwrap();
        assert_eq!(odd, Some(json!({"": ["1", "2"], "0": "a", "b": ["1", "2", "3"]})));
    }
}
