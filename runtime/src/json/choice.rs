//! Values that may be of one of several types: JSON Schema's `oneOf` and `anyOf`.

#[cfg(feature = "http")]
use crate::validate::{Check, Validate};
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cmp::Reverse;
use std::fmt;

/// What a reader of texts knows a [`Choice`] by.
pub(super) const CHOICE: &str = "$zephyrix::Choice";

/// A value, while it is found out which type it is of. Used by generated `Deserialize` impls.
#[derive(Debug)]
pub struct Choice {
    value: Value,
    /// Whether its scalars are all texts, as in parameters and forms.
    texts: bool,
}

/// Whether a value is of one type.
#[derive(Debug)]
pub struct Fit<T> {
    /// The value, or why not.
    value: Result<T, String>,
    weight: Weight,
}

/// How well texts are what the values of a type would be written as: `5` may be a number, a text and a list of one of
/// them, and is a number first of all. JSON has no such doubts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Weight {
    /// How many texts had to be taken for lists of one.
    pub(super) lone: usize,
    /// How many texts said something that is no text: numbers, say.
    pub(super) told: usize,
}

impl Weight {
    fn rank(self) -> (Reverse<usize>, usize) {
        (Reverse(self.lone), self.told)
    }
}

/// Reads any value. A reader of texts gives "some" value instead of a new type's.
struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Choice;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Choice, D::Error> {
        Ok(Choice { value: Value::deserialize(from)?, texts: false })
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Choice, D::Error> {
        Ok(Choice { value: Value::deserialize(from)?, texts: true })
    }
}

impl Choice {
    /// Reads the value, whatever it is.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(CHOICE, Whole)
    }

    /// Whether there is a member that says which type it is.
    pub fn has(&self, name: &str) -> bool {
        self.value.get(name).is_some()
    }

    /// The member that says which type it is.
    ///
    /// # Errors
    /// When there is no such member, or it is no text.
    pub fn tag<E: Error>(&self, name: &'static str) -> Result<&str, E> {
        let Value::Object(members) = &self.value else { return Err(E::custom("must be an object")) };
        match members.get(name) {
            None => Err(E::missing_field(name)),
            Some(it) => it.as_str().ok_or_else(|| E::custom(format_args!("`{name}` must be a string"))),
        }
    }

    /// The same where it need not be there: `None` also when it is no text.
    pub fn any_tag(&self, name: &str) -> Option<&str> {
        self.value.get(name)?.as_str()
    }

    /// The value as the type that its tag names.
    ///
    /// # Errors
    /// When it is not of that type.
    pub fn take<T: DeserializeOwned, E: Error>(self) -> Result<T, E> {
        self.typed().map(|it| it.0).map_err(E::custom)
    }

    /// The error of a tag that names no type.
    pub fn unknown_tag<E: Error>(name: &'static str, found: &str) -> E {
        let found: String = found.chars().take(40).collect();
        E::custom(format_args!("`{name}` names no type that is known: {found:?}"))
    }

    /// Whether the value is of one type, its rules included: if not, a sentence that begins with the type's name.
    #[cfg(feature = "http")]
    pub fn fit<T: DeserializeOwned, U: Validate>(&self, name: &str, wrap: fn(T) -> U) -> Fit<U> {
        let mut fit = self.resembles(name, wrap);
        if let Ok(value) = &fit.value {
            let mut check = Check::new("body");
            value.validate(&mut check);
            if let Some(it) = check.finish().first() {
                fit.value = Err(format!("{name}: {} {}", it.pointer, it.detail));
            }
        }
        fit
    }

    /// Whether the value can be read as one type, its rules aside: if not, a sentence that begins with the type's name.
    pub fn resembles<T: DeserializeOwned, U>(&self, name: &str, wrap: fn(T) -> U) -> Fit<U> {
        match self.typed() {
            Ok((value, weight)) => Fit { value: Ok(wrap(value)), weight },
            Err(error) => Fit { value: Err(format!("{name}: {error}")), weight: Weight::default() },
        }
    }

    fn typed<T: DeserializeOwned>(&self) -> Result<(T, Weight), serde_json::Error> {
        if self.texts {
            return super::texts::read(&self.value);
        }
        Ok((T::deserialize(&self.value)?, Weight::default()))
    }

    /// The one type that fits.
    ///
    /// # Errors
    /// When none fits, which names each and why; or when several do.
    pub fn exactly_one<T, E: Error, const N: usize>(fits: [Fit<T>; N]) -> Result<T, E> {
        let mut found = best(fits)?;
        match (found.len(), found.pop()) {
            (1, Some(value)) => Ok(value),
            (many, _) => Err(E::custom(format_args!("is of {many} types, and must be of exactly one"))),
        }
    }

    /// Of the types that fit, the one that keeps most of the value; of equals, the first.
    ///
    /// # Errors
    /// When none fits, which names each and why.
    pub fn closest<T: Serialize, E: Error, const N: usize>(&self, fits: [Fit<T>; N]) -> Result<T, E> {
        let mut found = best(fits)?;
        let kept = |it: &T| serde_json::to_value(it).map_or(0, |it| in_common(&self.value, &it));
        // `max_by_key` gives the last of equals.
        let at =
            if found.len() < 2 { 0 } else { (0..found.len()).rev().max_by_key(|at| kept(&found[*at])).unwrap_or(0) };
        Ok(found.swap_remove(at))
    }
}

/// The values that fit, and of texts those that fit best; never none.
fn best<T, E: Error, const N: usize>(fits: [Fit<T>; N]) -> Result<Vec<T>, E> {
    let ranks = fits.iter().filter(|it| it.value.is_ok()).map(|it| it.weight.rank());
    let Some(best) = ranks.max() else {
        let reasons: Vec<String> = fits.into_iter().filter_map(|it| it.value.err()).collect();
        return Err(E::custom(format_args!("is of none of the types ({})", reasons.join("; "))));
    };
    Ok(fits.into_iter().filter(|it| it.weight.rank() == best).filter_map(|it| it.value.ok()).collect())
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
        let choice = Choice { value, texts: false };
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
