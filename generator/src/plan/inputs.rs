//! Operations and what they are asked with: the same words and types for those who serve and those who call.

use super::literals;
use super::operations::InputPlan;
use super::readings::{Member, Names, Reading, Separator};
use super::rust::Writing;
use super::size;
use zephyrix_ir::vocabulary::{Field, Link, LinkTo, Operation, Rpc, Style, Value};

/// What an operation does: its own words, verb, path and name.
pub(crate) fn operation_docs(it: &Operation) -> Vec<String> {
    docs_at(it, format!("`{} {}`, operation `{}`.", it.http.method.token(), it.http.path.text, it.name))
}

/// The same of a method of protobuf, where it is called as such.
pub(crate) fn call_docs(it: &Operation, rpc: &Rpc) -> Vec<String> {
    docs_at(it, format!("`{}`.", super::rpc::procedure(rpc)))
}

/// What an operation is for, and where it is.
fn docs_at(it: &Operation, place: String) -> Vec<String> {
    let text = it.docs.summary.as_deref().or(it.docs.description.as_deref()).unwrap_or("");
    let what = text.trim().trim_end_matches('.');
    let mut lines = literals::doc(&if what.is_empty() { place } else { format!("{what}: {place}") });
    for link in it.outcomes.iter().flat_map(|it| &it.links) {
        lines.push(String::new());
        lines.extend(literals::doc(&next(link)));
    }
    if it.deprecated {
        lines.extend([String::new(), "Deprecated: not to be used any more.".to_owned()]);
    }
    lines
}

/// What can be asked next: ``Then: `getUser` with `userId` from `$response.body#/id`.``
fn next(link: &Link) -> String {
    let to = match &link.to {
        LinkTo::Operation(name) => name,
        LinkTo::Elsewhere(reference) | LinkTo::Route(_, reference) => reference,
    };
    let given = |(name, value): &(String, Value)| match value.as_text() {
        Some(from) if from.contains('$') => format!("`{name}` from `{from}`"),
        _ => format!("`{name}`"),
    };
    let given: Vec<String> = link.parameters.iter().map(given).collect();
    let with = if given.is_empty() { String::new() } else { format!(" with {}", given.join(", ")) };
    let what = link.description.as_deref().map_or_else(String::new, |it| format!(": {}", it.trim_end_matches('.')));
    format!("Then: `{to}`{with}{what}.")
}

/// What a field of a request record is: its own words, or where it comes from.
pub(crate) fn docs(field: &Field, plan: &InputPlan) -> Vec<String> {
    let text = field.docs.description.as_deref().or(field.docs.summary.as_deref()).unwrap_or("");
    let docs = literals::doc(text);
    if !docs.is_empty() {
        return docs;
    }
    let place = if plan.how.is_body() {
        "The body of the request.".to_owned()
    } else {
        format!("The parameter `{}`.", field.name)
    };
    literals::doc(&place)
}

/// The type of a field of a request record, but for its presence; `bytes` is the path of raw bytes' type.
pub(crate) fn ty(to: &mut Writing<'_>, how: &Reading, bytes: &str) -> String {
    match how {
        Reading::Single(ty)
        | Reading::Styled(ty, _)
        | Reading::Members(ty, _)
        | Reading::JsonText(ty)
        | Reading::Json(ty, _)
        | Reading::JsonOrForm(ty, ..)
        | Reading::Form(ty, _)
        | Reading::Multipart(ty, _) => to.ty(*ty),
        Reading::List(item, _) => format!("Vec<{}>", to.ty(*item)),
        Reading::Raw | Reading::Text(_) => "String".to_owned(),
        // In full: what is answered with has the same name.
        Reading::Bytes(_) => bytes.to_owned(),
        Reading::Choice(name, _) => name.clone(),
    }
}

/// Whether a body that is one of several is behind a pointer.
pub(crate) fn is_boxed(to: &Writing<'_>, how: &Reading) -> bool {
    match how {
        Reading::Json(ty, _) | Reading::JsonOrForm(ty, ..) | Reading::Form(ty, _) | Reading::Multipart(ty, _) => {
            size::is_large(to.model, to.rust, *ty)
        }
        _ => false,
    }
}

/// What is between the items of a list, as the runtime has it.
pub(crate) fn separator(to: &mut Writing<'_>, it: Separator) -> String {
    let ty = to.uses.add("zephyrix::Separator");
    let variant = match it {
        Separator::Repeated => "Repeated",
        Separator::Comma => "Comma",
        Separator::Space => "Space",
        Separator::Pipe => "Pipe",
    };
    format!("{ty}::{variant}")
}

/// A style, as the runtime has it.
pub(crate) fn style(to: &mut Writing<'_>, it: Style) -> String {
    let ty = to.uses.add("zephyrix::Style");
    match it {
        Style::Form { explode } => format!("{ty}::Form {{ explode: {explode} }}"),
        Style::Simple { explode } => format!("{ty}::Simple {{ explode: {explode} }}"),
        Style::Label { explode } => format!("{ty}::Label {{ explode: {explode} }}"),
        Style::Matrix { explode } => format!("{ty}::Matrix {{ explode: {explode} }}"),
        Style::SpaceDelimited => format!("{ty}::SpaceDelimited"),
        Style::PipeDelimited => format!("{ty}::PipeDelimited"),
        Style::DeepObject => format!("{ty}::DeepObject"),
        Style::Filter => format!("{ty}::Filter"),
        Style::Json => format!("{ty}::Json"),
    }
}

/// The names of an object's pairs, as the runtime has them.
pub(crate) fn names(to: &mut Writing<'_>, it: &Names) -> String {
    let ty = to.uses.add("zephyrix::Members");
    let (variant, names) = match it {
        Names::Of(names) => ("Of", names),
        Names::AllBut(names) => ("AllBut", names),
    };
    let names: Vec<String> = names.iter().map(|it| literals::string(it)).collect();
    format!("{ty}::{variant}(&[{}])", names.join(", "))
}

/// The members of a form that are written in a way of their own, as a list of names and styles.
pub(crate) fn members<'m>(to: &mut Writing<'_>, all: impl IntoIterator<Item = &'m Member>) -> String {
    let member = |(name, style): &Member| format!("({}, {})", literals::string(name), self::style(to, *style));
    let all: Vec<String> = all.into_iter().map(member).collect();
    format!("&[{}]", all.join(", "))
}
