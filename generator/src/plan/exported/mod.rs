//! A service that is not described by protobuf, as protobuf has it: what `grpc = true` adds.
//!
//! Names are those that the style guide of protobuf wants, numbers those of the lock file.

mod methods;
mod numbers;
mod renames;
mod types;
mod words;

pub(crate) use numbers::{Gone, Numbers};
pub(crate) use words::json as json_name;
pub(crate) use words::{camel, shouty};

use super::asking::{Place, Written};
use super::operations::OperationPlan;
use super::rust::RustPlan;
use super::tags::TagPlan;
use crate::config::Config;
use crate::previous::{NUMBERS, Previous};
use zephyrix_ir::vocabulary::{Docs, Idempotency, OperationId};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model};

/// The file of protobuf that says the same.
#[derive(Debug)]
pub(crate) struct Exported {
    /// `petstore.v1`.
    pub(crate) package: String,
    /// Below `proto/`: `petstore/v1/petstore.proto`.
    pub(crate) path: String,
    /// In the order in which they are met.
    pub(crate) messages: Vec<Message>,
    /// The same.
    pub(crate) enums: Vec<Enumeration>,
    /// One a tag.
    pub(crate) services: Vec<Service>,
    /// What the lock file is to be.
    pub(crate) numbers: Numbers,
}

/// A message.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) name: String,
    /// The constant of its layout: `PET`.
    pub(crate) constant: String,
    pub(crate) docs: Docs,
    pub(crate) form: Form,
    pub(crate) entries: Vec<Entry>,
    pub(crate) gone: Gone,
    pub(crate) deprecated: bool,
}

/// What the contract has for a message.
#[derive(Debug)]
pub(crate) enum Form {
    /// An object.
    Record,
    /// One of several objects.
    Choice {
        /// What the oneof is called.
        oneof: String,
        /// The member that tells which.
        tag: String,
        /// Its values, each with the position of an entry.
        values: Vec<(String, usize)>,
        /// What any other value means.
        otherwise: Option<usize>,
    },
    /// An array.
    List,
}

/// A field.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) number: u32,
    pub(crate) name: String,
    /// Its member in the contract, which is also its name in `ProtoJSON`.
    pub(crate) json: String,
    pub(crate) kind: Kind,
    pub(crate) many: Many,
    pub(crate) presence: Presence,
    /// The field that says that it is null, where that is something else than its absence.
    pub(crate) null: Option<Null>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
}

/// A field that says that another is null.
#[derive(Debug)]
pub(crate) struct Null {
    pub(crate) number: u32,
    pub(crate) name: String,
    /// The oneof that both are of; many values cannot be of one.
    pub(crate) oneof: Option<String>,
}

/// Whether a member must be there, as far as protobuf can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must.
    Required,
    /// It need not.
    Optional,
    /// It must, and where it is not told it is null.
    Nullable,
}

/// How many values a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Many {
    One,
    List,
    Map,
    /// A map of the members that have no field.
    Others,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Scalar(Scalar),
    /// By position.
    Enum(usize),
    /// By position.
    Message(usize),
}

/// Types that protobuf has: a word of the language or a message of its own, and the runtime's name for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scalar {
    pub(crate) word: &'static str,
    pub(crate) holds: &'static str,
}

/// An enum.
#[derive(Debug)]
pub(crate) struct Enumeration {
    pub(crate) name: String,
    /// The constant of its values.
    pub(crate) constant: String,
    pub(crate) docs: Docs,
    /// The value that none of the contract is: `PET_STATUS_UNSPECIFIED`.
    pub(crate) zero: String,
    pub(crate) values: Vec<EnumerationValue>,
    pub(crate) gone: Gone,
    pub(crate) deprecated: bool,
}

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct EnumerationValue {
    pub(crate) number: u32,
    pub(crate) name: String,
    /// In the contract.
    pub(crate) text: String,
    pub(crate) docs: Docs,
}

/// A service.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) methods: Vec<Method>,
}

