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
            Body::Empty => String::new(),
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
        let payload = if has_status(it) { format!("(u16, {body})") } else { format!("({body})") };
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
    if guarded && arm.pattern.len() + arm.answer.len() > FAR {
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
    let open = |read: &str, several: Option<&str>| match several {
        Some(name) => format!("Ok({name}::{}({read}))", it.variant),
        None => format!("Ok({read})"),
    };
    let read = match (body(it, head), several) {
        (Body::Empty, None) => return "Ok(())".to_owned(),
        (Body::Empty, Some(name)) => return format!("Ok({name}::{})", it.variant),
        (Body::Json(_), _) => format!("{whole}.json()"),
        (Body::Text, _) => format!("{whole}.text()"),
        (Body::Bytes, several) => return open("answer.download()", several),
        (Body::Stream(framing, ..), several) => {
            let items = format!("answer.items({}::{})", to.uses.add("zephyrix::client::Framing"), framing.name());
            return open(&items, several);
        }
    };
    match several {
        None => read,
        Some(name) if answers::is_boxed(to, it) => format!("{read}.map(Box::new).map({name}::{})", it.variant),
        Some(name) => format!("{read}.map({name}::{})", it.variant),
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
    let pattern = pattern(it.when);
    if !has_status(it) {
        return Arm { pattern: pattern.unwrap_or_default(), answer: format!("{whole}.{read}({variant})") };
    }
    let pattern = pattern.map_or_else(|| "status".to_owned(), |it| format!("status @ {it}"));
    Arm { pattern, answer: format!("{whole}.{read}(|body| {variant}(status, body))") }
}

/// A problem tells by itself what happened.
fn shown(it: &Failure) -> Arm {
    let docs = literals::doc(&it.docs).join(" ");
    let text = if docs.is_empty() { it.statuses.clone() } else { format!("{}: {docs}", it.statuses) };
    let (pattern, answer) = match (it.body != Body::Empty, has_status(it)) {
        (false, false) => ("(problem)", "problem.fmt(f)".to_owned()),
        (false, true) => ("(_, problem)", "problem.fmt(f)".to_owned()),
        (true, false) => ("(_)", format!("f.write_str({})", literals::string(&text))),
        (true, true) if docs.is_empty() => ("(status, _)", "status.fmt(f)".to_owned()),
        (true, true) => {
            let docs = docs.replace('{', "{{").replace('}', "}}");
            ("(status, _)", format!("write!(f, {})", literals::string(&format!("{{status}}: {docs}"))))
        }
    };
    Arm { pattern: format!("{}{pattern}", it.variant), answer }
}
