//! How the fields of a request record are read from a request, as expressions.

use crate::plan::bodies::BodyVariant;
use crate::plan::checks;
use crate::plan::inputs;
use crate::plan::literals;
use crate::plan::operations::{InputPlan, OperationPlan};
use crate::plan::readings::{FORM, Reading, is_text};
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::vocabulary::{Field, HttpPlace, Operation, Shape};
use zephyrix_templates::routes::{Choice, Chosen, Input};

/// What bodies an operation takes, when it takes one.
pub(super) fn accepts(to: &mut Writing<'_>, plan: &OperationPlan) -> Option<String> {
    plan.inputs.iter().find_map(|it| {
        let media = it.how.media();
        if media.is_empty() {
            return None;
        }
        let accepts = to.uses.add("zephyrix::Accepts");
        let how = if it.kind == FieldKind::Plain { "required" } else { "optional" };
        let media: Vec<String> = media.into_iter().map(literals::string).collect();
        Some(format!("{accepts}::{how}(&[{}])", media.join(", ")))
    })
}

/// An expression a field.
pub(super) fn inputs<'a>(to: &mut Writing<'_>, it: &Operation, plan: &'a OperationPlan) -> Vec<Input<'a>> {
    it.inputs
        .iter()
        .zip(&plan.inputs)
        .map(|(input, plan)| Input {
            name: &plan.name,
            read: read(to, &input.field, input.place.word(), plan, &input.place) + &body_check(to, plan),
        })
        .collect()
}

/// The check of a JSON body whose Rust type does not carry its assertions: a plain list, text or number.
fn body_check(to: &mut Writing<'_>, plan: &InputPlan) -> String {
    let Reading::Json(ty, _) = plan.how else { return String::new() };
    if !checks::are_of_place(to, ty) {
        return String::new();
    }
    let optional = if plan.kind == FieldKind::Plain { "" } else { "optional_" };
    let closure = checks::closure(to, ty);
    closure.map_or_else(String::new, |it| format!(".and_then(|body| call.{optional}checked(body, {it}))"))
}

/// The check of a text that is one of several kinds: which, is left to the handler.
fn union_check(to: &mut Writing<'_>, field: &Field) -> String {
    let Shape::Union { variants, .. } = to.model.shape(field.ty) else { return String::new() };
    if !variants.iter().all(|it| is_text(to.model, it.ty)) {
        return String::new();
    }
    format!(".text_of::<{}>()", to.ty(field.ty))
}

fn read(to: &mut Writing<'_>, field: &Field, word: &str, plan: &InputPlan, place: &HttpPlace) -> String {
    let name = literals::string(&field.name);
    let optional = if plan.kind == FieldKind::Plain { "" } else { "optional_" };
    match &plan.how {
        Reading::Raw => {
            let check = union_check(to, field);
            format!("call.{word}::<String>({name}){check}{}", ending(plan))
        }
        Reading::JsonText(ty) => format!("call.{word}_json::<{}>({name}){}", to.ty(*ty), ending(plan)),
        Reading::Object(ty, layout) => {
            let ty = to.ty(*ty);
            let layout = inputs::layout(to, *layout);
            format!("call.{word}_object::<{ty}>({name}, {layout}){}", ending(plan))
        }
        Reading::Single(_) => {
            let ty = to.ty(field.ty);
            let check = check(to, field, place);
            format!("call.{word}::<{}>({name}){check}{}", unwrapped(&ty), ending(plan))
        }
        Reading::List(item, separator) => {
            let item = to.ty(*item);
            let check = check(to, field, place);
            let separator = inputs::separator(to, *separator);
            format!("call.{word}_list::<{item}>({name}, {separator}){check}{}", ending(plan))
        }
        how => body(to, how, optional),
    }
}

/// A body, which is all that is read so.
fn body(to: &mut Writing<'_>, how: &Reading, optional: &str) -> String {
    match how {
        Reading::Json(ty, media) => {
            let form = if media.iter().any(|it| it.as_str() == FORM) { "_or_form" } else { "" };
            format!("call.{optional}json{form}::<{}>()", to.ty(*ty))
        }
        Reading::Form(ty) => format!("call.{optional}form::<{}>()", to.ty(*ty)),
        Reading::Multipart(..) => format!("call.{optional}multipart(Self::read_body)"),
        Reading::Text(_) => format!("call.{optional}text()"),
        Reading::Choice(..) if optional.is_empty() => "Self::choose_body(call)".to_owned(),
        Reading::Choice(..) => "call.optional_body(Self::choose_body)".to_owned(),
        _ => format!("call.{optional}bytes()"),
    }
}

/// How the variant of a body is chosen by its media type, where it may be of several types.
pub(super) fn choice<'a>(to: &mut Writing<'_>, plan: &'a OperationPlan) -> Option<Choice<'a>> {
    let (name, variants) = plan.inputs.iter().find_map(|it| match &it.how {
        Reading::Choice(name, variants) => Some((name, variants)),
        _ => None,
    })?;
    let mut arms: Vec<Chosen> = variants.iter().map(|it| chosen(to, name, it)).collect();
    let last = arms.pop()?.read;
    Some(Choice { name, arms, last })
}

fn chosen(to: &mut Writing<'_>, name: &str, it: &BodyVariant) -> Chosen {
    let media: Vec<String> = it.how.media().into_iter().map(literals::string).collect();
    let variant = format!("{name}::{}", it.name);
    let made = if inputs::is_boxed(to, &it.how) { format!("|it| {variant}(Box::new(it))") } else { variant };
    Chosen { media: media.join(", "), read: format!("{}.map({made})", body(to, &it.how, "")) }
}

/// A parameter has a value or is absent: its null is neither.
fn unwrapped(ty: &str) -> &str {
    ty.strip_prefix("Option<").and_then(|it| it.strip_suffix('>')).unwrap_or(ty)
}

fn check(to: &mut Writing<'_>, field: &Field, _place: &HttpPlace) -> String {
    let ty = match to.model.shape(field.ty) {
        Shape::Nullable(inner) => *inner,
        _ => field.ty,
    };
    checks::closure(to, ty).map_or_else(String::new, |closure| format!(".check({closure})"))
}

fn ending(plan: &InputPlan) -> String {
    match (&plan.default, plan.kind) {
        (Some(default), _) => format!(".or({default})"),
        (None, FieldKind::Plain) => ".required()".to_owned(),
        (None, _) => ".optional()".to_owned(),
    }
}
