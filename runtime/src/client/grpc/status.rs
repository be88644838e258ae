//! How a call failed, as its caller learns it.

use crate::status::{BadRequest, Code, Detail, FieldViolation, Wire};
use http::HeaderMap;
use prost::Message;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// How a call failed: a code, a sentence, and more for programs.
///
/// It is what the service said, or what became of the call on its way: `UNAVAILABLE` where there is no connection,
/// `DEADLINE_EXCEEDED` when time is over.
#[derive(Clone, Debug)]
pub struct Status(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    code: Code,
    message: String,
    details: Vec<Detail>,
    metadata: HeaderMap,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl Status {
    /// A failure on this side.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        let (details, metadata) = (Vec::new(), HeaderMap::new());
        Self(Box::new(Inner { code, message: message.into(), details, metadata, source: None }))
    }

    /// What became of a call, by the code that tells it.
    pub(super) fn of(code: Code, it: &tonic::Status) -> Self {
        let details = Wire::decode(it.details()).map(|it| it.details).unwrap_or_default();
        let metadata = it.metadata().clone().into_headers();
        let source = it.source().map(|it| it.to_string().into()).map(|it: crate::BoxError| Arc::from(it));
        Self(Box::new(Inner { code, message: it.message().to_owned(), details, metadata, source }))
    }

    /// When there is no more time.
    pub(super) fn late() -> Self {
        Self::new(Code::DeadlineExceeded, "the answer took too long")
    }

    /// The code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The sentence.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What programs are told.
    pub fn details(&self) -> &[Detail] {
        &self.0.details
    }

    /// The first detail of a type, such as [`BadRequest`].
    pub fn detail<M: prost::Name + Default>(&self) -> Option<M> {
        self.details().iter().find_map(Detail::read)
    }

    /// What is wrong with the request, field by field, where the service says so.
    pub fn violations(&self) -> Vec<FieldViolation> {
        self.detail::<BadRequest>().map(|it| it.field_violations).unwrap_or_default()
    }

    /// What the service sent beside it.
    pub fn metadata(&self) -> &HeaderMap {
        &self.0.metadata
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code.as_str())?;
        if self.0.message.is_empty() { Ok(()) } else { write!(f, ": {}", self.0.message) }
    }
}

impl Error for Status {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|it| it as _)
    }
}
