//! Lists as connections (GraphQL Cursor Connections Specification), whatever way the contract pages them.

use super::asked::Caller;
use super::node::Held;
use super::table::{Asking, Bridge, Holds, Listing, Page};
use crate::graphql::{Error, Result};
use crate::types::{Base64, FromText};
use serde_json::{Map, Value};

/// Where in a list a page begins: after so many of what the contract continues with a cursor of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    skip: usize,
    cursor: Option<String>,
}

impl Place {
    fn text(&self) -> String {
        Base64(format!("{},{}", self.skip, self.cursor.as_deref().unwrap_or_default()).into_bytes()).to_string()
    }

    fn parse(text: &str) -> Option<Self> {
        let text = String::from_utf8(Base64::from_text(text).ok()?.0).ok()?;
        let (skip, cursor) = text.split_once(',')?;
        Some(Self { skip: skip.parse().ok()?, cursor: Some(cursor.to_owned()).filter(|it| !it.is_empty()) })
    }
}

/// Which part of a list is wanted.
struct Window {
    first: Option<usize>,
    after: Option<Place>,
}

impl Window {
    fn new(listing: &Listing, given: &Map<String, Value>) -> Result<Self> {
        let refused = |why: &str| Error::new(Error::BAD_USER_INPUT, why);
        let first = match given.get("first").and_then(Value::as_i64).map(usize::try_from) {
            Some(Err(_)) => return Err(refused("A list cannot have less than no items.")),
            Some(Ok(first)) => Some(first),
            None => None,
        };
        let first = match listing.limit {
            Some(limit) => Some(first.unwrap_or(limit.usual).min(limit.most)),
            None => first,
        };
        let place = |it: &str| Place::parse(it).ok_or_else(|| refused("A cursor is none of this connection."));
        let after = given.get("after").and_then(Value::as_str).map(place).transpose()?;
        Ok(Self { first, after })
    }

    /// Puts what is wanted into a request; how many of the answer are before it.
    fn put(&self, listing: &Listing, members: &mut Map<String, Value>) -> usize {
        let after = self.after.clone().unwrap_or_default();
        let mut left_out = after.skip;
        // One more tells whether there are more, unless the contract does.
        let mut more = usize::from(listing.next.is_none());
        if let (Some(name), Some(cursor)) = (listing.cursor, after.cursor) {
            members.insert(name.to_owned(), cursor.into());
        } else if let Some(name) = listing.offset {
            members.insert(name.to_owned(), after.skip.into());
            left_out = 0;
            more = 1;
        }
        if let (Some(limit), Some(first)) = (listing.limit, self.first) {
            let wanted = (first + left_out + more).clamp(1, limit.most.max(1));
            members.insert(limit.name.to_owned(), wanted.into());
        }
        left_out
    }
}

/// The page of a list that is asked for.
pub(super) async fn page(
    caller: &Caller<'_>,
    bridge: &Bridge,
    (asking, page): (&Asking, &Page),
    given: &Map<String, Value>,
    mut members: Map<String, Value>,
) -> Result<Held> {
    let window = Window::new(&page.listing, given)?;
    let left_out = window.put(&page.listing, &mut members);
    let mut answer = caller.json(asking, members).await?;
    let total = page.total.and_then(|it| answer.get(it)).and_then(Value::as_u64);
    let next = next(&page.listing, &answer);
    let items = items(&page.listing, &mut answer)?;
    let found = items.len();
    let end = window.first.map_or(found, |first| found.min(left_out + first));
    let shown = items.into_iter().take(end).skip(left_out);
    let nodes: Vec<Held> = shown.map(|it| Held::of(bridge, Holds::Object(page.of), it)).collect();
    let begin = window.after.clone().unwrap_or_default();
    let cursors: Vec<String> = (1..=nodes.len())
        .map(|at| match &next {
            // Whoever goes on after the last of a page need not skip anything.
            Some(next) if left_out + at == found => Place { skip: 0, cursor: Some(next.clone()) }.text(),
            _ => Place { skip: begin.skip + at, cursor: begin.cursor.clone() }.text(),
        })
        .collect();
    let known = total.is_some_and(|total| total > (begin.skip + nodes.len()) as u64 && page.listing.cursor.is_none());
    let has_next = next.is_some() || found > end || known;
    Ok(connection(page, nodes, &cursors, [has_next, window.after.is_some()], total))
}

