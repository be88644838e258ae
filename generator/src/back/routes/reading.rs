//! How the fields of a request record are read from a request, as expressions.

use crate::plan::checks;
use crate::plan::inputs;
use crate::plan::literals;
use crate::plan::operations::{InputPlan, OperationPlan};
use crate::plan::readings::{FORM, MULTIPART, Reading};
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::vocabulary::{Field, HttpPlace, MediaType, Operation, Shape};
use zephyrix_templates::routes::Input;

/// What bodies an operation takes, when it takes one.
pub(super) fn accepts(to: &mut Writing<'_>, plan: &OperationPlan) -> Option<String> {
    plan.inputs.iter().find_map(|it| {
        let media: Vec<&str> = match &it.how {
            Reading::Json(_, all) | Reading::Text(all) | Reading::Bytes(all) => {
                all.iter().map(MediaType::as_str).collect()
            }
            Reading::Form(_) => vec![FORM],
            Reading::Multipart(..) => vec![MULTIPART],
            _ => return None,
        };
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
            read: read(to, &input.field, input.place.word(), plan, &input.place),
        })
        .collect()
}

fn read(to: &mut Writing<'_>, field: &Field, word: &str, plan: &InputPlan, place: &HttpPlace) -> String {
    let name = literals::string(&field.name);
    let optional = if plan.kind == FieldKind::Plain { "" } else { "optional_" };
    match &plan.how {
        Reading::Json(ty, media) => {
            let form = if media.iter().any(|it| it.as_str() == FORM) { "_or_form" } else { "" };
            format!("call.{optional}json{form}::<{}>()", to.ty(*ty))
        }
        Reading::Form(ty) => format!("call.{optional}form::<{}>()", to.ty(*ty)),
        Reading::Multipart(..) => format!("call.{optional}multipart(Self::read_body)"),
        Reading::Text(_) => format!("call.{optional}text()"),
        Reading::Bytes(_) => format!("call.{optional}bytes()"),
        Reading::Raw => format!("call.{word}::<String>({name}){}", ending(plan)),
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
    }
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
