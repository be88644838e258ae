//! How a method of a service looks in Rust: its messages, and the rules by which HTTP tells them.

use super::literals;
use super::names::shouty;
use super::rust::Writing;
use zephyrix_ir::vocabulary::{FieldPath, HttpBinding, Operation, PathPart, Rpc, Transcoding};

/// What a handler is asked with: a message, or many.
pub(crate) fn request(to: &mut Writing<'_>, rpc: &Rpc) -> String {
    messages(to, rpc.input, rpc.client_streaming)
}

/// What it answers with.
pub(crate) fn answer(to: &mut Writing<'_>, rpc: &Rpc) -> String {
    messages(to, rpc.output, rpc.server_streaming)
}

fn messages(to: &mut Writing<'_>, message: zephyrix_ir::TypeId, many: bool) -> String {
    let ty = to.ty(message);
    if !many {
        return ty;
    }
    // By its module: a message may have its name.
    format!("{}::Messages<{ty}>", to.uses.add("zephyrix::rpc"))
}

/// Where it is called: `/library.v1.Library/GetBook`.
pub(crate) fn procedure(rpc: &Rpc) -> String {
    format!("/{}/{}", rpc.service, rpc.method)
}

/// A binding to HTTP.
pub(crate) struct Binding<'a> {
    /// The constant that holds its rule: `GET_BOOK`.
    pub(crate) name: String,
    /// Method and path.
    pub(crate) http: &'a HttpBinding,
    /// The fields that the path sets: pairs of string literals.
    pub(crate) path: Vec<(String, String)>,
    /// What the body is: a variant of the runtime's `Payload`.
    pub(crate) body: String,
    /// The field of the answer that is its body, as an expression.
    pub(crate) answer: String,
}

/// Every binding to HTTP that its schema states.
pub(crate) fn bindings<'a>(it: &'a Operation, rpc: &'a Rpc, method: &str) -> Vec<Binding<'a>> {
    let all = std::iter::once((&it.http, &rpc.transcoding))
        .chain(rpc.additional.iter().map(|it| (&it.http, &it.transcoding)))
        .filter(|(_, it)| it.stated);
    let name = |at: usize| match at {
        0 => shouty(method),
        at => format!("{}_{}", shouty(method), at + 1),
    };
    all.enumerate().map(|(at, (http, it))| binding(name(at), http, it)).collect()
}

fn binding<'a>(name: String, http: &'a HttpBinding, it: &'a Transcoding) -> Binding<'a> {
    let path = it.path.iter().map(|it| (dotted(&it.field), literals::string(&template(&it.template))));
    let body = match it.body.as_deref() {
        None => "None".to_owned(),
        Some([]) => "Whole".to_owned(),
        Some(field) => format!("Field({})", literals::string(&field.join("."))),
    };
    let answer = it.response_body.as_deref();
    let answer = answer.map_or_else(|| "None".to_owned(), |it| format!("Some({})", literals::string(it)));
    Binding { name, http, path: path.collect(), body, answer }
}

fn dotted(path: &FieldPath) -> String {
    literals::string(&path.join("."))
}

/// `shelves/{shelf}`.
fn template(parts: &[PathPart]) -> String {
    let part = |it: &PathPart| match it {
        PathPart::Text(text) => text.clone(),
        PathPart::Hole(name) | PathPart::Rest(name) => format!("{{{name}}}"),
    };
    parts.iter().map(part).collect::<Vec<_>>().join("/")
}
