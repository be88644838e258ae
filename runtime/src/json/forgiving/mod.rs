//! Reads a tree into a type and notes everything that does not fit, instead of ending at the first.
//!
//! Where the tree does not fit, the type is given a stand-in. Serde asks for no more than one value, once:
//! what a type cannot do without, or will not have, only shows when it refuses. Then that is kept as a
//! lesson and reading starts again, which happens once for each such fact, not for each place.

mod access;
mod deserializer;
mod error;
mod session;

use super::path::Path;
use crate::validate::Check;
use deserializer::Forgiving;
use error::Error;
use serde::de::DeserializeOwned;
use serde_json::Value;
use session::Session;
use std::marker::PhantomData;

/// How the scalars of a tree are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalars {
    /// Each as its kind of JSON.
    Json,
    /// All as texts, as forms have them; a list of one is its item.
    Texts,
}

/// Reads a value, with stand-ins wherever `check` has then got a violation; `None` where even those failed.
pub(super) fn read<T: DeserializeOwned>(tree: &Value, scalars: Scalars, check: &mut Check) -> Option<T> {
    let session = Session::new(scalars, check.fresh());
    let root = Forgiving { value: Some(tree), path: &Path::Root, session: &session };
    let value = loop {
        match root.give(PhantomData::<T>) {
            Ok(value) => break Some(value),
            Err(Error::Again) if session.may_restart() => {}
            Err(_) => break None,
        }
    };
    let found = session.finish();
    if value.is_none() && found.is_empty() {
        check.violation("type", "Does not have the shape that is asked for.");
    }
    check.extend(found);
    value
}
