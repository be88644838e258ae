//! How the fields of a request record are read from a request, as expressions.

use crate::plan::bodies::BodyVariant;
use crate::plan::checks;
use crate::plan::inputs;
use crate::plan::literals;
use crate::plan::operations::{InputPlan, OperationPlan};
use crate::plan::raw::STREAMED;
use crate::plan::readings::{MULTIPART, Member, Reading};
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{self, Field, Operation, Shape, Style};
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
        Some(format!("{accepts}::{how}(&[{}]){}", media.join(", "), delivery(to, &it.how)))
    })
}

/// How bodies of raw bytes are handed over, where their media types do not say it.
fn delivery(to: &Writing<'_>, how: &Reading) -> String {
    let raw = how.raw_media();
    if *to.rust.raw_body == STREAMED && !raw.is_empty() {
        let raw: Vec<String> = raw.into_iter().map(literals::string).collect();
        return format!(".streamed(&[{}])", raw.join(", "));
    }
    if raw.contains(&MULTIPART) { ".undivided()".to_owned() } else { String::new() }
}

/// An expression a field.
pub(super) fn inputs<'a>(to: &mut Writing<'_>, it: &Operation, plan: &'a OperationPlan) -> Vec<Input<'a>> {
    it.inputs
        .iter()
        .zip(&plan.inputs)
        .map(|(input, plan)| Input {
            name: &plan.name,
            given: given(input),
            read: read(to, &input.field, input.place.word(), plan) + &body_check(to, plan),
        })
        .collect()
}

/// The check of a JSON body whose Rust type does not carry its assertions: a plain list, text or number.
fn body_check(to: &mut Writing<'_>, plan: &InputPlan) -> String {
    let (Reading::Json(ty, _) | Reading::JsonOrForm(ty, ..) | Reading::Form(ty, _) | Reading::Multipart(ty, _)) =
        plan.how
    else {
        return String::new();
    };
    if !checks::are_of_place(to, ty) {
        return String::new();
    }
    let optional = if plan.kind == FieldKind::Plain { "" } else { "optional_" };
    let closure = checks::closure(to, ty);
    closure.map_or_else(String::new, |it| format!(".and_then(|body| call.{optional}checked(body, {it}))"))
}

/// Whether an input is found by its name, and may have an earlier one.
fn has_formers(field: &Field, word: &str) -> bool {
    ["query", "header", "cookie"].contains(&word) && !field.renamed_from.is_empty()
}

/// The name under which an input that was called otherwise is given.
fn given(it: &vocabulary::Input) -> Option<String> {
    let word = it.place.word();
    let formers = it.field.renamed_from.iter().map(|it| literals::string(&it.name)).collect::<Vec<_>>().join(", ");
    let name = literals::string(&it.field.name);
    has_formers(&it.field, word).then(|| format!("call.{word}_name({name}, &[{formers}])"))
}

fn read(to: &mut Writing<'_>, field: &Field, word: &str, plan: &InputPlan) -> String {
    let name = if has_formers(field, word) { plan.name.clone() } else { literals::string(&field.name) };
    let (call, ty) = match &plan.how {
        Reading::Raw => return format!("call.{word}::<String>({name}){}", ending(plan)),
        Reading::Single(ty) => (format!("{word}::<{}>({name})", to.ty(*ty)), field.ty),
        Reading::List(item, separator) => {
            let (item, separator) = (to.ty(*item), inputs::separator(to, *separator));
            (format!("{word}_list::<{item}>({name}, {separator})"), field.ty)
        }
        Reading::Styled(ty, style) => {
            let (item, style) = (to.ty(*ty), inputs::style(to, *style));
            (format!("{word}_value::<{item}>({name}, {style})"), *ty)
        }
        Reading::Members(ty, names) => {
            let (item, names) = (to.ty(*ty), inputs::names(to, names));
            (format!("{word}_members::<{item}>({name}, {names})"), *ty)
        }
        Reading::JsonText(ty) => (format!("{word}_json::<{}>({name})", to.ty(*ty)), *ty),
        how => {
            let optional = if plan.kind == FieldKind::Plain { "" } else { "optional_" };
            return body(to, how, optional);
        }
    };
    format!("call.{call}{}{}", check(to, &plan.how, ty), ending(plan))
}

/// A body, which is all that is read so.
fn body(to: &mut Writing<'_>, how: &Reading, optional: &str) -> String {
    match how {
        Reading::Json(ty, _) => format!("call.{optional}json::<{}>()", to.ty(*ty)),
        Reading::JsonOrForm(ty, _, members) => {
            format!("call.{optional}json_or_form::<{}>({})", to.ty(*ty), styled(to, *ty, members))
        }
        Reading::Form(ty, members) => format!("call.{optional}form::<{}>({})", to.ty(*ty), styled(to, *ty, members)),
        Reading::Multipart(ty, parts) => match (to.model.shape(*ty), parts.others) {
            (Shape::Map(_), Some(others)) => {
                format!("call.{optional}multipart(|parts| parts.{})", super::parts::others(to, others))
            }
            _ => format!("call.{optional}multipart(Self::read_body)"),
        },
        Reading::Text(_) => format!("call.{optional}text()"),
        Reading::Choice(..) if optional.is_empty() => "Self::choose_body(call)".to_owned(),
        Reading::Choice(..) => "call.optional_body(Self::choose_body)".to_owned(),
        _ => format!("call.{optional}{}()", to.rust.raw_body.read),
    }
}

/// Objects in brackets are found without being told of. What was called otherwise is written as it is now.
fn styled(to: &mut Writing<'_>, ty: TypeId, members: &[Member]) -> String {
    let fields: &[Field] = match to.model.shape(ty) {
        Shape::Record { fields, .. } => fields,
        _ => &[],
    };
    let former = |it: &Member| {
        let field = fields.iter().find(|field| field.name == it.0);
        let formers = field.map_or(&[][..], |it| &it.renamed_from).iter();
        formers.map(|former| (former.name.clone(), it.1)).collect::<Vec<_>>()
    };
    let told = members.iter().filter(|it| it.1 != Style::DeepObject);
    let all: Vec<Member> = told.flat_map(|it| [vec![it.clone()], former(it)].concat()).collect();
    inputs::members(to, &all)
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

/// The check of a value that was read without: a text, a list of texts, or what its Rust type does not carry.
fn check(to: &mut Writing<'_>, how: &Reading, ty: TypeId) -> String {
    let ty = match to.model.shape(ty) {
        Shape::Nullable(inner) => *inner,
        _ => ty,
    };
    if !matches!(how, Reading::Single(_) | Reading::List(..)) && !checks::are_of_place(to, ty) {
        return String::new();
    }
    checks::closure(to, ty).map_or_else(String::new, |closure| format!(".check({closure})"))
}

fn ending(plan: &InputPlan) -> String {
    match (&plan.default, plan.kind) {
        (Some(default), _) => format!(".or({default})"),
        (None, FieldKind::Plain) => ".required()".to_owned(),
        (None, _) => ".optional()".to_owned(),
    }
}
