//! Files that came beside a JSON document, which has `{"$upload": 0}` where the first of them is meant.

use super::Upload;
use serde::de::{Error, MapAccess, Visitor};
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

thread_local! {
    static AMONG: RefCell<Option<Arc<[Upload]>>> = const { RefCell::new(None) };
}

impl Upload {
    /// Reads a value that may refer to files.
    pub(crate) fn among<T>(files: &Arc<[Self]>, read: impl FnOnce() -> T) -> T {
        /// Forgets the files, even where reading panics.
        struct Forget;

        impl Drop for Forget {
            fn drop(&mut self) {
                AMONG.set(None);
            }
        }

        if files.is_empty() {
            return read();
        }
        AMONG.set(Some(files.clone()));
        let _forget = Forget;
        read()
    }
}

/// Whether the value that is being read may refer to files.
pub(super) fn are_any() -> bool {
    AMONG.with_borrow(Option::is_some)
}

/// A file that is referred to.
pub(super) struct Referred;

impl<'de> Visitor<'de> for Referred {
    type Value = Upload;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a file that came with the request")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Upload, E> {
        Ok(Upload::new(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Upload, A::Error> {
        let mut index = None;
        while let Some(name) = from.next_key::<String>()? {
            if name != "$upload" {
                return Err(A::Error::custom("Must be a file that came with the request."));
            }
            index = Some(from.next_value::<usize>()?);
        }
        let found = index.and_then(|it| AMONG.with_borrow(|files| files.as_ref()?.get(it).cloned()));
        found.ok_or_else(|| A::Error::custom("Must be a file that came with the request."))
    }
}
