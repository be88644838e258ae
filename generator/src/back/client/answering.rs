//! What a method hands back, and how the answer becomes it.

use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::{Failure, Success};
use crate::plan::representations::Body;
use crate::plan::rust::Writing;
use crate::plan::{answers, literals};
use zephyrix_ir::vocabulary::Status;
use zephyrix_templates::client::{Arm, Failures, Several, Variant};

/// The type of success. `head`: the answer has no body, whatever the contract says.
pub(super) fn ty(to: &mut Writing<'_>, plan: &OperationPlan, head: bool) -> String {
    match plan.successes.as_slice() {
        [one] => single(to, one, head),
        _ => plan.several.clone(),
    }
}

/// The type of failure.
pub(super) fn error(to: &mut Writing<'_>, plan: &OperationPlan) -> String {
    if plan.failures.is_empty() { to.uses.add("std::convert::Infallible") } else { plan.error.clone() }
}

/// The ways to succeed, when there are several.
pub(super) fn several<'a>(to: &mut Writing<'_>, plan: &'a OperationPlan, head: bool) -> Option<Several<'a>> {
    let variant = |it: &'a Success| {
        let payload = match body(it, head) {
            Body::Empty if it.headers.is_none() => String::new(),
            _ if answers::is_boxed(to, it) => format!("(Box<{}>)", single(to, it, head)),
            _ => format!("({})", single(to, it, head)),
        };
        Variant { docs: answers::docs(it), name: &it.variant, payload }
    };
    let derives = if head { "Clone, Debug, PartialEq" } else { answers::derives(plan) };
    (plan.successes.len() > 1).then(|| Several {
        name: &plan.several,
        derives,
        variants: plan.successes.iter().map(variant).collect(),
    })
}

/// The ways to fail.
pub(super) fn failures<'a>(to: &mut Writing<'_>, plan: &'a OperationPlan) -> Option<Failures<'a>> {
    if plan.failures.is_empty() {
        return None;
    }
    to.uses.all(&["std::fmt::Display", "std::fmt::Formatter"]);
    let variant = |it: &'a Failure| {
        let body = answers::failed(to, it, "zephyrix::client::Bytes");
        let body = body.unwrap_or_else(|| format!("Box<{}>", to.uses.add("zephyrix::client::Problem")));
        let status = has_status(it).then(|| "u16".to_owned());
        let headers = it.headers.as_ref().map(|it| format!("Box<{}>", it.name));
        let parts: Vec<String> = [status, Some(body), headers].into_iter().flatten().collect();
        let payload = format!("({})", parts.join(", "));
        Variant { docs: answers::failure_docs(it), name: &it.variant, payload }
    };
    let variants = plan.failures.iter().map(variant).collect();
    Some(Failures { name: &plan.error, variants, shown: plan.failures.iter().map(shown).collect() })
}

/// An arm a status, from the narrowest to the widest, and one for what is not declared.
pub(super) fn arms(to: &mut Writing<'_>, plan: &OperationPlan, head: bool) -> Vec<Arm> {
    let several = plan.successes.len() > 1;
    let whole = if !head && answers::streams(plan) { WHOLE } else { "answer" };
    let mut arms: Vec<(Status, Arm)> = Vec::new();
    for (at, it) in plan.successes.iter().enumerate().rev() {
        let pattern = pattern(it.when).unwrap_or_else(|| "200..=299".to_owned());
        let when = if it.when == Status::Default { Status::Range(2) } else { it.when };
        let answer = succeed(to, it, several.then_some(plan.several.as_str()), head, whole);
        let usual = plan.successes.iter().position(|other| other.when == it.when) == Some(at);
        arms.push((when, Arm { pattern: pattern + &guard(usual, &it.media), answer }));
    }
    for (at, it) in plan.failures.iter().enumerate().rev() {
        let usual = plan.failures.iter().position(|other| other.when == it.when) == Some(at);
        let arm = fail(plan, it, whole);
        arms.push((it.when, Arm { pattern: arm.pattern + &guard(usual, &it.media), ..arm }));
    }
    // `Status` orders codes before ranges before the default.
    arms.sort_by_key(|(when, _)| *when);
    let open = arms.last().is_none_or(|(when, _)| *when != Status::Default);
    let mut arms: Vec<Arm> = arms.into_iter().map(|(_, it)| it).collect();
    if open {
        arms.push(Arm { pattern: "_".to_owned(), answer: format!("{whole}.unexpected()") });
    }
    for arm in &mut arms {
        arm.answer = ended(arm);
    }
    arms
}

/// The expression of an arm and what ends it; in a block where it is far to the right.
fn ended(arm: &Arm) -> String {
    const FAR: usize = 70;
    let guarded = arm.pattern.contains(" if ");
    if arm.answer.starts_with('{') {
        arm.answer.clone()
    } else if guarded && arm.pattern.len() + arm.answer.len() > FAR {
        format!("{{\n{}\n}}", arm.answer)
    } else {
        format!("{},", arm.answer)
    }
}

/// What tells one way to write an answer from the usual one, which is what is left.
fn guard(usual: bool, media: &[String]) -> String {
    let all: Vec<String> = media.iter().map(|it| literals::string(it)).collect();
    if usual { String::new() } else { format!(" if answer.is_of(&[{}])", all.join(", ")) }
}

/// All of an answer, where another one is read as it comes.
const WHOLE: &str = "answer.whole().await?";

fn pattern(when: Status) -> Option<String> {
    match when {
        Status::Code(code) => Some(code.to_string()),
        Status::Range(hundred) => Some(format!("{hundred}00..={hundred}99")),
        Status::Default => None,
    }
}

