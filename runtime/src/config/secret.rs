//! Values that are never written.

use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// A value that shows as `***` wherever it is written.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Hides a value.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str("***")
    }
}

/// A URL without its password and without its query, which may hold another one.
pub fn masked(url: &str) -> String {
    let (start, query) = url.split_once('?').map_or((url, ""), |(start, _)| (start, "?***"));
    let Some((scheme, rest)) = start.split_once("://") else { return format!("***{query}") };
    // The last `@`, since a password may hold one that was not escaped.
    let Some((user, host)) = rest.rsplit_once('@') else { return format!("{scheme}://{rest}{query}") };
    match user.split_once(':') {
        Some((user, _)) => format!("{scheme}://{user}:***@{host}{query}"),
        None => format!("{scheme}://{user}@{host}{query}"),
    }
}

/// For `#[serde(serialize_with)]`: all of a URL but its password.
#[cfg(feature = "sql")]
pub(super) fn masked_url<S: Serializer>(url: &Secret, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&masked(url.expose()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_show() {
        let secret = Secret::new("hunter2");
        assert_eq!(format!("{secret} {secret:?}"), "*** ***");
        assert_eq!(secret.expose(), "hunter2");
    }

    #[test]
    fn passwords_of_urls_do_not_show() {
        for (url, shown) in [
            ("postgres://ann:pw@db:5432/shop", "postgres://ann:***@db:5432/shop"),
            ("postgres://ann:p@w/x@db/shop?sslmode=require", "postgres://ann:***@db/shop?***"),
            ("postgres://ann@db/shop", "postgres://ann@db/shop"),
            ("sqlite://data/shop.db", "sqlite://data/shop.db"),
            ("hunter2", "***"),
        ] {
            assert_eq!(masked(url), shown);
        }
    }
}