fn connection(page: &Page, nodes: Vec<Held>, cursors: &[String], more: [bool; 2], total: Option<u64>) -> Held {
    let text = |it: Option<&String>| it.map_or(Held::Null, |it| Held::Leaf(it.as_str().into()));
    let edge = |(cursor, node): (&String, &Held)| Held::object(page.edge, vec![text(Some(cursor)), node.clone()]);
    let edges = cursors.iter().zip(&nodes).map(edge).collect();
    let [next, previous] = more.map(|it| Held::Leaf(it.into()));
    let info = Held::object(page.info, vec![next, previous, text(cursors.first()), text(cursors.last())]);
    let total = total.map_or(Held::Null, |it| Held::Leaf(it.into()));
    Held::object(page.connection, vec![Held::List(edges), Held::List(nodes), info, total])
}

/// The cursor of what comes after a page.
fn next(listing: &Listing, answer: &Value) -> Option<String> {
    let next = listing.next.and_then(|it| answer.get(it)).and_then(Value::as_str);
    next.filter(|it| !it.is_empty()).map(str::to_owned)
}

fn items(listing: &Listing, answer: &mut Value) -> Result<Vec<Value>> {
    let items = match listing.items {
        Some(name) => answer.get_mut(name).map(Value::take).unwrap_or_default(),
        None => answer.take(),
    };
    match items {
        Value::Array(items) => Ok(items),
        // What is empty need not be there in JSON of protobuf.
        Value::Null => Ok(Vec::new()),
        other => Err(Error::internal(format!("a list is no array: {other}"))),
    }
}

/// The most that belongs to the objects that are asked for at once.
const MOST: usize = 10_000;

/// All of a list, page by page.
///
/// # Errors
/// Where it is longer than anybody should ask for without saying how many.
pub(super) async fn whole(
    caller: &Caller<'_>,
    asking: &Asking,
    listing: &Listing,
    mut members: Map<String, Value>,
) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    if let Some(limit) = listing.limit {
        members.insert(limit.name.to_owned(), limit.most.into());
    }
    loop {
        let mut answer = caller.json(asking, members.clone()).await?;
        let next = next(listing, &answer);
        let items = items(listing, &mut answer)?;
        let found = items.len();
        all.extend(items);
        match (next, listing.cursor, listing.offset, listing.limit) {
            (Some(next), Some(name), ..) => drop(members.insert(name.to_owned(), next.into())),
            (None, None, Some(name), Some(limit)) if found > 0 && found == limit.most => {
                members.insert(name.to_owned(), all.len().into());
            }
            _ => return Ok(all),
        }
        if all.len() >= MOST {
            return Err(too_many());
        }
    }
}

/// More belongs to an object than is told without saying how much.
pub(super) fn too_many() -> Error {
    Error::new(Error::BAD_USER_INPUT, "There are too many of them: ask for them page by page.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::bridge::table::Limit;
    use serde_json::json;

    const LISTING: Listing = Listing {
        limit: Some(Limit { name: "limit", usual: 20, most: 100 }),
        cursor: None,
        offset: Some("offset"),
        items: None,
        next: None,
    };

    fn put(listing: &Listing, given: &str) -> (usize, Value) {
        let (given, mut members) = (serde_json::from_str(given).unwrap(), Map::new());
        let left_out = Window::new(listing, &given).unwrap().put(listing, &mut members);
        (left_out, Value::Object(members))
    }

    #[test]
    fn windows_are_what_the_contract_calls_them() {
        let after = |skip, cursor: Option<&str>| Place { skip, cursor: cursor.map(str::to_owned) }.text();
        assert_eq!(put(&LISTING, "{}"), (0, json!({ "limit": 21, "offset": 0 })));
        let given = format!(r#"{{"first":5,"after":"{}"}}"#, after(7, None));
        assert_eq!(put(&LISTING, &given), (0, json!({ "limit": 6, "offset": 7 })));
        let keyset = Listing { cursor: Some("cursor"), offset: None, next: Some("next"), ..LISTING };
        let given = format!(r#"{{"first":1000,"after":"{}"}}"#, after(0, Some("a,b")));
        assert_eq!(put(&keyset, &given), (0, json!({ "cursor": "a,b", "limit": 100 })));
        let given = format!(r#"{{"first":0,"after":"{}"}}"#, after(2, None));
        assert_eq!(put(&keyset, &given), (2, json!({ "limit": 2 })));
        for wrong in [r#"{"first":-1}"#, r#"{"after":"x"}"#] {
            let given = serde_json::from_str(wrong).unwrap();
            assert!(Window::new(&LISTING, &given).is_err(), "{wrong}");
        }
    }
}
