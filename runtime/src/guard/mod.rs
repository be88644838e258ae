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

/// Decides who may call. The user's: routes of protected operations do not compile without it.
pub trait Guard: Send + Sync {
    /// Whether a credential is what an operation asks for, its scopes included.
    ///
    /// # Errors
    /// [`Denied::Unknown`] for a credential that is none, [`Denied::Forbidden`] for one that may not do this.
    fn allow(&self, need: &Need, credential: &str) -> impl Future<Output = Result<(), Denied>> + Send;
}

/// Why somebody may not call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// 401: the caller did not prove who they are.
    Unknown,
    /// 403: the caller is known, and may not do this.
    Forbidden,
}

/// A request record of an operation that asks for proof.
pub trait Protected {
    /// Any one of these; each is everything in it (OpenAPI's security requirements: an OR of ANDs).
    const NEEDS: &'static [&'static [Need]];
}

/// Lets a caller pass who proves any one of what is needed.
pub(crate) async fn admit<G: Guard>(needs: &[&[Need]], parts: &Parts, guard: &G) -> Result<(), Denied> {
    let mut reason = Denied::Unknown;
    for alternative in needs {
        match every(alternative, parts, guard).await {
            Ok(()) => return Ok(()),
            Err(Denied::Forbidden) => reason = Denied::Forbidden,
            Err(Denied::Unknown) => {}
        }
    }
    Err(reason)
}

async fn every<G: Guard>(needs: &[Need], parts: &Parts, guard: &G) -> Result<(), Denied> {
    for need in needs {
        let credential = need.credential(parts).ok_or(Denied::Unknown)?;
        guard.allow(need, &credential).await?;
    }
    Ok(())
}

/// The answer to a caller who may not pass.
pub(crate) fn refusal(reason: Denied, needs: &[&[Need]], id: &RequestId) -> Response {
    let (status, detail) = match reason {
        Denied::Unknown => (StatusCode::UNAUTHORIZED, "The caller did not prove who they are."),
        Denied::Forbidden => (StatusCode::FORBIDDEN, "The caller may not do this."),
    };
    let mut problem = Problem::new(status).detail(detail);
    problem.instance = Some(id.to_string());
    let mut response = problem.into_response();
    if reason == Denied::Unknown {
        let mut challenges: Vec<&str> = needs.iter().copied().flatten().map(Need::challenge).collect();
        challenges.dedup();
        // RFC 9110 §11.6.1: a 401 says how one might prove who one is.
        for challenge in challenges {
            if let Ok(challenge) = HeaderValue::from_str(challenge) {
                response.headers_mut().append(WWW_AUTHENTICATE, challenge);
            }
        }
    }
    response
}
