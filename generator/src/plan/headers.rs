//! The headers of an answer, as a record.

use super::names::{Scope, camel, snake};
use super::readings::{self, Reading};
use super::rust::{RustPlan, Writing};
use super::{inputs, literals, raw};
use zephyrix_ir::vocabulary::{Header, Operation, Outcome, Status};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model};

/// The headers that an answer carries beside those that the runtime writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Headers {
    /// The record: `ListPetsHeaders`.
    pub(crate) name: String,
    /// What they are of: `200`.
    pub(crate) statuses: String,
    /// In the order written; never empty.
    pub(crate) fields: Vec<HeaderPlan>,
}

/// One header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderPlan {
    /// In the answer.
    pub(crate) wire: String,
    /// In the record.
    pub(crate) name: String,
    /// Whether it is always there.
    pub(crate) required: bool,
    /// How it is written.
    pub(crate) how: Reading,
    /// What it means.
    pub(crate) docs: Vec<String>,
}

impl Headers {
    /// Whether an answer can do without any.
    pub(crate) fn are_optional(&self) -> bool {
        self.fields.iter().all(|it| !it.required)
    }
}

impl HeaderPlan {
    /// The type of its value, wherever it is read or written.
    pub(crate) fn ty(&self, to: &mut Writing<'_>) -> String {
        inputs::ty(to, &self.how, raw::HELD.ty)
    }

    /// What its value is called in the methods that read and write headers: `header_list`.
    pub(crate) fn method(&self) -> &'static str {
        match self.how {
            Reading::List(..) => "header_list",
            Reading::JsonText(_) => "header_json",
            _ => "header",
        }
    }
}

/// The headers of an outcome; `variant` where the operation may end in several ways, `carried` by the answer already.
pub(super) fn plan(
    model: &Model,
    rust: &mut RustPlan,
    operation: &Operation,
    it: &Outcome,
    (variant, carried): (&str, &[&str]),
    log: &mut Diagnostics,
) -> Option<Headers> {
    let is_free = |header: &&Header| {
        let is_carried = carried.iter().any(|it| header.field.name.eq_ignore_ascii_case(it));
        !header.is_of_the_protocol() && !is_carried
    };
    let redirect = matches!(it.status, Status::Code(301 | 302 | 303 | 307 | 308));
    let mut scope = Scope::default();
    let mut fields: Vec<HeaderPlan> = Vec::new();
    for header in it.headers.iter().filter(is_free) {
        let mut plan = one(model, operation, header, &mut scope, log);
        plan.required |= redirect && plan.wire.eq_ignore_ascii_case("location");
        fields.push(plan);
    }
    if redirect && !fields.iter().any(|it| it.wire.eq_ignore_ascii_case("location")) {
        // RFC 9110 §15.4: without it, nobody knows where to.
        let (wire, name) = ("Location".to_owned(), scope.claim("location".to_owned()));
        fields.push(HeaderPlan { wire, name, required: true, how: Reading::Raw, docs: literals::doc("Where it is.") });
    }
    (!fields.is_empty()).then(|| Headers {
        name: rust.scope.claim(format!("{}{variant}Headers", camel(&operation.name))),
        statuses: it.status.word(),
        fields,
    })
}

fn one(model: &Model, operation: &Operation, header: &Header, scope: &mut Scope, log: &mut Diagnostics) -> HeaderPlan {
    let field = &header.field;
    let how = readings::header(model, field.ty, header.style);
    if how == Reading::Raw && !readings::is_untold(model, field.ty, header.style) {
        let message =
            format!("the header `{}` of `{}`'s answer is written as the text it is", field.name, operation.name);
        log.push(
            Diagnostic::new(Code::UNSUPPORTED, field.span, message).label("of a type that is not taken apart yet"),
        );
    }
    let text = field.docs.first_line().map_or_else(|| format!("The header `{}`.", field.name), str::to_owned);
    HeaderPlan {
        wire: field.name.clone(),
        name: scope.claim(snake(&field.name)),
        required: field.presence.is_required(),
        how,
        docs: literals::doc(&text),
    }
}
