//! Links: what can be asked next with what an answer says (OpenAPI 3.2 §4.20, "Link Object"). Only for people to read.

use super::{Server, Value};
use crate::Span;

/// One link of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the contract calls it.
    pub name: String,
    /// What can be asked.
    pub to: LinkTo,
    /// Parameters of that and their values: constants, or runtime expressions as text.
    pub parameters: Vec<(String, Value)>,
    /// The body of that, in the same way.
    pub body: Option<Value>,
    /// What it is for.
    pub description: Option<String>,
    /// Where that is asked, when it is elsewhere.
    pub server: Option<Server>,
    /// Where it is written.
    pub span: Span,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTo {
    /// To the operation of this name.
    Operation(String),
    /// To the operation of this method, in lower case, and path; in a model it has become the former.
    Route(String, String),
    /// To an operation of another document.
    Elsewhere(String),
}
