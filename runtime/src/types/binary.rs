//! Bytes as text, RFC 4648.

use super::text::{Formatted, formatted};
use base64::display::Base64Display;
use base64::engine::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;
use std::ops::Deref;

/// Bytes that travel as padded base64, RFC 4648 §4.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Vec<u8>);

impl Formatted for Base64 {
    const NOUN: &'static str = "base64";

    fn read(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok().map(Self)
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

formatted!(Base64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_required_and_the_alphabet_is_the_standard_one() {
        assert_eq!(Base64::read("AP+/").unwrap().0, [0, 255, 191]);
        assert_eq!(Base64(vec![1]).to_string(), "AQ==");
        for bad in ["AQ", "AQ=", "AP-_", "A Q==", "AR=="] {
            assert!(Base64::read(bad).is_none(), "{bad}");
        }
    }
}
