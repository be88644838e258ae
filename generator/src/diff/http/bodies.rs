//! Bodies: what they are written in, and what they say.

use crate::diff::types::{Types, Way};
use crate::diff::{Breaks, Finding};
use zephyrix_ir::vocabulary::{Content, Encoding, MediaType};
use zephyrix_ir::{Code, Span};

/// Tells of a body, which is called `name`.
pub(super) fn compare(
    name: &str,
    (was, is): (&[Content], &[Content]),
    (way, old, new): (Way, Span, Span),
    types: &mut Types<'_>,
    findings: &mut Vec<Finding>,
) {
    let code = if way == Way::Sent { Code::OPERATION_CHANGED } else { Code::ANSWER_CHANGED };
    if is.is_empty() && !was.is_empty() {
        findings.push(Finding::breaking(code, Breaks::Wire, format!("{name} is gone")).at(old, new));
        return;
    }
    for it in was {
        let covers = |now: &&Content| now.media == it.media || way == Way::Sent && covers(&now.media, &it.media);
        let Some(now) = is.iter().find(|now| now.media == it.media).or_else(|| is.iter().find(covers)) else {
            let message = format!("{name} is no longer `{}`", it.media.as_str());
            findings.push(Finding::breaking(code, Breaks::Wire, message).at(it.span, new));
            continue;
        };
        let name = if was.len() > 1 { format!("{name} as `{}`", it.media.as_str()) } else { name.to_owned() };
        let breaks = match (it.ty, now.ty, way) {
            (Some(one), Some(other), _) => {
                types.see((one, other), way, &name);
                None
            }
            (None, None, _) => None,
            (Some(_), None, Way::Sent) | (None, Some(_), Way::Answered) => Some(Breaks::Code),
            (Some(_), None, Way::Answered) | (None, Some(_), Way::Sent) => Some(Breaks::Wire),
        };
        findings.extend(breaks.map(|breaks| {
            let what = if now.ty.is_some() { "has a schema" } else { "is any bytes" };
            Finding::breaking(Code::TYPE_CHANGED, breaks, format!("{name} {what}")).at(it.span, now.span)
        }));
        if !are_same(&it.encodings, &now.encodings) {
            let message = format!("the parts of {name} are encoded otherwise, which is not compared");
            findings.push(Finding::harmless(Code::NOT_COMPARED, message).at(it.span, now.span));
        }
    }
    for now in is.iter().filter(|now| !was.iter().any(|it| it.media == now.media)) {
        let message = format!("{name} may be `{}`", now.media.as_str());
        findings.push(if was.is_empty() && way == Way::Answered {
            Finding::breaking(code, Breaks::Code, format!("{name} is new")).at(old, now.span)
        } else {
            Finding::fresh(message, now.span)
        });
    }
}

/// Whether a range of media types has one.
fn covers(range: &MediaType, it: &MediaType) -> bool {
    let kind = |it: &str| it.split('/').next().unwrap_or_default().to_owned();
    let range = range.as_str();
    range == "*/*" || range.ends_with("/*") && kind(range) == kind(it.as_str())
}

fn are_same(was: &[Encoding], is: &[Encoding]) -> bool {
    let told =
        |all: &[Encoding]| -> Vec<_> { all.iter().map(|it| (it.name.clone(), it.media.clone(), it.style)).collect() };
    told(was) == told(is)
}
