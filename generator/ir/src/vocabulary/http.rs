//! How operations are reached over HTTP: methods, paths and what tells them apart.

use super::Server;
use crate::Span;

/// How an operation is reached over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpBinding {
    /// The method.
    pub method: HttpMethod,
    /// The path that this service serves.
    pub path: PathTemplate,
    /// Servers of its own, which stand for the document's.
    pub servers: Vec<Server>,
    /// What of the path is that of its own server, such as `/v2`; filled by the check.
    pub base: String,
}

impl HttpBinding {
    /// A method and a path of the document's own servers.
    pub fn new(method: HttpMethod, path: PathTemplate) -> Self {
        Self { method, path, servers: Vec::new(), base: String::new() }
    }

    /// The path as the contract has it, below its server.
    pub fn below(&self) -> &str {
        self.path.text.strip_prefix(&self.base).unwrap_or(&self.path.text)
    }

    /// The same as it is asked for: without what is told by the query or by headers.
    pub fn asked_below(&self) -> String {
        let path = self.path.path();
        path.strip_prefix(&self.base).map_or_else(|| path.clone(), str::to_owned)
    }
}

/// HTTP methods: those that OpenAPI knows, and any other.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HttpMethod {
    /// RFC 9110 §9.3.1.
    Get,
    /// RFC 9110 §9.3.4.
    Put,
    /// RFC 9110 §9.3.3.
    Post,
    /// RFC 9110 §9.3.5.
    Delete,
    /// RFC 9110 §9.3.7.
    Options,
    /// RFC 9110 §9.3.2.
    Head,
    /// RFC 5789.
    Patch,
    /// RFC 9110 §9.3.8.
    Trace,
    /// The IETF draft of safe requests with a body; OpenAPI 3.2.
    Query,
    /// Any other token (RFC 9110 §9.1), as it is written; OpenAPI 3.2.
    Other(String),
}

impl HttpMethod {
    /// Every method that has a field of its own in OpenAPI, with that field's name.
    pub const ALL: [(&'static str, Self); 9] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("options", Self::Options),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("trace", Self::Trace),
        ("query", Self::Query),
    ];

    /// Any other method; `None` for what is no token.
    pub fn other(text: &str) -> Option<Self> {
        let is_token = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
        (!text.is_empty() && text.bytes().all(is_token)).then(|| Self::Other(text.to_owned()))
    }

    /// Lower case, as OpenAPI writes it; any other as it is.
    pub fn word(&self) -> &str {
        match self {
            Self::Other(text) => text,
            known => Self::ALL.iter().find(|(_, it)| it == known).map_or("get", |(word, _)| word),
        }
    }

    /// As it stands in a request.
    pub fn token(&self) -> String {
        match self {
            Self::Other(text) => text.clone(),
            known => known.word().to_ascii_uppercase(),
        }
    }
}

/// A path with holes: `/pets/{petId}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathTemplate {
    /// As written.
    pub text: String,
    /// Segments between slashes, each a run of texts and holes.
    pub segments: Vec<Vec<PathPart>>,
    /// What else a request must have, where that tells operations of one path apart.
    pub told_by: Vec<Told>,
    /// Where it is written.
    pub span: Span,
}

/// Something of a request that tells operations of one path apart: `/jobs?kind=new`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    /// Whether it is a header; else it is a pair of the query.
    pub header: bool,
    /// Its name.
    pub name: String,
    /// Its one value.
    pub value: String,
}

/// A piece of a path segment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PathPart {
    /// Fixed text.
    Text(String),
    /// A parameter's place.
    Hole(String),
    /// The place of a parameter that is all that is left: any number of segments, with slashes between them.
    Rest(String),
}

impl PathTemplate {
    /// The path alone, without anything else that a request must have.
    pub fn path(&self) -> String {
        let part = |it: &PathPart| match it {
            PathPart::Text(text) => text.clone(),
            PathPart::Hole(name) => format!("{{{name}}}"),
            PathPart::Rest(name) => format!("{{*{name}}}"),
        };
        let segments: Vec<String> = self.segments.iter().map(|it| it.iter().map(part).collect()).collect();
        format!("/{}", segments.join("/"))
    }

    /// The names of its holes, in order.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().flatten().filter_map(|part| match part {
            PathPart::Hole(name) | PathPart::Rest(name) => Some(name.as_str()),
            PathPart::Text(_) => None,
        })
    }
}
