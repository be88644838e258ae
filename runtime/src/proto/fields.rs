//! Fields by name and text: what paths and queries of URLs say.

use super::kind::Kind;
use crate::types::Mismatch;
use serde::de::value::Error;
use serde::de::{Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

/// A message whose fields can be set by name.
pub trait Fields {
    /// Sets a field by its path from here, `author.name`, each name as in JSON or as in the schema; a list gets one more.
    ///
    /// False where there is no such field, or it takes no text.
    ///
    /// # Errors
    /// When the text is not a value of the field.
    fn set(&mut self, path: &str, text: &str) -> Result<bool, Mismatch>;
}

impl<T: Fields> Fields for Box<T> {
    fn set(&mut self, path: &str, text: &str) -> Result<bool, Mismatch> {
        (**self).set(path, text)
    }
}

/// The first name of a path, and the rest.
pub fn first(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)))
}

/// A scalar that is written as JSON writes it, but for the quotes.
pub(super) fn scalar<K: Kind + ?Sized>(text: &str) -> Result<K::Value, Mismatch> {
    K::read(Written(text)).map_err(|error| Mismatch::new("type", error.to_string()))
}

/// A text that stands for a value.
struct Written<'a>(&'a str);

impl<'de> Deserializer<'de> for Written<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.0)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = self.0.parse().map_err(|_| Error::custom("Must be true or false."))?;
        visitor.visit_bool(value)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}
