//! Values of JSON by their path, read as ProtoJSON has them: null is as good as absent.

use super::InvalidServiceConfig;
use serde_json::{Map, Value};
use std::time::Duration;

type Result<T> = std::result::Result<T, InvalidServiceConfig>;

/// A value, and where it is.
pub(super) struct At<'a> {
    pub(super) value: &'a Value,
    pub(super) path: String,
}

/// An object, all of whose members are known.
pub(super) struct Object<'a> {
    members: &'a Map<String, Value>,
    path: String,
}

impl<'a> At<'a> {
    /// That something is wrong with it.
    pub(super) fn wrong<T>(&self, why: &str) -> Result<T> {
        Err(InvalidServiceConfig { path: self.path.clone(), why: why.to_owned() })
    }

    /// An object with these members and no other.
    pub(super) fn object(&self, known: &[&str]) -> Result<Object<'a>> {
        let Some(members) = self.value.as_object() else { return self.wrong("must be an object") };
        let object = Object { members, path: self.path.clone() };
        match members.keys().find(|it| !known.contains(&it.as_str())) {
            None => Ok(object),
            Some(other) => Err(InvalidServiceConfig { path: object.path(other), why: "is not known".to_owned() }),
        }
    }

    pub(super) fn list(&self) -> Result<Vec<At<'a>>> {
        let Some(items) = self.value.as_array() else { return self.wrong("must be a list") };
        let item = |(at, value)| At { value, path: format!("{}[{at}]", self.path) };
        Ok(items.iter().enumerate().map(item).collect())
    }

    pub(super) fn text(&self) -> Result<&'a str> {
        self.value.as_str().map_or_else(|| self.wrong("must be a string"), Ok)
    }

    pub(super) fn bool(&self) -> Result<bool> {
        self.value.as_bool().map_or_else(|| self.wrong("must be true or false"), Ok)
    }

    /// A number of 32 bits, which may be written as a text.
    pub(super) fn integer(&self) -> Result<u32> {
        let number = match self.value {
            Value::String(text) => text.parse().ok(),
            // ProtoJSON takes 2.0 for 2.
            Value::Number(it) => it.as_f64().and_then(whole),
            _ => None,
        };
        number.map_or_else(|| self.wrong("must be a whole number from 0 to 4294967295"), Ok)
    }

    /// A number that is more than 0.
    pub(super) fn positive(&self) -> Result<f64> {
        let number = match self.value {
            Value::String(text) => text.parse().ok(),
            other => other.as_f64(),
        };
        let number = number.filter(|it: &f64| it.is_finite() && *it > 0.0);
        number.map_or_else(|| self.wrong("must be a number greater than 0"), Ok)
    }

    /// A duration in seconds: `1.5s`, and `.5s` as gRPC's examples write it.
    pub(super) fn duration(&self) -> Result<Duration> {
        let text = self.value.as_str().unwrap_or_default();
        let zero = if text.starts_with('.') { "0" } else { "" };
        let parsed = format!("{zero}{text}").parse::<crate::proto::Duration>().ok();
        let parsed = parsed
            .and_then(|it| Some(Duration::new(u64::try_from(it.seconds()).ok()?, u32::try_from(it.nanos()).ok()?)));
        parsed.map_or_else(|| self.wrong("must be a duration in seconds, such as \"1.5s\""), Ok)
    }

    /// The same, and some time.
    pub(super) fn positive_duration(&self) -> Result<Duration> {
        match self.duration()? {
            Duration::ZERO => self.wrong("must be more than 0s"),
            it => Ok(it),
        }
    }
}

fn whole(number: f64) -> Option<u32> {
    let fits = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it fits")]
    fits.then_some(number as u32)
}

impl<'a> Object<'a> {
    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A member, if it is there.
    pub(super) fn get(&self, name: &str) -> Option<At<'a>> {
        let value = self.members.get(name).filter(|it| !it.is_null())?;
        Some(At { value, path: self.path(name) })
    }

    /// A member that must be there.
    pub(super) fn required(&self, name: &str) -> Result<At<'a>> {
        let missing = || InvalidServiceConfig { path: self.path(name), why: "is missing".to_owned() };
        self.get(name).ok_or_else(missing)
    }

    /// A member as something, if it is there.
    pub(super) fn optional<T>(&self, name: &str, read: impl Fn(&At<'a>) -> Result<T>) -> Result<Option<T>> {
        self.get(name).map(|it| read(&it)).transpose()
    }
}
