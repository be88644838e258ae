//! How the fields of a request record get into a request, as calls on it.

use super::parts;
use super::requests::{chosen, kind, media_field};
use crate::plan::bodies::BodyVariant;
use crate::plan::inputs;
use crate::plan::operations::{InputPlan, OperationPlan};
use crate::plan::readings::Reading;
use crate::plan::representations::PROBLEM;
use crate::plan::rust::{FieldKind, Writing};
use crate::plan::{answers, literals};
use zephyrix_ir::vocabulary::{HttpPlace, Input, MediaType, Operation, Style, Told};

/// A call a field, and one that says what is understood.
pub(super) fn steps(to: &mut Writing<'_>, it: &Operation, plan: &OperationPlan) -> Vec<String> {
    let media = media_field(plan);
    let mut steps: Vec<String> = it
        .inputs
        .iter()
        .zip(&plan.inputs)
        .map(|(input, plan)| step(to, &input.field.name, &input.place, plan, media.as_deref()))
        .collect();
    steps.extend(it.http.path.told_by.iter().filter_map(|told| self::told(it, told)));
    steps.extend(accept(plan));
    steps
}

/// What tells an operation from others of its path, unless it is a parameter that must be there.
fn told(it: &Operation, told: &Told) -> Option<String> {
    let same = |input: &Input| input.field.name == told.name && input.field.presence.is_required();
    let word = if told.header { "header" } else { "query" };
    let (name, value) = (literals::string(&told.name), literals::string(&told.value));
    (!it.inputs.iter().any(same)).then(|| format!("{word}({name}, Some(&{value}))"))
}

fn step(to: &mut Writing<'_>, wire: &str, place: &HttpPlace, plan: &InputPlan, media: Option<&str>) -> String {
    let name = literals::string(wire);
    let field = format!("request.{}", plan.name);
    let required = kind(plan) == FieldKind::Plain;
    let reference = if required { format!("Some(&{field})") } else { format!("{field}.as_ref()") };
    let slice = if required { format!("Some(&{field})") } else { format!("{field}.as_deref()") };
    let in_path = matches!(place, HttpPlace::Path(_));
    let (reference, slice) = if in_path { (format!("&{field}"), format!("&{field}")) } else { (reference, slice) };
    let word = place.word();
    match &plan.how {
        how if how.is_body() || matches!(place, HttpPlace::Body(_)) => body(to, how, media, &reference, &slice),
        Reading::Styled(_, style) => format!("{word}_value({name}, {reference}, {})", inputs::style(to, *style)),
        Reading::Members(..) => {
            format!("{word}_value({name}, {reference}, {})", inputs::style(to, Style::Form { explode: true }))
        }
        Reading::JsonText(_) => format!("{word}_json({name}, {reference})"),
        Reading::List(_, separator) if matches!(place, HttpPlace::Query(_) | HttpPlace::Cookie(_)) => {
            format!("{word}_list({name}, {slice}, {})", inputs::separator(to, *separator))
        }
        Reading::List(..) => format!("{word}_list({name}, {slice})"),
        _ => format!("{word}({name}, {reference})"),
    }
}

/// The body at a reference, which is a slice where it is a text.
fn body(to: &mut Writing<'_>, how: &Reading, media: Option<&str>, reference: &str, slice: &str) -> String {
    match how {
        Reading::Json(_, media) | Reading::JsonOrForm(_, media, _) => {
            format!("json({}, {reference})", first(media, "application/json"))
        }
        Reading::Form(_, members) => format!("form({reference}, {})", inputs::members(to, members)),
        Reading::Multipart(ty, members) => parts::step(to, *ty, members, reference),
        Reading::Text(media) => format!("text({}, {slice})", first(media, "text/plain")),
        Reading::Choice(name, variants) => {
            let mut arm = |it: &BodyVariant| {
                let step = body(to, &it.how, None, "Some(it)", "Some(it)");
                format!("{name}::{}(it) => call.{step}", it.name)
            };
            let arms: Vec<String> = variants.iter().map(&mut arm).collect();
            format!("one_of({reference}, |call, it| match it {{ {} }})", arms.join(", "))
        }
        Reading::Bytes(all) => match (chosen(all), media) {
            (None, Some(field)) => format!("bytes(&request.{field}, {reference})"),
            _ => format!("bytes({}, {reference})", first(all, "application/octet-stream")),
        },
        _ => String::new(),
    }
}

/// The first media type that is one, as a string literal.
fn first(media: &[MediaType], else_: &str) -> String {
    let one = media.iter().find(|it| !it.is_range()).map_or(else_, MediaType::as_str);
    // Rust's text is UTF-8, which has to be said of text that is not JSON.
    if one.starts_with("text/") { literals::string(&format!("{one}; charset=utf-8")) } else { literals::string(one) }
}

/// What is understood, which is every media type that the contract declares; none where it declares no body.
fn accept(plan: &OperationPlan) -> Option<String> {
    let successes = plan.successes.iter().map(|it| &it.media);
    let all = answers::each_media(successes.chain(plan.failures.iter().map(|it| &it.media)));
    all.iter().any(|it| *it != PROBLEM).then(|| format!("accept({})", literals::string(&all.join(", "))))
}
