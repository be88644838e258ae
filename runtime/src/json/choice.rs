//! Values that may be of one of several types: JSON Schema's `oneOf` and `anyOf`.

#[cfg(feature = "http")]
use crate::validate::{Check, Validate};
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A value, while it is found out which type it is of. Used by generated `Deserialize` impls.
#[derive(Debug)]
pub struct Choice(Value);

/// Whether a value is of one type: the value, or why not.
pub type Fit<T> = Result<T, String>;

impl Choice {
    /// Reads the value, whatever it is.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Value::deserialize(from).map(Self)
    }

    /// Whether there is a member that says which type it is.
    pub fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// The member that says which type it is.
    ///
    /// # Errors
    /// When there is no such member, or it is no text.
    pub fn tag<E: Error>(&self, name: &'static str) -> Result<&str, E> {
        let Value::Object(members) = &self.0 else { return Err(E::custom("must be an object")) };
        match members.get(name) {
            None => Err(E::missing_field(name)),
            Some(it) => it.as_str().ok_or_else(|| E::custom(format_args!("`{name}` must be a string"))),
        }
    }

    /// The value as the type that its tag names.
    ///
    /// # Errors
    /// When it is not of that type.
    pub fn take<T: DeserializeOwned, E: Error>(self) -> Result<T, E> {
        serde_json::from_value(self.0).map_err(E::custom)
    }

    /// The error of a tag that names no type.
    pub fn unknown_tag<E: Error>(name: &'static str, found: &str) -> E {
        let found: String = found.chars().take(40).collect();
        E::custom(format_args!("`{name}` names no type that is known: {found:?}"))
    }

    /// Whether the value is of one type, its rules included.
    ///
    /// # Errors
    /// A sentence that begins with the type's name, when it is not.
    #[cfg(feature = "http")]
    pub fn fit<T: DeserializeOwned, U: Validate>(&self, name: &str, wrap: fn(T) -> U) -> Fit<U> {
        let value = self.resembles(name, wrap)?;
        let mut check = Check::new("body");
        value.validate(&mut check);
        match check.finish().first() {
            None => Ok(value),
            Some(it) => Err(format!("{name}: {} {}", it.pointer, it.detail)),
        }
    }

    /// Whether the value can be read as one type, its rules aside.
    ///
    /// # Errors
    /// A sentence that begins with the type's name, when it cannot.
    pub fn resembles<T: DeserializeOwned, U>(&self, name: &str, wrap: fn(T) -> U) -> Fit<U> {
        T::deserialize(&self.0).map(wrap).map_err(|error| format!("{name}: {error}"))
    }

    /// The one type that fits.
    ///
    /// # Errors
    /// When none fits, which names each and why; or when several do.
    pub fn exactly_one<T, E: Error, const N: usize>(fits: [Fit<T>; N]) -> Result<T, E> {
        let (mut found, mut reasons) = (Vec::new(), Vec::new());
        for fit in fits {
            match fit {
                Ok(value) => found.push(value),
                Err(reason) => reasons.push(reason),
            }
        }
        match (found.len(), found.pop()) {
            (1, Some(value)) => Ok(value),
            (0, _) => Err(none(&reasons)),
            (many, _) => Err(E::custom(format_args!("is of {many} types, and must be of exactly one"))),
        }
    }

    /// Of the types that fit, the one that keeps most of the value; of equals, the first.
    ///
    /// # Errors
    /// When none fits, which names each and why.
    pub fn closest<T: Serialize, E: Error, const N: usize>(&self, fits: [Fit<T>; N]) -> Result<T, E> {
        let (mut found, mut reasons) = (Vec::new(), Vec::new());
        for fit in fits {
            match fit {
                Ok(value) => found.push(value),
                Err(reason) => reasons.push(reason),
            }
        }
        if found.len() < 2 {
            return found.pop().ok_or_else(|| none(&reasons));
        }
        let kept = |it: &T| serde_json::to_value(it).map_or(0, |it| in_common(&self.0, &it));
        // `max_by_key` gives the last of equals.
        found.into_iter().rev().max_by_key(kept).ok_or_else(|| none(&reasons))
    }
}

/// How many members, items and scalars two values have in common, place by place.
fn in_common(one: &Value, other: &Value) -> usize {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.iter().filter_map(|(name, it)| Some(1 + in_common(it, other.get(name)?))).sum()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.iter().zip(other).map(|(one, other)| 1 + in_common(one, other)).sum()
        }
        _ => usize::from(one == other),
    }
}

fn none<E: Error>(reasons: &[String]) -> E {
    E::custom(format_args!("is of none of the types ({})", reasons.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize)]
    #[serde(untagged)]
    enum Animal {
        Cat(Cat),
        Dog(Dog),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Cat {
        name: String,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Dog {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        barks: Option<bool>,
    }

    fn read(value: Value) -> Result<Animal, serde_json::Error> {
        let choice = Choice(value);
        choice.closest([choice.resembles("Cat", Animal::Cat), choice.resembles("Dog", Animal::Dog)])
    }

    #[test]
    fn the_closest_type_keeps_most() {
        let name = || "Rex".to_owned();
        let dog = read(serde_json::json!({"name": "Rex", "barks": true, "new": 1})).unwrap();
        assert_eq!(dog, Animal::Dog(Dog { name: name(), barks: Some(true) }));
        assert_eq!(read(serde_json::json!({"name": "Rex"})).unwrap(), Animal::Cat(Cat { name: name() }));
        let error = read(serde_json::json!({})).unwrap_err().to_string();
        assert!(error.contains("Cat: ") && error.contains("Dog: "), "{error}");
    }
}
