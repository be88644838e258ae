//! Origins as people write them: `https://app.example.org, https://example.org`.

use http::HeaderValue;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Origins of pages, RFC 6454.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origins {
    /// Every one: `*`.
    Any,
    /// Those listed; none at first.
    These(Vec<HeaderValue>),
}

impl Serialize for Origins {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Any => to.serialize_str("*"),
            Self::These(all) => {
                let all: Vec<_> = all.iter().filter_map(|it| it.to_str().ok()).collect();
                to.serialize_str(&all.join(", "))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Origins {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text.trim() == "*" {
            return Ok(Self::Any);
        }
        let all = text.split(',').map(str::trim).filter(|it| !it.is_empty());
        let all: Option<Vec<_>> = all.map(origin).collect();
        let wrong =
            || Error::custom("expected `*` or origins such as `https://app.example.org, http://localhost:3000`");
        all.map(Self::These).ok_or_else(wrong)
    }
}

/// A scheme and an authority, and nothing after them: so browsers write it, and it is compared as it is.
fn origin(text: &str) -> Option<HeaderValue> {
    let (scheme, authority) = text.split_once("://")?;
    let good = |it: &str, also: &[u8]| {
        !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || also.contains(&it))
    };
    (good(scheme, b"+-.") && good(authority, b"-.:[]_")).then(|| HeaderValue::from_str(text).ok())?
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn origins_end_before_their_path() {
        for good in ["https://a.example", "http://localhost:3000", "http://[::1]:80", "chrome-extension://abc"] {
            assert!(origin(good).is_some(), "{good}");
        }
        for wrong in ["", "*", "a.example", "https://a.example/", "https://A.example", "https://", "https://*.example"]
        {
            assert!(origin(wrong).is_none(), "{wrong}");
        }
    }
}
