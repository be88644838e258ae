//! What operations are asked with.

use super::bodies;
use crate::diff::types::{Types, Way};
use crate::diff::{Breaks, Finding, renames};
use zephyrix_ir::Code;
use zephyrix_ir::vocabulary::{Content, HttpPlace, Input, Operation, Style};

pub(super) fn compare(key: &str, was: &Operation, is: &Operation, types: &mut Types<'_>, findings: &mut Vec<Finding>) {
    let in_path = |it: &&Input| matches!(it.place, HttpPlace::Path(_));
    // Those of the path are told apart by where they are.
    for (it, now) in was.inputs.iter().filter(in_path).zip(is.inputs.iter().filter(in_path)) {
        both(key, (it, now), types, findings);
    }
    let same = |one: &Input, other: &Input| {
        let called = |it: &Input| it.field.name == one.field.name || is_renamed(one, it);
        one.place.word() == other.place.word() && (content(one).is_some() || called(other))
    };
    for it in was.inputs.iter().filter(|it| !in_path(it)) {
        match is.inputs.iter().find(|now| same(it, now)) {
            Some(now) => both(key, (it, now), types, findings),
            None => findings.push(gone(key, it).at(it.field.span, is.span)),
        }
    }
    for now in is.inputs.iter().filter(|now| !in_path(now) && !was.inputs.iter().any(|it| same(it, now))) {
        let name = name(key, now);
        let required = now.field.presence.is_required() && now.field.default.is_none();
        findings.push(if required {
            let message = format!("{name} is new, and required");
            Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, message).at(was.span, now.field.span)
        } else {
            Finding::fresh(format!("{name} is new"), now.field.span)
        });
    }
}

/// Whether an input is called otherwise, and says so.
fn is_renamed(was: &Input, is: &Input) -> bool {
    was.field.name != is.field.name && renames::was(&is.field.renamed_from, &was.field.name)
}

fn content(it: &Input) -> Option<&[Content]> {
    if let HttpPlace::Body(content) = &it.place { Some(content) } else { None }
}

fn name(key: &str, it: &Input) -> String {
    match &it.place {
        HttpPlace::Body(_) => format!("the body of `{key}`"),
        HttpPlace::Path(_) => format!("the parameter `{}` of `{key}`", it.field.name),
        place => format!("the {} `{}` of `{key}`", place.word(), it.field.name),
    }
}

/// An input that is there no longer: a parameter is passed over, but a body was the matter.
fn gone(key: &str, it: &Input) -> Finding {
    let name = name(key, it);
    match content(it) {
        Some(_) => Finding::breaking(Code::OPERATION_CHANGED, Breaks::Wire, format!("{name} is gone")),
        None => Finding::harmless(Code::MAY_SURPRISE, format!("{name} is no longer looked at")),
    }
}

fn both(key: &str, (was, is): (&Input, &Input), types: &mut Types<'_>, findings: &mut Vec<Finding>) {
    let name = name(key, was);
    let (old, new) = (was.field.span, is.field.span);
    if is_renamed(was, is) && !matches!(is.place, HttpPlace::Path(_)) {
        findings.push(renames::sent(&name, &was.field.name, &is.field.name).at(old, new));
    }
    let mut tell = |code, what: &str| {
        findings.push(Finding::breaking(code, Breaks::Wire, format!("{name} {what}")).at(old, new));
    };
    if !was.field.presence.is_required() && is.field.presence.is_required() {
        tell(Code::MORE_IS_NEEDED, "is required");
    }
    if was.field.presence.is_nullable() && !is.field.presence.is_nullable() {
        tell(Code::MORE_IS_NEEDED, "may not be null");
    }
    if was.field.default != is.field.default {
        tell(Code::OPERATION_CHANGED, "has another default");
    }
    if was.field.presence.is_required() && !is.field.presence.is_required() {
        findings.push(Finding::fresh(format!("{name} need not be there"), new));
    }
    let pair = (was.field.ty, is.field.ty);
    let (Some(one), Some(other)) = (style(was), style(is)) else {
        let contents = (content(was).unwrap_or_default(), content(is).unwrap_or_default());
        return bodies::compare(&name, contents, (Way::Sent, old, new), types, findings);
    };
    if one != other && !(types.are_single(pair) && is_plain(one) && is_plain(other)) {
        let message = format!("{name} is written in another style");
        findings.push(Finding::breaking(Code::OPERATION_CHANGED, Breaks::Wire, message).at(old, new));
    }
    if matches!((one, other), (Style::Json, _) | (_, Style::Json)) {
        types.see(pair, Way::Sent, &name);
    } else {
        types.see_text(pair, &name, findings);
    }
}

fn style(it: &Input) -> Option<Style> {
    match it.place {
        HttpPlace::Path(style) | HttpPlace::Query(style) | HttpPlace::Header(style) | HttpPlace::Cookie(style) => {
            Some(style)
        }
        HttpPlace::Body(_) => None,
    }
}

/// Whether a single value is written as it is.
fn is_plain(it: Style) -> bool {
    !matches!(it, Style::Label { .. } | Style::Matrix { .. } | Style::Json | Style::DeepObject)
}
