//! The arguments of a field, coerced and with their defaults.

use super::{Error, Result};
use crate::{Check, Validate};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// The arguments of a field: coerced (GraphQL §6.4.1), their defaults filled in; one that is not given is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args(pub(crate) Map<String, Value>);

impl Args {
    /// As a request record.
    ///
    /// # Errors
    /// `BAD_USER_INPUT`, with everything that is wrong under `extensions.errors`.
    pub fn read<T: DeserializeOwned + Validate>(&self) -> Result<T> {
        let tree = Value::Object(self.0.clone());
        let value = T::deserialize(tree).map_err(|error| Error::new(Error::BAD_USER_INPUT, error.to_string()))?;
        let mut check = Check::new("arguments");
        value.validate(&mut check);
        let violations = check.finish();
        if violations.is_empty() {
            return Ok(value);
        }
        let told: Vec<Value> = violations
            .iter()
            .map(|it| json!({ "pointer": it.pointer, "detail": it.detail, "code": it.code }))
            .collect();
        Err(Error::new(Error::BAD_USER_INPUT, "An argument is not as it must be.").with("errors", told))
    }

    /// As JSON.
    pub fn values(&self) -> &Map<String, Value> {
        &self.0
    }
}
