//! Where operations are asked.

use super::answer::{Answer, read};
use super::document::Document;
use super::error::{Error, Refused};
use super::events::Events;
use crate::client::{Call, Endpoint, Error as Failure, Misconfigured};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Answers in one piece: the newer type first, which says whether a failure is of GraphQL.
const ANSWERS: &str = "application/graphql-response+json, application/json;q=0.9";

/// Answers that come one by one. There are services that take anything beside it for a wish for something else.
const EVENTS: &str = "text/event-stream";

/// A service of GraphQL. A clone shares connections with the original.
#[derive(Clone, Debug)]
pub struct Service {
    endpoint: Endpoint,
    /// Whether documents are named by their hash at first.
    hashed: bool,
    /// Whether reading goes by GET.
    gets: bool,
    /// Whether the service said that it knows nothing of hashes.
    unknown: Arc<AtomicBool>,
}

/// How a document is named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// By itself.
    Whole,
    /// By its hash alone.
    Hash,
    /// By both, so that the hash will do from now on.
    Both,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ask<'a, V> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    operation_name: &'a str,
    variables: &'a V,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<Extensions<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extensions<'a> {
    persisted_query: Persisted<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Persisted<'a> {
    version: u32,
    sha256_hash: &'a str,
}

impl Service {
    /// The service whose operations are asked at a URL, such as `https://example.org/graphql`.
    ///
    /// # Errors
    /// When the URL is not one of HTTP, or holds a query.
    pub fn new(url: &str) -> Result<Self, Misconfigured> {
        Endpoint::new(url).map(Self::at)
    }

    /// The same at an endpoint, which knows of timeouts, limits and proofs of identity.
    pub fn at(endpoint: Endpoint) -> Self {
        Self { endpoint, hashed: false, gets: false, unknown: Arc::default() }
    }

    /// Names documents by their hash, and sends them once to a service that does not know them yet (automatic persisted queries).
    #[must_use]
    pub fn by_hash(self) -> Self {
        Self { hashed: true, ..self }
    }

    /// Asks queries by GET, so that what stands between may keep the answers. What they hold gets into logs on the way.
    #[must_use]
    pub fn by_get(self) -> Self {
        Self { gets: true, ..self }
    }

    /// Asks a query or a mutation.
    ///
    /// # Errors
    /// When the service refuses it as a whole, or there is no answer of GraphQL. What fails within it stands in the answer.
    pub async fn ask<V: Serialize, T: DeserializeOwned>(
        &self,
        document: &Document,
        variables: &V,
    ) -> Result<Answer<T>, Failure<Refused>> {
        if !self.hashed || self.unknown.load(Ordering::Relaxed) {
            return self.send(document, variables, Named::Whole).await;
        }
        let answer = self.send(document, variables, Named::Hash).await;
        match self.retried(errors(&answer)) {
            Some(named) => self.send(document, variables, named).await,
            None => answer,
        }
    }

    /// Asks for events.
    ///
    /// # Errors
    /// When the service refuses it, or does not answer with events.
    pub async fn subscribe<V: Serialize, T: DeserializeOwned>(
        &self,
        document: &Document,
        variables: &V,
    ) -> Result<Events<T>, Failure<Refused>> {
        let opened = self.call(document, variables, Named::Whole, false).accept(EVENTS).open().await?;
        if opened.status() == 200 && opened.is_of(&["text/event-stream"]) {
            return Ok(Events::of(opened));
        }
        let answer = opened.whole().await?;
        match read::<serde::de::IgnoredAny>(answer.clone()) {
            Err(error) => Err(error),
            Ok(it) if !it.errors.is_empty() => Err(Failure::Api(Refused { errors: it.errors })),
            Ok(_) => answer.unexpected(),
        }
    }

    async fn send<V: Serialize, T: DeserializeOwned>(
        &self,
        document: &Document,
        variables: &V,
        named: Named,
    ) -> Result<Answer<T>, Failure<Refused>> {
        // A document that is not known yet may be too long for a URL.
        let get = self.gets && document.reads && named != Named::Both;
        read(self.call(document, variables, named, get).accept(ANSWERS).send().await?)
    }

    fn call<V: Serialize>(&self, document: &Document, variables: &V, named: Named, get: bool) -> Call<'_> {
        let persisted = Persisted { version: 1, sha256_hash: document.sha256 };
        let ask = Ask {
            query: (named != Named::Hash).then_some(document.text),
            operation_name: document.name,
            variables,
            extensions: (named != Named::Whole).then_some(Extensions { persisted_query: persisted }),
        };
        if !get {
            return self.endpoint.call("POST", "").json("application/json", Some(&ask));
        }
        // Pages of other origins cannot send it: services know by it that this is none.
        let call = self.endpoint.call("GET", "").header("GraphQL-Require-Preflight", Some(&"1"));
        let call = call.query("query", ask.query.as_ref()).query("operationName", Some(&document.name));
        call.query_json("variables", Some(variables)).query_json("extensions", ask.extensions.as_ref())
    }

    /// How the document is to be named after all, as errors say.
    fn retried(&self, errors: &[Error]) -> Option<Named> {
        let says = |code: &str, message: &str| {
            let is = |it: &Error| it.code() == Some(code) || it.message == message;
            errors.iter().any(is)
        };
        if says("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound") {
            return Some(Named::Both);
        }
        let unknown = says("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");
        unknown.then(|| self.unknown.store(true, Ordering::Relaxed)).map(|()| Named::Whole)
    }
}

/// What an answer says went wrong, if nothing else came of it.
fn errors<T>(answer: &Result<Answer<T>, Failure<Refused>>) -> &[Error] {
    match answer {
        Err(Failure::Api(it)) => &it.errors,
        Ok(Answer { data: None, errors, .. }) => errors,
        _ => &[],
    }
}
