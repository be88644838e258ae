//! The deserializer: one value of the tree, or a stand-in for one.

use super::access::{Choice, Items, Members};
use super::error::Error;
use super::session::Session;
use crate::json::choice::CHOICE;
use crate::json::path::Path;
use crate::types::{FromText, Mismatch, UnknownValue, known};
use serde::de::{DeserializeSeed, Deserializer, Visitor};
use serde_json::{Number, Value};
use std::any::type_name;

/// A value of the tree; without one, whatever its type takes for a stand-in.
#[derive(Clone, Copy)]
pub(super) struct Forgiving<'a> {
    pub(super) value: Option<&'a Value>,
    pub(super) path: &'a Path<'a>,
    pub(super) session: &'a Session,
}

impl<'a> Forgiving<'a> {
    /// Hands the value to its type. Whatever the type says after it was given everything is said of the whole.
    pub(super) fn give<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        self.session.step()?;
        let owner = type_name::<S::Value>();
        seed.deserialize(self).map_err(|error| self.give_up(owner, error))
    }

    /// Turns what a visitor of this value says into a lesson.
    fn settle<T>(self, owner: &'static str, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| match error {
            Error::Missing(field) if self.session.learn_required(owner, field) => Error::Again,
            Error::UnknownField(_) | Error::UnknownVariant(_) if self.session.learn_closed(owner) => Error::Again,
            _ => self.give_up(owner, error),
        })
    }

    /// Tells what is wrong with a value that cannot be mended.
    fn give_up(self, owner: &'static str, error: Error) -> Error {
        let real = self.value.is_some() && self.session.refusal(self.path).is_none();
        match error {
            Error::Again | Error::Enough => error,
            // Something inside that is known to be wrong is reason enough, and better told.
            Error::Refused(_) if real && self.session.has_found(self.path) => self.session.give_up(self.path, None),
            Error::Refused(why) => self.session.learn_refused(owner, self.path, why),
            _ if !real => self.session.give_up(self.path, None),
            Error::Missing(field) => self.session.give_up(&Path::Member(self.path, field), Some(REQUIRED)),
            Error::UnknownField(name) => self.session.give_up(&Path::Member(self.path, &name), Some(UNKNOWN)),
            Error::UnknownVariant(allowed) => self.session.give_up(self.path, Some(UnknownValue::new(allowed).into())),
        }
    }

    /// Notes a violation of this value; a stand-in has none.
    pub(super) fn record(self, why: &Mismatch) {
        if self.value.is_some() {
            self.session.record(self.path, why);
        }
    }

    /// The value, unless its type has refused it.
    fn seen(self) -> Option<&'a Value> {
        let value = self.value?;
        let Some((why, _)) = self.session.refusal(self.path) else { return Some(value) };
        self.record(&why);
        None
    }

    /// How many stand-ins were refused here.
    fn offers(self) -> usize {
        self.session.refusal(self.path).map_or(0, |(_, offers)| offers)
    }

    /// The part of the value that is of a kind.
    fn pick<T>(self, noun: &str, part: impl FnOnce(&'a Value) -> Option<T>) -> Option<T> {
        let value = self.seen()?;
        let part = part(value);
        if part.is_none() {
            self.record(&Mismatch::new("type", format!("Must be {noun}.")));
        }
        part
    }

    /// A scalar that is written as a text, where all of them are.
    fn written<T: FromText>(self, it: &Value) -> Option<T> {
        let text = it.as_str().filter(|_| self.session.has_texts())?;
        T::from_text(text).ok()
    }

    /// The integer within limits, or 0, or whichever small number the type may like better.
    fn whole(self, low: i128, high: i128) -> i128 {
        let picked = self.pick("an integer", |it| it.as_number().and_then(as_whole).or_else(|| self.written(it)));
        match picked {
            Some(it) if it < low => self.record(&Mismatch::new("minimum", format!("Must be at least {low}."))),
            Some(it) if it > high => self.record(&Mismatch::new("maximum", format!("Must be at most {high}."))),
            Some(it) => return it,
            None => {}
        }
        self.offers() as i128
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let known = known::<V::Value>();
        let mut text = self.pick("a string", Value::as_str);
        if let (Some(it), Some(known)) = (text, known)
            && !(known.accepts)(it)
        {
            self.record(&Mismatch::new("format", format!("Must be {}.", known.noun)));
            text = None;
        }
        let stand_in = known.map_or("", |it| it.example);
        self.settle(type_name::<V>(), visitor.visit_str(text.unwrap_or(stand_in)))
    }

    fn items<'de, V: Visitor<'de>>(self, items: Items<'a>, visitor: V) -> Result<V::Value, Error> {
        self.settle(type_name::<V>(), visitor.visit_seq(items))
    }

    fn members<'de, V: Visitor<'de>>(
        self,
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let object = self.pick("an object", Value::as_object);
        let owner = type_name::<V>();
        self.settle(owner, visitor.visit_map(Members::new(self, object, fields, owner)))
    }
}

pub(super) const REQUIRED: Mismatch = Mismatch::constant("required", "Is required.");
pub(super) const UNKNOWN: Mismatch = Mismatch::constant("additionalProperties", "Is not a known member.");