fn body(it: &Success, head: bool) -> &Body {
    if head { &Body::Empty } else { &it.body }
}

fn single(to: &mut Writing<'_>, it: &Success, head: bool) -> String {
    let inner = bare(to, it, head);
    match &it.headers {
        Some(headers) => format!("{}<{inner}, {}>", to.uses.add("zephyrix::client::Headed"), headers.name),
        None => inner,
    }
}

fn bare(to: &mut Writing<'_>, it: &Success, head: bool) -> String {
    match body(it, head) {
        Body::Empty => "()".to_owned(),
        Body::Text => "String".to_owned(),
        Body::Bytes => to.uses.add("zephyrix::client::Download"),
        Body::Stream(_, item) => format!("{}<{}>", to.uses.add("zephyrix::client::Items"), to.ty(*item)),
        Body::Json(ty) => {
            let mut inner = to.ty(*ty);
            if it.tagged {
                inner = format!("{}<{inner}>", to.uses.add("zephyrix::client::Tagged"));
            }
            if it.located {
                inner = format!("{}<{inner}>", to.uses.add("zephyrix::client::Created"));
            }
            inner
        }
    }
}

fn succeed(to: &mut Writing<'_>, it: &Success, several: Option<&str>, head: bool, whole: &str) -> String {
    let headed = it.headers.is_some();
    let variant = several.map(|name| format!("{name}::{}", it.variant));
    // What is read without fail is made an answer by hand.
    let sure = match body(it, head) {
        Body::Empty if headed => return result(&format!("{whole}.headed(|_| Ok(()))"), variant, false),
        Body::Empty => return variant.map_or_else(|| "Ok(())".to_owned(), |it| format!("Ok({it})")),
        // With its headers, where it has any.
        Body::Json(_) => return result(&format!("{whole}.json()"), variant, answers::is_boxed(to, it)),
        Body::Text => {
            let read = if headed {
                format!("{whole}.headed({}::text)", to.uses.add("zephyrix::client::Answer"))
            } else {
                format!("{whole}.text()")
            };
            return result(&read, variant, answers::is_boxed(to, it));
        }
        Body::Bytes => "download()".to_owned(),
        Body::Stream(framing, _) => {
            format!("items({}::{})", to.uses.add("zephyrix::client::Framing"), framing.name())
        }
    };
    let read = if headed { format!("answer.headed(|it| it.{sure})") } else { format!("answer.{sure}") };
    let read = if answers::is_boxed(to, it) { format!("Box::new({read})") } else { read };
    variant.map_or_else(|| format!("Ok({read})"), |it| format!("Ok({it}({read}))"))
}

/// What is read, as the variant that it is.
fn result(read: &str, variant: Option<String>, boxed: bool) -> String {
    match variant {
        None => read.to_owned(),
        Some(variant) if boxed => format!("{read}.map(Box::new).map({variant})"),
        Some(variant) => format!("{read}.map({variant})"),
    }
}

/// Whether a failure stands for several statuses.
fn has_status(it: &Failure) -> bool {
    it.status.is_none()
}

fn fail(plan: &OperationPlan, it: &Failure, whole: &str) -> Arm {
    let variant = format!("{}::{}", plan.error, it.variant);
    let read = match it.body {
        Body::Empty => "problem",
        Body::Json(_) => "failure",
        Body::Text | Body::Stream(..) => "failure_text",
        Body::Bytes => "failure_bytes",
    };
    let pattern = match (pattern(it.when), has_status(it)) {
        (Some(pattern), true) => format!("status @ {pattern}"),
        (Some(pattern), false) => pattern,
        (None, _) => "status".to_owned(),
    };
    let arguments: Vec<&str> =
        [has_status(it).then_some("status"), Some("body"), it.headers.as_ref().map(|_| "headers")]
            .into_iter()
            .flatten()
            .collect();
    let made = match arguments.as_slice() {
        [_] => variant,
        all => format!("|body| {variant}({})", all.join(", ")),
    };
    let answer = match it.headers {
        Some(_) if whole == "answer" => {
            format!("{{\nlet headers = answer.declared();\nanswer.{read}({made})\n}}")
        }
        Some(_) => format!("{{\nlet answer = {whole};\nlet headers = answer.declared();\nanswer.{read}({made})\n}}"),
        None => format!("{whole}.{read}({made})"),
    };
    Arm { pattern, answer }
}

/// A problem tells by itself what happened.
fn shown(it: &Failure) -> Arm {
    let docs = literals::doc(&it.docs).join(" ");
    let text = if docs.is_empty() { it.statuses.clone() } else { format!("{}: {docs}", it.statuses) };
    let answer = match (it.body != Body::Empty, has_status(it)) {
        (false, _) => "problem.fmt(f)".to_owned(),
        (true, false) => format!("f.write_str({})", literals::string(&text)),
        (true, true) if docs.is_empty() => "status.fmt(f)".to_owned(),
        (true, true) => {
            let docs = docs.replace('{', "{{").replace('}', "}}");
            format!("write!(f, {})", literals::string(&format!("{{status}}: {docs}")))
        }
    };
    let status = if it.body == Body::Empty { "_" } else { "status" };
    let body = if it.body == Body::Empty { "problem" } else { "_" };
    let bound = [has_status(it).then_some(status), Some(body), it.headers.as_ref().map(|_| "_")];
    let bound: Vec<&str> = bound.into_iter().flatten().collect();
    Arm { pattern: format!("{}({})", it.variant, bound.join(", ")), answer }
}
