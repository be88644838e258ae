//! What goes wrong with one field.

use serde_json::{Map, Value};
use std::fmt;

/// What a resolver answers.
pub type Result<T> = std::result::Result<T, Error>;

/// What a resolver answers that is asked for many objects at once: one answer each, in their order.
pub type Each<T> = Result<Vec<Result<T>>>;

/// Why a field has no answer. Callers are told the message and the code; what caused it is for the log alone.
#[derive(Debug)]
pub struct Error {
    pub(super) message: String,
    pub(super) code: &'static str,
    pub(super) extensions: Map<String, Value>,
    pub(super) source: Option<crate::BoxError>,
}

impl Error {
    /// The code of what callers are told nothing about.
    pub const INTERNAL: &'static str = "INTERNAL_SERVER_ERROR";
    /// The code of what is not there.
    pub const NOT_FOUND: &'static str = "NOT_FOUND";
    /// The code of arguments that are not as they must be.
    pub const BAD_USER_INPUT: &'static str = "BAD_USER_INPUT";

    /// An error that callers are told: `Error::new("NOT_FOUND", "There is no such pet.")`.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { message: message.into(), code, extensions: Map::new(), source: None }
    }

    /// Something that callers are told nothing about.
    pub fn internal(source: impl Into<crate::BoxError>) -> Self {
        let message = "Something went wrong.".to_owned();
        Self { message, code: Self::INTERNAL, extensions: Map::new(), source: Some(source.into()) }
    }

    /// A resolver that nobody has written yet: `NOT_IMPLEMENTED`, and a sentence that names the file to open.
    pub fn unwritten(method: &'static str, file: &'static str) -> Self {
        Self::new("NOT_IMPLEMENTED", crate::Unwritten::new(method, file).to_string())
    }

    /// Tells more, under `extensions`.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.extensions.insert(name.into(), value.into());
        self
    }

    /// What caused it, which callers are not told.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.source.as_deref()
    }

    /// The code, under `extensions.code`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The same for another field; what caused it is told of the first alone.
    pub(super) fn again(&self) -> Self {
        Self { message: self.message.clone(), code: self.code, extensions: self.extensions.clone(), source: None }
    }

    /// What callers are told: the message, the code, and what else is under `extensions`.
    pub(super) fn told(&self) -> (String, &'static str, Map<String, Value>) {
        #[cfg(feature = "sql")]
        if let Some(told) = self.source.as_ref().and_then(|it| of_store(it.downcast_ref()?)) {
            return told;
        }
        (self.message.clone(), self.code, self.extensions.clone())
    }
}

/// What callers are told of what a store could not do, where it is theirs.
#[cfg(feature = "sql")]
fn of_store(error: &crate::db::StoreError) -> Option<(String, &'static str, Map<String, Value>)> {
    use crate::db::StoreError;
    let problem = error.problem()?;
    let code = match error {
        StoreError::Missing => "NOT_FOUND",
        StoreError::Stale => "PRECONDITION_FAILED",
        StoreError::Conflict(_) | StoreError::Broken { .. } => "CONFLICT",
        StoreError::Unfit(_) | StoreError::Cursor(_) => Error::BAD_USER_INPUT,
        StoreError::Database(_) => return None,
    };
    let violation =
        |it: &crate::Violation| serde_json::json!({ "pointer": it.pointer, "detail": it.detail, "code": it.code });
    let errors: Vec<Value> = problem.errors.iter().map(violation).collect();
    let mut extensions = Map::new();
    if !errors.is_empty() {
        extensions.insert("errors".to_owned(), errors.into());
    }
    Some((problem.detail.unwrap_or(problem.title).into_owned(), code, extensions))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Any error at all is [internal](Error::internal), so that `?` works and nothing leaks.
impl<E: std::error::Error + Send + Sync + 'static> From<E> for Error {
    fn from(source: E) -> Self {
        Self::internal(source)
    }
}

#[cfg(all(test, feature = "sql"))]
mod tests {
    use super::*;
    use crate::db::StoreError;

    #[test]
    fn callers_are_told_of_stores_what_is_theirs() {
        let told = |error: StoreError| Error::from(error).told();
        assert_eq!(told(StoreError::Missing).1, "NOT_FOUND");
        assert_eq!(told(StoreError::Stale).1, "PRECONDITION_FAILED");
        assert_eq!(told(StoreError::Conflict("pets.chip".to_owned())).1, "CONFLICT");
        let (message, code, extensions) = told(StoreError::Broken { refers: true, fields: &["owner"] });
        assert_eq!((message.as_str(), code), ("Refers to something that is not there.", "CONFLICT"));
        assert_eq!(extensions["errors"][0]["pointer"], "/owner");
        let lost = told(StoreError::Database(sqlx::Error::PoolClosed));
        assert_eq!((lost.0.as_str(), lost.1), ("Something went wrong.", Error::INTERNAL));
    }
}
