//! Headers and cookies that must be there, with samples, as calls on a request that is made up.

use super::{Job, styled};
use crate::plan::operations::OperationPlan;
use crate::plan::readings::Reading;
use crate::plan::{literals, sample};
use zephyrix_ir::vocabulary::{HttpPlace, Operation};

/// A call a header; `None` where one cannot be made up.
pub(super) fn calls(job: Job<'_>, it: &Operation, plan: &OperationPlan) -> Option<String> {
    let mut calls = String::new();
    let mut cookies = Vec::new();
    let inputs = it.inputs.iter().zip(&plan.inputs).filter(|(it, _)| it.field.presence.is_required());
    for (input, plan) in inputs {
        let name = &input.field.name;
        match input.place {
            HttpPlace::Header(style) => {
                let value = styled::plain(name, &sample::smallest(job.model, input.field.ty)?, style)?;
                calls.push_str(&call(name, &value)?);
            }
            // Texts in cookies stand as they are: those that cannot are not made up.
            HttpPlace::Cookie(_) if matches!(plan.how, Reading::Single(_) | Reading::List(..) | Reading::Raw) => {
                let value = styled::scalar(&sample::smallest(job.model, input.field.ty)?)?;
                cookies.push(Some(format!("{name}={value}")).filter(|_| value.bytes().all(is_of_cookie))?);
            }
            HttpPlace::Cookie(style) => {
                cookies.extend(styled::pairs(name, &sample::smallest(job.model, input.field.ty)?, style)?);
            }
            _ => {}
        }
    }
    if !cookies.is_empty() {
        calls.push_str(&call("cookie", &cookies.join("; "))?);
    }
    Some(calls)
}

fn call(name: &str, value: &str) -> Option<String> {
    let fits = value.bytes().all(|it| it.is_ascii_graphic() || it == b' ') && value.trim() == value;
    fits.then(|| format!(".header({}, {})", literals::string(name), literals::string(value)))
}

/// RFC 6265 §4.1.1.
fn is_of_cookie(it: u8) -> bool {
    it.is_ascii_graphic() && !b"\",;\\".contains(&it)
}
