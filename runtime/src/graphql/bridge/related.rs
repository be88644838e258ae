//! What belongs to the objects of a level: asked for together where the contract has a list for that, else once for each
//! key that there is.

use super::asked::Caller;
use super::node::{Held, Node};
use super::page::{too_many, whole};
use super::table::{Bridge, Finds, Holds, Related};
use crate::graphql::{Error, Result};
use futures_util::future::{BoxFuture, FutureExt};
use futures_util::stream::{self, StreamExt};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// How many keys are asked for at once: what filters of lists take.
const KEYS: usize = 30;

/// How many requests are on their way at once.
const AT_ONCE: usize = 8;

/// What belongs to each of many objects, in their order.
pub(super) async fn related(
    caller: &Caller<'_>,
    bridge: &Bridge,
    related: &Related,
    of: &[&Node],
) -> Vec<Result<Held>> {
    let keys: Vec<Option<&Value>> = of.iter().map(|it| key(related, it)).collect();
    let mut known = HashSet::new();
    let distinct: Vec<&Value> = keys.iter().flatten().copied().filter(|it| known.insert(text(it))).collect();
    let size = if matches!(related.finds, Finds::Lists(..) | Finds::Included(..)) { KEYS } else { 1 };
    let asks: Vec<BoxFuture<'_, _>> =
        distinct.chunks(size).map(|keys| found(caller, bridge, related, keys.to_vec()).boxed()).collect();
    let mut all = HashMap::new();
    let mut answers = stream::iter(asks).buffered(AT_ONCE);
    let mut asked = distinct.chunks(size);
    while let Some(answer) = answers.next().await {
        let keys = asked.next().unwrap_or_default();
        match answer {
            Ok(found) => all.extend(found.into_iter().map(|(key, it)| (key, Ok(it)))),
            Err(error) => all.extend(keys.iter().map(|it| (text(it), Err(error.again())))),
        }
    }
    keys.into_iter().map(|key| answer(related, key.and_then(|it| all.get(&text(it))))).collect()
}

/// What tells which belong to an object.
fn key<'n>(related: &Related, node: &'n Node) -> Option<&'n Value> {
    match node.fields.get(related.key) {
        Some(Held::Leaf(value)) => Some(value),
        _ => None,
    }
}

fn answer(related: &Related, found: Option<&Result<Vec<Held>>>) -> Result<Held> {
    let found = found.map(|it| it.as_ref().map_err(Error::again)).transpose()?;
    let found = found.map(Vec::as_slice).unwrap_or_default();
    Ok(if related.many { Held::List(found.to_vec()) } else { found.first().cloned().unwrap_or(Held::Null) })
}

/// What belongs to some keys.
async fn found(
    caller: &Caller<'_>,
    bridge: &Bridge,
    related: &Related,
    keys: Vec<&Value>,
) -> Result<HashMap<String, Vec<Held>>> {
    let held = |it: Value| Held::of(bridge, Holds::Object(related.of), it);
    let Some(one) = keys.first().copied() else { return Ok(HashMap::new()) };
    let member = |value: Value| Map::from_iter([(related.by.to_owned(), value)]);
    let mut all: HashMap<String, Vec<Held>> = HashMap::new();
    match &related.finds {
        Finds::One => match caller.json(related.asking, member(one.clone())).await {
            Ok(it) => drop(all.insert(text(one), vec![held(it)])),
            Err(error) if error.code() == Error::NOT_FOUND => {}
            Err(error) => return Err(error),
        },
        Finds::List(listing) => {
            let items = whole(caller, related.asking, listing, member(one.clone())).await?;
            all.insert(text(one), items.into_iter().map(held).collect());
        }
        Finds::Lists(listing, by) => {
            let items = whole(caller, related.asking, listing, member(json!({ "in": keys }))).await?;
            for it in items {
                let key = it.get(by).map(text).unwrap_or_default();
                all.entry(key).or_default().push(held(it));
            }
        }
        Finds::Included(listing, it) => {
            let mut members = member(json!({ "in": keys }));
            members.insert(it.by.to_owned(), json!([it.name]));
            for mut found in whole(caller, related.asking, listing, members).await? {
                if found.get(it.more).and_then(Value::as_bool) == Some(true) {
                    return Err(too_many());
                }
                let key = found.get(it.key).map(text).unwrap_or_default();
                if let Some(Value::Array(shown)) = found.get_mut(it.name).map(Value::take) {
                    all.insert(key, shown.into_iter().map(held).collect());
                }
            }
        }
    }
    Ok(all)
}

/// A key as a text, since one that is a number somewhere may be an id elsewhere.
fn text(key: &Value) -> String {
    key.as_str().map_or_else(|| key.to_string(), str::to_owned)
}