fn as_whole(number: &Number) -> Option<i128> {
    let exact = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    // An integer that 64 bits do not hold is one all the same; the cast goes to the nearest, which may be the least that
    // they do hold: what was written was less.
    #[allow(clippy::cast_possible_truncation)]
    let nearest = || number.as_f64().filter(|it| it.fract() == 0.0).map(|it| it as i128);
    exact.or_else(|| nearest().map(|it| if it == i64::MIN.into() { it - 1 } else { it }))
}

macro_rules! whole_numbers {
    ($($method:ident: $type:ty => $visit:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let it = self.whole(<$type>::MIN.into(), <$type>::MAX.into());
            self.settle(type_name::<V>(), visitor.$visit(<$type>::try_from(it).unwrap_or_default()))
        })*
    };
}

macro_rules! same_as {
    ($($method:ident: $other:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.$other(visitor)
        })*
    };
}

impl<'de, 'a> Deserializer<'de> for Forgiving<'a> {
    type Error = Error;

    whole_numbers! {
        deserialize_i8: i8 => visit_i8;
        deserialize_i16: i16 => visit_i16;
        deserialize_i32: i32 => visit_i32;
        deserialize_i64: i64 => visit_i64;
        deserialize_u8: u8 => visit_u8;
        deserialize_u16: u16 => visit_u16;
        deserialize_u32: u32 => visit_u32;
        deserialize_u64: u64 => visit_u64;
    }

    same_as! {
        deserialize_f32: deserialize_f64;
        deserialize_char: text;
        deserialize_str: text;
        deserialize_string: text;
        deserialize_identifier: text;
        deserialize_bytes: deserialize_any;
        deserialize_byte_buf: deserialize_any;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let owner = type_name::<V>();
        let result = match self.seen() {
            Some(Value::Bool(it)) => visitor.visit_bool(*it),
            Some(Value::String(it)) => visitor.visit_str(it),
            Some(Value::Array(it)) => return self.items(Items::of_list(self, it), visitor),
            Some(Value::Object(_)) => return self.members(None, visitor),
            Some(Value::Number(it)) => match (it.as_u64(), it.as_i64()) {
                (Some(it), _) => visitor.visit_u64(it),
                (_, Some(it)) => visitor.visit_i64(it),
                _ => visitor.visit_f64(it.as_f64().unwrap_or_default()),
            },
            Some(Value::Null) => visitor.visit_unit(),
            None => match self.offers() {
                0 => visitor.visit_unit(),
                1 => visitor.visit_str(""),
                2 => visitor.visit_u64(0),
                _ => return self.items(Items::of_list(self, &[]), visitor),
            },
        };
        self.settle(owner, result)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let it = self.pick("true or false", |it| it.as_bool().or_else(|| self.written(it))).unwrap_or_default();
        self.settle(type_name::<V>(), visitor.visit_bool(it))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let it = self.pick("a number", |it| it.as_f64().or_else(|| self.written(it))).unwrap_or_default();
        self.settle(type_name::<V>(), visitor.visit_f64(it))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            None | Some(Value::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.pick("null", Value::as_null);
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        // What chooses among types has to know of texts: it is told by being given "some".
        if name == CHOICE && self.session.has_texts() {
            visitor.visit_some(self)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let alone = |it: &'a Value| (self.session.has_texts() && !it.is_null()).then(|| std::slice::from_ref(it));
        let array = self.pick("an array", |it| it.as_array().map(Vec::as_slice).or_else(|| alone(it))).unwrap_or(&[]);
        self.items(Items::of_list(self, array), visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        let array = self.pick("an array", Value::as_array);
        match array.map(Vec::len) {
            Some(it) if it < len => self.record(&Mismatch::new("minItems", format!("Must have {len} items."))),
            Some(it) if it > len => self.record(&Mismatch::new("maxItems", format!("Must have {len} items."))),
            _ => {}
        }
        self.items(Items::of_tuple(self, array.map_or(&[][..], Vec::as_slice), len), visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.members(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.members(Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let owner = type_name::<V>();
        let unknown = |it: &str| self.session.is_closed(owner) && !variants.contains(&it);
        let choice = match self.seen() {
            Some(Value::String(it)) if unknown(it) => {
                self.record(&UnknownValue::new(variants).into());
                None
            }
            Some(Value::String(it)) => Some(Choice { variant: it, from: self, content: None }),
            Some(Value::Object(it)) if it.len() == 1 => it
                .iter()
                .next()
                .filter(|(name, _)| variants.contains(&name.as_str()))
                .map(|(name, content)| Choice { variant: name, from: self, content: Some(content) }),
            _ => None,
        };
        if choice.is_none() && !self.value.is_some_and(Value::is_string) {
            self.record(&Mismatch::new("type", "Must be a string."));
        }
        let stand_in = || Choice {
            variant: variants.first().copied().unwrap_or_default(),
            from: Self { value: None, ..self },
            content: None,
        };
        self.settle(owner, visitor.visit_enum(choice.unwrap_or_else(stand_in)))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
