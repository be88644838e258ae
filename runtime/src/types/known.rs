//! What is to be known of these types where only their names are there.

use super::text::Formatted;
use super::{Base64, Date, DateTime, Duration, Time, Uuid};
use std::any::type_name;

/// One of these types, told by its name.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    name: fn() -> &'static str,
    /// Whether the type reads a text.
    pub(crate) accepts: fn(&str) -> bool,
    /// [`Formatted::NOUN`].
    pub(crate) noun: &'static str,
    /// Some text of the format, to go on with where a request has none.
    pub(crate) example: &'static str,
}

const fn row<T: Formatted>(example: &'static str) -> Known {
    Known { name: type_name::<T>, accepts: |text| T::read(text).is_some(), noun: T::NOUN, example }
}

const KNOWN: [Known; 6] = [
    row::<Uuid>("00000000-0000-0000-0000-000000000000"),
    row::<Date>("1970-01-01"),
    row::<DateTime>("1970-01-01T00:00:00Z"),
    row::<Time>("00:00:00Z"),
    row::<Duration>("PT0S"),
    row::<Base64>(""),
];

/// What is known of a type, if it is one of this folder.
pub(crate) fn known<T>() -> Option<&'static Known> {
    KNOWN.iter().find(|it| (it.name)() == type_name::<T>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_of_their_formats() {
        for it in &KNOWN {
            assert!((it.accepts)(it.example), "{}", it.noun);
        }
        assert!(known::<Uuid>().is_some() && known::<String>().is_none());
    }
}
