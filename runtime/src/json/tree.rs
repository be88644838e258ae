//! A document as a tree, with the members that it repeats.

use super::Malformed;
use super::path::Path;
use crate::problem::Problem;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;

/// A document. Of a repeated member the first stays; whole numbers are integers, however they are written.
pub(super) struct Tree {
    pub(super) value: Value,
    /// Pointers to what is there twice, at most [`Problem::MAX_ERRORS`].
    pub(super) repeated: Vec<String>,
}

/// Reads all of a text, to the depth that `serde_json` allows.
pub(super) fn read(bytes: &[u8]) -> Result<Tree, Malformed> {
    let repeated = RefCell::default();
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let value = Node { path: &Path::Root, repeated: &repeated }.deserialize(&mut from)?;
    from.end()?;
    Ok(Tree { value, repeated: repeated.into_inner() })
}

#[derive(Clone, Copy)]
struct Node<'a> {
    path: &'a Path<'a>,
    repeated: &'a RefCell<Vec<String>>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_i64<E: Error>(self, it: i64) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_f64<E: Error>(self, it: f64) -> Result<Value, E> {
        Ok(as_whole(it).map_or_else(|| it.into(), Value::from))
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_string<E: Error>(self, it: String) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(it) = from.next_element_seed(Node { path: &Path::Item(self.path, items.len()), ..self })? {
            items.push(it);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = from.next_key::<String>()? {
            let path = Path::Member(self.path, &name);
            let value = from.next_value_seed(Node { path: &path, ..self })?;
            if !members.contains_key(&name) {
                members.insert(name, value);
            } else if self.repeated.borrow().len() < Problem::MAX_ERRORS {
                self.repeated.borrow_mut().push(path.to_string());
            }
        }
        Ok(Value::Object(members))
    }
}

/// The integer that a number is, as far as f64 tells neighboring integers apart.
#[allow(clippy::cast_possible_truncation)] // The range is checked first.
fn as_whole(it: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (it.fract() == 0.0 && it.abs() <= EXACT).then_some(it as i64)
}
