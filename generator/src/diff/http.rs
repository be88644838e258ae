//! Operations as HTTP asks for them: paths, parameters, bodies and answers.

use super::types::{Types, Way};
use super::{Breaks, Finding};
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::{Input, Operation, Outcome};
use zephyrix_ir::{Code, Model, Span, TypeId};

pub(super) fn compare(old: &Model, new: &Model, findings: &mut Vec<Finding>) {
    let now = operations(new);
    let mut types = Types::new(old, new);
    for (key, was) in operations(old) {
        let Some(is) = now.get(&key) else {
            let message = format!("`{key}` is gone (operation `{}`)", was.name);
            findings.push(Finding {
                code: Code::OPERATION_GONE,
                breaks: Some(Breaks::Wire),
                message,
                old: Some(was.span),
                new: None,
            });
            continue;
        };
        if was.name != is.name {
            let message = format!("the operation `{}` of `{key}` is called `{}`", was.name, is.name);
            findings.push(changed(Code::OPERATION_CHANGED, Breaks::Code, message, was.span, is.span));
        }
        inputs(&key, was, is, &mut types, findings);
        answers(&key, was, is, &mut types, findings);
    }
    let before = operations(old);
    findings.extend(now.iter().filter(|it| !before.contains_key(it.0)).map(|(key, it)| Finding {
        code: Code::SOMETHING_NEW,
        breaks: None,
        message: format!("`{key}` is new"),
        old: None,
        new: Some(it.span),
    }));
    types.tell(findings);
}

/// Operations that protobuf does not describe, by method and path; holes are the same, whatever they are called.
fn operations(model: &Model) -> BTreeMap<String, &Operation> {
    let plain = |it: &Operation| {
        let (mut path, mut inside) = (String::new(), false);
        for c in it.http.path.text.chars() {
            inside = (inside || c == '{') && c != '}';
            if !inside || c == '{' {
                path.push(c);
            }
        }
        format!("{} {path}", it.http.method.token())
    };
    model.operations().filter(|(_, it)| it.rpc.is_none()).map(|(_, it)| (plain(it), it)).collect()
}

fn changed(code: &'static Code, breaks: Breaks, message: String, old: Span, new: Span) -> Finding {
    Finding { code, breaks: Some(breaks), message, old: Some(old), new: Some(new) }
}

fn inputs(key: &str, was: &Operation, is: &Operation, types: &mut Types<'_>, findings: &mut Vec<Finding>) {
    let place = |it: &Input| it.place.word();
    let in_path = |it: &Input| place(it) == "path";
    let same = |one: &Input, other: &Input| place(one) == place(other) && one.field.name == other.field.name;
    // Those of the path are told apart by where they are.
    let (before, now): (Vec<_>, Vec<_>) =
        (was.inputs.iter().filter(|it| in_path(it)).collect(), is.inputs.iter().filter(|it| in_path(it)).collect());
    for (one, other) in before.iter().zip(&now) {
        types.see((one.field.ty, other.field.ty), Way::Sent, &format!("the parameter `{}` of `{key}`", one.field.name));
    }
    for it in was.inputs.iter().filter(|it| !in_path(it)) {
        let Some(now) = is.inputs.iter().find(|now| same(it, now)) else {
            let message = format!("the {} `{}` of `{key}` is no longer looked at", place(it), it.field.name);
            let (code, old) = (Code::MAY_SURPRISE, Some(it.field.span));
            findings.push(Finding { code, breaks: None, message, old, new: Some(is.span) });
            continue;
        };
        let name = format!("the {} `{}` of `{key}`", place(it), it.field.name);
        if !it.field.presence.is_required() && now.field.presence.is_required() {
            let message = format!("{name} is required");
            findings.push(changed(Code::MORE_IS_NEEDED, Breaks::Wire, message, it.field.span, now.field.span));
        }
        types.see((it.field.ty, now.field.ty), Way::Sent, &name);
    }
    for now in is.inputs.iter().filter(|it| !in_path(it)) {
        if was.inputs.iter().any(|it| same(it, now)) {
            continue;
        }
        let name = format!("the {} `{}` of `{key}`", place(now), now.field.name);
        let required = now.field.presence.is_required() && now.field.default.is_none();
        findings.push(Finding {
            code: if required { Code::MORE_IS_NEEDED } else { Code::SOMETHING_NEW },
            breaks: required.then_some(Breaks::Wire),
            message: if required { format!("{name} is new, and required") } else { format!("{name} is new") },
            old: Some(was.span).filter(|_| required),
            new: Some(now.field.span),
        });
    }
}

fn answers(key: &str, was: &Operation, is: &Operation, types: &mut Types<'_>, findings: &mut Vec<Finding>) {
    for it in was.outcomes.iter().filter(|it| it.status.is_success()) {
        let word = it.status.word();
        let Some(now) = is.outcomes.iter().find(|now| now.status == it.status) else {
            let message = format!("`{key}` no longer answers {word}");
            findings.push(changed(Code::ANSWER_CHANGED, Breaks::Wire, message, it.span, is.span));
            continue;
        };
        match (json(it), json(now)) {
            (Some(before), Some(after)) => {
                types.see((before, after), Way::Answered, &format!("the answer {word} of `{key}`"));
            }
            (None, None) => {}
            _ => {
                let message = format!("the answer {word} of `{key}` has another body");
                findings.push(changed(Code::ANSWER_CHANGED, Breaks::Wire, message, it.span, now.span));
            }
        }
    }
}

fn json(it: &Outcome) -> Option<TypeId> {
    it.content.iter().find(|it| it.media.is_json()).and_then(|it| it.ty)
}
