//! The arguments of a field, coerced and with their defaults.

use super::{Error, Result};
use crate::{Check, Upload, Validate};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The arguments of a field: coerced (GraphQL §6.4.1), their defaults filled in; one that is not given is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args {
    pub(super) values: Map<String, Value>,
    /// The files that some of them stand for: `{"$upload": 0}`.
    pub(super) uploads: Arc<[Upload]>,
}

impl Args {
    /// As a request record.
    ///
    /// # Errors
    /// `BAD_USER_INPUT`, with everything that is wrong under `extensions.errors`.
    pub fn read<T: DeserializeOwned + Validate>(&self) -> Result<T> {
        let mut check = Check::new("arguments");
        let read = || crate::json::decode_tree(&self.values, &mut check);
        let value = Upload::among(&self.uploads, read);
        if let Some(value) = value {
            return Ok(value);
        }
        let told: Vec<Value> = check
            .finish()
            .iter()
            .map(|it| json!({ "pointer": it.pointer, "detail": it.detail, "code": it.code }))
            .collect();
        Err(Error::new(Error::BAD_USER_INPUT, "An argument is not as it must be.").with("errors", told))
    }

    /// As JSON.
    pub fn values(&self) -> &Map<String, Value> {
        &self.values
    }
}

impl From<Map<String, Value>> for Args {
    fn from(values: Map<String, Value>) -> Self {
        Self { values, uploads: Arc::default() }
    }
}
