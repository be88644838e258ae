//! What operations answer.

use super::bodies;
use crate::diff::types::{Types, Way};
use crate::diff::{Breaks, Finding};
use zephyrix_ir::Code;
use zephyrix_ir::vocabulary::{Operation, Outcome, Status};

/// Tells of what an operation answers; `way` is where answers go.
pub(super) fn compare(
    key: &str,
    (was, is): (&Operation, &Operation),
    way: Way,
    types: &mut Types<'_>,
    findings: &mut Vec<Finding>,
) {
    for it in &was.outcomes {
        let word = it.status.word();
        let exact = is.outcomes.iter().find(|now| now.status == it.status);
        let stands = exact.or_else(|| covering(it, is));
        if exact.is_none() {
            let (breaks, message) = if it.status.is_success() {
                (Breaks::Wire, format!("`{key}` no longer answers {word}"))
            } else {
                (Breaks::Code, format!("`{key}` no longer fails with {word} by its own"))
            };
            let near = stands.map_or(is.span, |now| now.span);
            findings.push(Finding::breaking(Code::ANSWER_CHANGED, breaks, message).at(it.span, near));
        }
        let Some(now) = stands else { continue };
        let name = format!("the answer {word} of `{key}`");
        headers(&name, (it, now), way, types, findings);
        bodies::compare(&name, (&it.content, &now.content), (way, it.span, now.span), types, findings);
    }
    for now in is.outcomes.iter().filter(|now| !was.outcomes.iter().any(|it| it.status == now.status)) {
        let message = format!("`{key}` may answer {}", now.status.word());
        findings.push(if now.status.is_success() {
            Finding::harmless(Code::MAY_SURPRISE, message).at(was.span, now.span)
        } else {
            Finding::fresh(message, now.span)
        });
    }
}

/// What stands for a failure that is no longer told by itself.
fn covering<'o>(it: &Outcome, by: &'o Operation) -> Option<&'o Outcome> {
    if it.status.is_success() {
        return None;
    }
    let hundred = |now: &&Outcome| matches!((now.status, it.status), (Status::Range(hundred), Status::Code(code)) if u16::from(hundred) == code / 100);
    by.outcomes.iter().find(hundred).or_else(|| by.outcomes.iter().find(|now| now.status == Status::Default))
}

fn headers(
    answer: &str,
    (was, is): (&Outcome, &Outcome),
    way: Way,
    types: &mut Types<'_>,
    findings: &mut Vec<Finding>,
) {
    for it in was.headers.iter().filter(|it| !it.is_of_the_protocol()) {
        let name = format!("the header `{}` of {answer}", it.field.name);
        let required = it.field.presence.is_required();
        let Some(now) = is.headers.iter().find(|now| now.field.name.eq_ignore_ascii_case(&it.field.name)) else {
            let message = format!("{name} is gone");
            let found = if required {
                Finding::breaking(Code::ANSWER_CHANGED, Breaks::Wire, message)
            } else {
                Finding::harmless(Code::MAY_SURPRISE, message)
            };
            findings.push(found.at(it.field.span, is.span));
            continue;
        };
        let lost = required && !now.field.presence.is_required();
        let found = [(lost, "may be absent"), (it.style != now.style, "is written in another style")];
        findings.extend(found.iter().filter(|it| it.0).map(|(_, what)| {
            let message = format!("{name} {what}");
            Finding::breaking(Code::ANSWER_CHANGED, Breaks::Wire, message).at(it.field.span, now.field.span)
        }));
        types.see((it.field.ty, now.field.ty), way, &name);
    }
    let fresh = |now: &&zephyrix_ir::vocabulary::Header| {
        !was.headers.iter().any(|it| it.field.name.eq_ignore_ascii_case(&now.field.name))
    };
    let fresh = is.headers.iter().filter(|it| !it.is_of_the_protocol()).filter(fresh);
    findings.extend(
        fresh.map(|now| Finding::fresh(format!("the header `{}` of {answer} is new", now.field.name), now.field.span)),
    );
}
