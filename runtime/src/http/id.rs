//! Names requests.

use crate::RequestId;
use http::HeaderMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Makes names: 64 random bits of this process, then the number of the request.
#[derive(Debug)]
pub(super) struct Ids {
    process: u64,
    next: AtomicU64,
}

impl Ids {
    /// Names that no other process makes.
    pub(super) fn new() -> Self {
        Self { process: uuid::Uuid::new_v4().as_u64_pair().0, next: AtomicU64::new(0) }
    }

    /// The name that the client gave, if it is 1 to 128 characters of `A-Za-z0-9._-`, else a new one.
    pub(super) fn name(&self, headers: &HeaderMap) -> RequestId {
        RequestId::of(headers).unwrap_or_else(|| RequestId::made(self.new_name()))
    }

    fn new_name(&self) -> [u8; 32] {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let nibbles = u128::from(self.process) << 64 | u128::from(number);
        std::array::from_fn(|it| b"0123456789abcdef"[(nibbles >> (124 - 4 * it) & 15) as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn named(given: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(RequestId::HEADER, HeaderValue::from_str(given).unwrap());
        Ids::new().name(&headers).to_string()
    }

    #[test]
    fn keeps_plain_names_only() {
        assert_eq!(named("a.B-9_"), "a.B-9_");
        assert_eq!(named(&"x".repeat(128)), "x".repeat(128));
        for bad in ["", "a b", "a\tb", "a/b", &"x".repeat(129)] {
            assert_ne!(named(bad), bad);
            assert_eq!(named(bad).len(), 32);
        }
    }

    #[test]
    fn makes_no_name_twice() {
        let ids = Ids::new();
        assert_ne!(ids.name(&HeaderMap::new()), ids.name(&HeaderMap::new()));
    }
}
