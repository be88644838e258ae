//! Who may call: what protected operations ask for, before anything else of the request is read.

mod credential;

pub use credential::{Need, Proof};

use crate::cx::RequestId;
use crate::problem::Problem;
use axum::response::{IntoResponse, Response};
use http::header::WWW_AUTHENTICATE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use std::future::Future;

/// Decides who may call. The user's: routes of operations that ask who calls do not compile without it.
pub trait Guard: Send + Sync {
    /// Who calls, once they have proven it: what the handlers of those operations are given.
    ///
    /// Where several proofs are asked for together, it is the one of the first.
    type Principal: Send;

    /// Who proves to be who by a credential that an operation asks for, its scopes included.
    ///
    /// # Errors
    /// [`Denied::Unknown`] for a credential that is none, [`Denied::Forbidden`] for one that may not do this.
    fn allow(&self, need: &Need, credential: &str) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
}

/// Why somebody may not call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// 401: the caller did not prove who they are.
    Unknown,
    /// 403: the caller is known, and may not do this.
    Forbidden,
    /// 503: nothing can be said of the caller now, because what decides it cannot be reached.
    Unavailable,
}

/// A request record of an operation that asks for proof.
pub trait Protected {
    /// Any one of these; each is everything in it (OpenAPI's security requirements: an OR of ANDs).
    const NEEDS: &'static [&'static [Need]];
}

/// How an attempt to prove something went, from what says least to what says most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Attempt {
    /// No credential was shown.
    #[default]
    None,
    /// One was shown, and is none.
    Unknown,
    /// One was shown, and may not do this.
    Forbidden,
    /// One was shown, and nothing can be said of it now.
    Unavailable,
}

impl From<Denied> for Attempt {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Unknown => Self::Unknown,
            Denied::Forbidden => Self::Forbidden,
            Denied::Unavailable => Self::Unavailable,
        }
    }
}

/// Who proves any one of what is needed.
pub(crate) async fn admit<G: Guard>(needs: &[&[Need]], parts: &Parts, guard: &G) -> Result<G::Principal, Attempt> {
    let mut worst = Attempt::None;
    for alternative in needs {
        match every(alternative, parts, guard).await {
            Ok(principal) => return Ok(principal),
            Err(attempt) => worst = worst.max(attempt),
        }
    }
    Err(worst)
}

async fn every<G: Guard>(needs: &[Need], parts: &Parts, guard: &G) -> Result<G::Principal, Attempt> {
    let mut first = None;
    for need in needs {
        let credential = need.credential(parts).ok_or(Attempt::None)?;
        let principal = guard.allow(need, &credential).await?;
        first.get_or_insert(principal);
    }
    first.ok_or(Attempt::None)
}

/// The answer to a caller who may not pass: RFC 9110 §11.6.1, RFC 6750 §3.
pub(crate) fn refusal(attempt: Attempt, needs: &[&[Need]], id: &RequestId) -> Response {
    let (status, detail) = match attempt {
        Attempt::None => (StatusCode::UNAUTHORIZED, "The caller did not prove who they are."),
        Attempt::Unknown => (StatusCode::UNAUTHORIZED, "What the caller shows proves nothing."),
        Attempt::Forbidden => (StatusCode::FORBIDDEN, "The caller may not do this."),
        Attempt::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "Who calls cannot be checked at the moment."),
    };
    let mut problem = Problem::new(status).detail(detail);
    problem.instance = Some(id.to_string());
    let mut response = problem.into_response();
    let mut challenges: Vec<String> =
        needs.iter().copied().flatten().filter_map(|need| need.challenge(attempt)).collect();
    challenges.dedup();
    for challenge in challenges {
        if let Ok(challenge) = HeaderValue::from_str(&challenge) {
            response.headers_mut().append(WWW_AUTHENTICATE, challenge);
        }
    }
    response
}
