//! Operations as requests carry them: GraphQL over HTTP, "Request".

use super::refusal::Refusal;
use crate::call::{decoded, pairs};
use crate::graphql::Request;
use serde_json::{Map, Value};

/// One operation that is asked for.
#[derive(Debug, Default)]
pub(super) struct Ask {
    pub(super) request: Request,
    /// What its document is known by, in place of the document.
    pub(super) document: Option<String>,
}

/// What one request asks for.
#[derive(Debug)]
pub(super) enum Asks {
    One(Ask),
    /// Several at once.
    Many(Vec<Ask>),
}

impl Asks {
    /// As a body says, with at most so many at once.
    pub(super) fn of_body(body: &[u8], most: usize) -> Result<Self, Refusal> {
        let body =
            serde_json::from_slice(body).map_err(|error| Refusal::bad(format!("The body is not JSON: {error}.")))?;
        Self::of_json(body, most)
    }

    /// As JSON says. More than may be is told before any of them is looked at.
    pub(super) fn of_json(body: Value, most: usize) -> Result<Self, Refusal> {
        let all = match body {
            Value::Object(map) => return Ask::of_map(map).map(Self::One),
            Value::Array(all) => all,
            _ => return Err(Refusal::bad("The body must be an object, with `query` in it.")),
        };
        if all.len() > most {
            let message =
                format!("One request may ask for {most} operations at most; this one asks for {}.", all.len());
            return Err(Refusal::coded("BATCH_LIMIT", message));
        }
        if all.is_empty() {
            return Err(Refusal::bad("The list of operations is empty."));
        }
        let read = |it| match it {
            Value::Object(map) => Ask::of_map(map),
            _ => Err(Refusal::bad("Each of the operations must be an object, with `query` in it.")),
        };
        all.into_iter().map(read).collect::<Result<_, _>>().map(Self::Many)
    }
}

impl Ask {
    /// As the query of a URL says.
    pub(super) fn of_query(query: &str) -> Result<Self, Refusal> {
        let mut map = Map::new();
        for (name, value) in pairs(query) {
            let value = decoded(value).map_err(|_| Refusal::bad(format!("`{name}` is not UTF-8.")))?;
            let value = match &*name {
                // No operation is called so; the draft says that it is as if there were none.
                "operationName" | "variables" | "extensions" if value.is_empty() => Value::Null,
                "query" | "operationName" | "documentId" => Value::from(value.into_owned()),
                "variables" | "extensions" => serde_json::from_str(&value)
                    .map_err(|error| Refusal::bad(format!("`{name}` is not JSON: {error}.")))?,
                _ => continue,
            };
            if map.insert(name.clone().into_owned(), value).is_some() {
                return Err(Refusal::bad(format!("`{name}` must be given only once.")));
            }
        }
        Self::of_map(map)
    }

    /// As an object of JSON says; what else is in it is for others.
    pub(super) fn of_map(mut map: Map<String, Value>) -> Result<Self, Refusal> {
        let ask = Self {
            document: text(&mut map, "documentId")?,
            request: Request {
                query: text(&mut map, "query")?.unwrap_or_default(),
                operation_name: text(&mut map, "operationName")?.filter(|it| !it.is_empty()),
                variables: object(&mut map, "variables")?,
                extensions: object(&mut map, "extensions")?,
            },
        };
        let is_named = ask.document.is_some() || ask.request.extensions.contains_key("persistedQuery");
        if ask.request.query.is_empty() && !is_named {
            return Err(Refusal::bad("`query` must be a document."));
        }
        Ok(ask)
    }
}

fn text(map: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    match map.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(it)) => Ok(Some(it)),
        Some(_) => Err(Refusal::bad(format!("`{name}` must be a text."))),
    }
}

fn object(map: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, Refusal> {
    match map.remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(it)) => Ok(it),
        Some(_) => Err(Refusal::bad(format!("`{name}` must be an object."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_asks_as_a_body_does() {
        let ask = Ask::of_query("query=%7Ba%7D&operationName=&variables=%7B%22b%22:1%7D&unknown=1").unwrap();
        assert_eq!((ask.request.query.as_str(), ask.request.operation_name), ("{a}", None));
        assert_eq!(ask.request.variables["b"], 1);
        for wrong in ["", "query=", "query=%FF", "query=a&query=b", "query=a&variables=1", "query=a&extensions=%7B"] {
            assert!(Ask::of_query(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Ask::of_query("documentId=abc").unwrap().document.as_deref(), Some("abc"));
    }

    #[test]
    fn lists_are_within_bounds() {
        let of = |body: &str, most| Asks::of_body(body.as_bytes(), most);
        assert!(matches!(of(r#"[{"query":"{a}"},{"query":"{b}"}]"#, 2), Ok(Asks::Many(all)) if all.len() == 2));
        assert_eq!(of(r#"[{"query":"{a}"},1]"#, 1).unwrap_err().code, "BATCH_LIMIT");
        for wrong in ["", "1", "[]", "[1]", r#"{"query":1}"#, r#"{"query":"a","variables":[]}"#] {
            assert!(of(wrong, 2).is_err(), "{wrong}");
        }
    }
}
