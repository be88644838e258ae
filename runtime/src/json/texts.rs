//! Reads a tree whose scalars are all texts, as parameters and forms have them: what a text means, its type says.
//!
//! Numbers and the like may stand in it as they do in JSON, too, where a part of it was JSON.

use super::choice::{CHOICE, Weight};
use crate::types::FromText;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, IntoDeserializer, Visitor};
use serde_json::{Map, Value};
use std::cell::Cell;

/// Reads a value, and says how well the tree is what the value's type would be written as.
pub(super) fn read<T: DeserializeOwned>(tree: &Value) -> Result<(T, Weight), serde_json::Error> {
    let weight = Cell::new(Weight::default());
    let value = T::deserialize(Texts { value: tree, weight: &weight })?;
    Ok((value, weight.get()))
}

#[derive(Clone, Copy)]
struct Texts<'a> {
    value: &'a Value,
    weight: &'a Cell<Weight>,
}

impl<'a> Texts<'a> {
    fn weigh(self, change: impl FnOnce(&mut Weight)) {
        let mut weight = self.weight.get();
        change(&mut weight);
        self.weight.set(weight);
    }

    /// A scalar that is no text, from its text or as it stands.
    fn told<T: FromText>(self, stands: impl FnOnce(&Value) -> Option<T>) -> Result<T, serde_json::Error> {
        let read = match self.value {
            Value::String(text) => T::from_text(text).map_err(|it| serde_json::Error::custom(it.detail))?,
            value => stands(value).ok_or_else(|| serde_json::Error::custom("has another type"))?,
        };
        self.weigh(|it| it.told += 1);
        Ok(read)
    }

    fn inside(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }

    fn items<V: Visitor<'a>>(self, items: &'a [Value], visitor: V) -> Result<V::Value, serde_json::Error> {
        visitor.visit_seq(SeqDeserializer::new(items.iter().map(|it| self.inside(it))))
    }

    fn members<V: Visitor<'a>>(
        self,
        members: &'a Map<String, Value>,
        visitor: V,
    ) -> Result<V::Value, serde_json::Error> {
        visitor.visit_map(MapDeserializer::new(members.iter().map(|(name, it)| (name.as_str(), self.inside(it)))))
    }
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for Texts<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! told {
    ($($method:ident: $type:ty => $visit:ident, $stands:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            visitor.$visit(self.told::<$type>($stands)?)
        })*
    };
}

macro_rules! as_text {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            let text = self.value.as_str().ok_or_else(|| serde_json::Error::custom("must be a string"))?;
            visitor.visit_str(text)
        })*
    };
}

impl<'de> Deserializer<'de> for Texts<'de> {
    type Error = serde_json::Error;

    told! {
        deserialize_bool: bool => visit_bool, Value::as_bool;
        deserialize_i8: i64 => visit_i64, Value::as_i64;
        deserialize_i16: i64 => visit_i64, Value::as_i64;
        deserialize_i32: i64 => visit_i64, Value::as_i64;
        deserialize_i64: i64 => visit_i64, Value::as_i64;
        deserialize_u8: u64 => visit_u64, Value::as_u64;
        deserialize_u16: u64 => visit_u64, Value::as_u64;
        deserialize_u32: u64 => visit_u64, Value::as_u64;
        deserialize_u64: u64 => visit_u64, Value::as_u64;
        deserialize_f32: f64 => visit_f64, Value::as_f64;
        deserialize_f64: f64 => visit_f64, Value::as_f64;
    }

    as_text! { deserialize_char deserialize_str deserialize_string deserialize_identifier }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value {
            Value::Array(items) => self.items(items, visitor),
            Value::Object(members) => self.members(members, visitor),
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// A list of one is its item, if nothing says that it is a list.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value {
            Value::Array(items) => self.items(items, visitor),
            Value::Null => Err(serde_json::Error::custom("must be an array")),
            alone => {
                self.weigh(|it| it.lone += 1);
                self.items(std::slice::from_ref(alone), visitor)
            }
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Self::Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.deserialize_seq(visitor)
    }

    /// Members whose names are `0`, `1` and so on look like items.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value {
            Value::Object(members) => self.members(members, visitor),
            Value::Array(items) => {
                let members = items.iter().enumerate().map(|(at, it)| (at.to_string(), self.inside(it)));
                self.weigh(|it| it.lone += 1);
                visitor.visit_map(MapDeserializer::new(members))
            }
            _ => Err(serde_json::Error::custom("must be an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.value.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        // What chooses among types has to know that these are texts: it is told by being given "some".
        if name == CHOICE { visitor.visit_some(self) } else { visitor.visit_newtype_struct(self) }
    }

    serde::forward_to_deserialize_any! { i128 u128 bytes byte_buf unit unit_struct ignored_any }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[test]
    fn the_type_says_what_a_text_means() {
        assert_eq!(read::<i32>(&json!("7")).unwrap().0, 7);
        assert_eq!(read::<Vec<bool>>(&json!("true")).unwrap().0, [true]);
        assert_eq!(read::<Option<f64>>(&json!("1.5")).unwrap().0, Some(1.5));
        assert_eq!(read::<Value>(&json!({"a": ["1"]})).unwrap().0, json!({"a": ["1"]}));
        let map = read::<BTreeMap<String, i64>>(&json!(["5"])).unwrap().0;
        assert_eq!(map, BTreeMap::from([("0".to_owned(), 5)]));
        assert!(read::<i32>(&json!("x")).is_err() && read::<i32>(&json!("3000000000")).is_err());
        assert!(read::<String>(&json!(["a"])).is_err() && read::<BTreeMap<String, String>>(&json!("a")).is_err());
    }
}
