//! UUIDs, RFC 9562.

use super::text::{Formatted, formatted};
use std::fmt;
use std::ops::Deref;

/// A UUID, in the hyphenated form of RFC 9562 §4 only: any case is read, lower case written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(pub uuid::Uuid);

impl Uuid {
    /// A new UUID that sorts by the time of its making, RFC 9562 §5.7.
    pub fn now_v7() -> Self {
        Self(uuid::Uuid::now_v7())
    }
}

impl Formatted for Uuid {
    const NOUN: &'static str = "a UUID";

    fn read(text: &str) -> Option<Self> {
        // The length leaves no room for the braced, bare and URN forms, which the crate reads too.
        if text.len() != 36 {
            return None;
        }
        uuid::Uuid::try_parse(text).ok().map(Self)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl Deref for Uuid {
    type Target = uuid::Uuid;

    fn deref(&self) -> &uuid::Uuid {
        &self.0
    }
}

formatted!(Uuid);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hyphenated_form_is_read() {
        let it: Uuid = "2EB8AA08-AA98-11EA-B4AA-73B441D16380".parse().unwrap();
        assert_eq!(it.to_string(), "2eb8aa08-aa98-11ea-b4aa-73b441d16380");
        let bad = [
            "2eb8aa08aa9811eab4aa73b441d16380",
            "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
            "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
            "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
        ];
        for it in bad {
            assert!(it.parse::<Uuid>().is_err(), "{it}");
        }
    }
}