/// A method.
#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) operation: OperationId,
    pub(crate) name: String,
    /// The positions of its messages.
    pub(crate) input: usize,
    pub(crate) output: usize,
    pub(crate) idempotency: Idempotency,
    pub(crate) deprecated: bool,
    /// Where each member of the input is in a request of HTTP.
    pub(crate) places: Vec<(String, Place)>,
    /// What each success has, by status.
    pub(crate) answers: Vec<(u16, String, Written)>,
}

/// Messages of others, and the files that have them.
const IMPORTS: [(&str, &str); 3] = [
    ("google.protobuf.NullValue", "google/protobuf/struct.proto"),
    ("google.protobuf.Value", "google/protobuf/struct.proto"),
    ("google.protobuf.Timestamp", "google/protobuf/timestamp.proto"),
];

impl Exported {
    /// The files of others that it needs.
    pub(crate) fn imports(&self) -> Vec<&'static str> {
        let is_used = |word: &str| self.messages.iter().flat_map(|it| &it.entries).any(|entry| entry.uses(word));
        let mut all: Vec<_> = IMPORTS.iter().filter(|(word, _)| is_used(word)).map(|(_, file)| *file).collect();
        all.dedup();
        all
    }

    /// What a type is called in the schema.
    pub(crate) fn word(&self, kind: Kind) -> &str {
        match kind {
            Kind::Scalar(it) => it.word,
            Kind::Enum(at) => &self.enums[at].name,
            Kind::Message(at) => &self.messages[at].name,
        }
    }

    /// The method that an operation is.
    pub(crate) fn method(&self, id: OperationId) -> Option<(&Service, &Method)> {
        let of = |it: &'_ Service| it.methods.iter().position(|method| method.operation == id);
        self.services.iter().find_map(|it| Some((it, &it.methods[of(it)?])))
    }
}

impl Entry {
    fn uses(&self, word: &str) -> bool {
        let null = self.null.is_some() && word == "google.protobuf.NullValue";
        null || matches!(self.kind, Kind::Scalar(it) if it.word == word)
    }

    /// Whether it has to be told that the field need not be there: messages need not anyway, nor what is in a oneof.
    pub(crate) fn is_optional(&self) -> bool {
        let is_message = match self.kind {
            Kind::Message(_) => true,
            Kind::Enum(_) => false,
            Kind::Scalar(it) => it.word.contains('.'),
        };
        self.many == Many::One && self.presence != Presence::Required && self.null.is_none() && !is_message
    }

    /// What `ProtoJSON` calls the field that says that this one is null.
    pub(crate) fn null_json(&self) -> String {
        format!("{}Null", self.json)
    }
}

/// What is decided so far.
pub(crate) struct Decided<'a> {
    pub(crate) model: &'a Model,
    pub(crate) tags: &'a [TagPlan],
    pub(crate) operations: &'a [OperationPlan],
    pub(crate) rust: &'a RustPlan,
}

/// The service as protobuf, where that is wanted and something can be told.
pub(crate) fn plan(
    decided: &Decided<'_>,
    config: &Config,
    previous: &Previous,
    log: &mut Diagnostics,
) -> Option<Exported> {
    if !config.grpc || decided.model.operations().all(|(_, it)| it.rpc.is_some()) {
        return None;
    }
    let mut numbers = match previous.files.get(NUMBERS).map_or(Ok(Numbers::default()), |it| Numbers::parse(it)) {
        Ok(numbers) => numbers,
        Err(why) => {
            let message = format!("`{NUMBERS}` cannot be read: {why}");
            let help = "restore it from version control: without it fields would get other numbers";
            log.push(Diagnostic::new(Code::BAD_NUMBERS, None, message).help(help));
            return None;
        }
    };
    renames::follow(decided.model, &mut numbers);
    let info = decided.model.info();
    let title = config.name.as_deref().unwrap_or(&info.title);
    let package = numbers.package.clone().unwrap_or_else(|| words::package(title, &info.version));
    Some(methods::plan(decided, package, numbers, log)).filter(|it| !it.services.is_empty())
}
