//! Who calls, as the user's guard says: what generated schemas with guarded fields ask.

use crate::guard::{Attempt, admit};
use crate::{Denied, Guard, Need};
use futures_util::future::BoxFuture;
use http::request::Parts;
use std::any::Any;
use std::sync::Arc;

/// Who calls, or why they may not ask.
pub type Allowed<'a> = BoxFuture<'a, Result<Arc<dyn Any + Send + Sync>, Denied>>;

/// Whether a socket may stay, or why not.
pub type Admitted<'a> = BoxFuture<'a, Result<(), Denied>>;

/// What some guarded fields ask for.
#[derive(Clone, Copy, Debug)]
pub struct Guarded {
    /// As the schema has it: any one of these, each of which is all in it.
    pub scopes: &'static [&'static [&'static str]],
    /// What proves one of them.
    pub needs: &'static [&'static [Need]],
}

/// Who proves to have one of the alternatives of some scopes.
///
/// # Errors
/// Why nobody does; what the table does not have, nobody may.
pub async fn allow<G: Guard<Principal: Sync + 'static>>(
    guard: &G,
    known: &'static [Guarded],
    scopes: &[Vec<String>],
    request: &Parts,
) -> Result<Arc<dyn Any + Send + Sync>, Denied> {
    let is_it = |it: &&Guarded| it.scopes.len() == scopes.len() && it.scopes.iter().zip(scopes).all(|(a, b)| a == b);
    let needs = known.iter().find(is_it).map_or(&[][..], |it| it.needs);
    match admit(needs, request, guard).await {
        Ok(principal) => Ok(Arc::new(principal)),
        Err(attempt) => Err(denied(attempt)),
    }
}

/// Whether a socket may stay: with what it shows, if anything, it must be somebody. What it may ask for, its fields say.
///
/// # Errors
/// Why it may not.
pub async fn connect<G: Guard>(guard: &G, known: &'static [Guarded], request: &Parts) -> Result<(), Denied> {
    let mut worst = Attempt::None;
    for it in known {
        match admit(it.needs, request, guard).await {
            Ok(_) => return Ok(()),
            Err(attempt) => worst = worst.max(attempt),
        }
    }
    // Who is known and may not ask for guarded fields may ask for others.
    match worst {
        Attempt::None | Attempt::Forbidden => Ok(()),
        attempt => Err(denied(attempt)),
    }
}

fn denied(attempt: Attempt) -> Denied {
    match attempt {
        Attempt::None | Attempt::Unknown => Denied::Unknown,
        Attempt::Forbidden => Denied::Forbidden,
        Attempt::Unavailable => Denied::Unavailable,
    }
}
