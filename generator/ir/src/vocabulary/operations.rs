//! What can be asked of the service.

use super::{Docs, Field, Former, HttpBinding, Link, Requirement, Rpc, Serves};
use crate::{Span, TypeId};

/// Names an operation of one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(pub u32);

/// One thing that can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation<R = TypeId> {
    /// Unique; as written (`operationId`), or derived from the binding and noted.
    pub name: String,
    /// What it was called before.
    pub renamed_from: Vec<Former>,
    /// Where the name, or else the operation, is written.
    pub span: Span,
    /// The group it belongs to: the first tag, or `default`.
    pub tag: String,
    /// What it does.
    pub docs: Docs,
    /// The fields of its request record, the body last, as `body`.
    pub inputs: Vec<Input<R>>,
    /// What it may answer, in the order written, successes and failures.
    pub outcomes: Vec<Outcome<R>>,
    /// What the caller must prove; the document's default where the operation states none.
    pub security: Requirement,
    /// What is known of its behaviour.
    pub hints: Hints,
    /// How it is reached over HTTP.
    pub http: HttpBinding,
    /// Which action on which entity it is; filled by inference.
    pub serves: Option<Serves>,
    /// What it is in protobuf, where it comes from there.
    pub rpc: Option<Box<Rpc<R>>>,
    /// Not to be used any more.
    pub deprecated: bool,
}

/// One field of the request record, and where HTTP carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input<R = TypeId> {
    /// Name, type, presence, default, docs.
    pub field: Field<R>,
    /// Where it is in an HTTP request.
    pub place: HttpPlace<R>,
    /// Not declared, but implied by what is: `If-Match` where 412 is declared, say.
    pub implied: bool,
}

/// Where a value is in an HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpPlace<R = TypeId> {
    /// In the path.
    Path(Style),
    /// In the query.
    Query(Style),
    /// In a header.
    Header(Style),
    /// In a cookie.
    Cookie(Style),
    /// In the body, in any of these media types.
    Body(Vec<Content<R>>),
}

impl<R> HttpPlace<R> {
    /// OpenAPI's word for it; `body` for the body.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Path(_) => "path",
            Self::Query(_) => "query",
            Self::Header(_) => "header",
            Self::Cookie(_) => "cookie",
            Self::Body(_) => "body",
        }
    }
}

/// How a value that is not a single text is written as one (OpenAPI 3.2 §4.12.2, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` or `n=a&n=b`: query and cookie.
    Form {
        /// One pair an item.
        explode: bool,
    },
    /// `a,b`: path and header.
    Simple {
        /// `k=v` pairs for records.
        explode: bool,
    },
    /// `.a.b`: path.
    Label {
        /// `.k=v` pairs for records.
        explode: bool,
    },
    /// `;n=a;n=b`: path.
    Matrix {
        /// One pair an item.
        explode: bool,
    },
    /// `a%20b`: query.
    SpaceDelimited,
    /// `a|b`: query.
    PipeDelimited,
    /// `n[k]=v`: query.
    DeepObject,
    /// `n[eq]=v`, or `n=v`, and `n[in]=a,b`: the query of a list's filter.
    Filter,
    /// A JSON text (`content: application/json`).
    Json,
}

/// A media type (RFC 6838), lower case, without parameters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MediaType(String);

impl MediaType {
    /// From its text; parameters are dropped, ranges such as `*/*` are kept.
    pub fn parse(text: &str) -> Option<Self> {
        let essence = text.split(';').next()?.trim().to_ascii_lowercase();
        let token =
            |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+*".contains(&b));
        let (kind, sub) = essence.split_once('/')?;
        (token(kind) && token(sub)).then_some(Self(essence))
    }

    /// `type/subtype`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `application/json` and everything that ends in `+json`.
    pub fn is_json(&self) -> bool {
        self.0 == "application/json" || self.0.ends_with("+json")
    }

    /// RFC 9457.
    pub fn is_problem(&self) -> bool {
        self.0 == "application/problem+json"
    }

    /// Forms of names and texts, WHATWG URL §5.
    pub fn is_form(&self) -> bool {
        self.0 == "application/x-www-form-urlencoded"
    }

    /// Forms of parts, RFC 7578.
    pub fn is_form_data(&self) -> bool {
        self.0 == "multipart/form-data"
    }

    /// Whether it names more than one type.
    pub fn is_range(&self) -> bool {
        self.0.contains('*')
    }
}

/// One representation of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content<R = TypeId> {
    /// What it is written in.
    pub media: MediaType,
    /// What it says; `None`: any bytes.
    pub ty: Option<R>,
    /// What is said of its parts beyond their types, where it has parts.
    pub encodings: Vec<Encoding>,
    /// Where it is written.
    pub span: Span,
}

/// How one part of a form is written (OpenAPI 3.2 §4.15, "Encoding Object").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The property it is about.
    pub name: String,
    /// The media types, or ranges of them, that the part may have; none: what its type says.
    pub media: Vec<MediaType>,
    /// How it is written, where it says so; the media types mean nothing then.
    pub style: Option<Style>,
    /// Where it is written.
    pub span: Span,
}

/// Which HTTP statuses an outcome stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One.
    Code(u16),
    /// A hundred: `4` is `4XX`.
    Range(u8),
    /// Those that nothing else stands for.
    Default,
}

impl Status {
    /// Whether it says that the request succeeded (2xx); `default` does not.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }

    /// As OpenAPI writes it: `404`, `4XX`, `default`.
    pub fn word(self) -> String {
        match self {
            Self::Code(code) => code.to_string(),
            Self::Range(hundred) => format!("{hundred}XX"),
            Self::Default => "default".to_owned(),
        }
    }
}

/// One way an operation may end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<R = TypeId> {
    /// When.
    pub status: Status,
    /// What it means.
    pub docs: Docs,
    /// Declared response headers.
    pub headers: Vec<Header<R>>,
    /// The body's representations; none: no body.
    pub content: Vec<Content<R>>,
    /// What can be asked next.
    pub links: Vec<Link>,
    /// Where it is written.
    pub span: Span,
}

/// A header of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<R = TypeId> {
    /// Name, type, presence, docs.
    pub field: Field<R>,
    /// How it is written: [`Style::Simple`], or [`Style::Json`].
    pub style: Style,
}

impl<R> Header<R> {
    /// Headers that whoever speaks HTTP writes by itself (RFC 9110 §6.6, §7.6.1, §8.6 and §10.2.1), or that are about
    /// the request and its caller, whatever the operation.
    const OF_THE_PROTOCOL: &'static [&'static str] = &[
        "allow",
        "connection",
        "content-length",
        "content-type",
        "date",
        "keep-alive",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "www-authenticate",
        "x-request-id",
    ];

    /// Whether the service writes it by itself, so that no operation says what it is.
    pub fn is_of_the_protocol(&self) -> bool {
        Self::OF_THE_PROTOCOL.iter().any(|it| self.field.name.eq_ignore_ascii_case(it))
    }
}

/// What is known of an operation's behaviour, from the most standard place that says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Asking twice is as good as once.
    pub idempotent: bool,
    /// Not for the public (`x-internal`).
    pub internal: bool,
}
