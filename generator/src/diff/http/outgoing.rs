//! What a service asks of others: values go the other way.

use super::{answers, bodies};
use crate::diff::types::{Types, Way};
use crate::diff::{Breaks, Finding};
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::{Content, HttpPlace, Occasion, Operation, Outgoing};
use zephyrix_ir::{Code, Model};

pub(super) fn compare(old: &Model, new: &Model, types: &mut Types<'_>, findings: &mut Vec<Finding>) {
    let (before, now) = (by_occasion(old), by_occasion(new));
    for (key, it) in &before {
        let was = &it.operation;
        let Some(other) = now.get(key) else {
            let message = format!("`{key}` is gone");
            findings.push(Finding::breaking(Code::OPERATION_GONE, Breaks::Wire, message).at(was.span, new.info().span));
            continue;
        };
        let is = &other.operation;
        if was.name != is.name {
            let message = format!("the operation `{}` of `{key}` is called `{}`", was.name, is.name);
            findings.push(Finding::breaking(Code::OPERATION_CHANGED, Breaks::Code, message).at(was.span, is.span));
        }
        if parameters(was) != parameters(is) {
            let message = format!("`{key}` is asked for with other parameters, which is not compared");
            findings.push(Finding::harmless(Code::NOT_COMPARED, message).at(was.span, is.span));
        }
        let name = format!("the body of `{key}`");
        bodies::compare(&name, (body(was), body(is)), (Way::Answered, was.span, is.span), types, findings);
        answers::compare(key, (was, is), Way::Sent, types, findings);
    }
    let fresh = now.iter().filter(|it| !before.contains_key(it.0));
    findings.extend(fresh.map(|(key, it)| Finding::fresh(format!("`{key}` is new"), it.operation.span)));
}

fn by_occasion(model: &Model) -> BTreeMap<String, &Outgoing> {
    let key = |it: &Outgoing| {
        let method = it.operation.http.method.token();
        match &it.occasion {
            Occasion::Webhook(name) => format!("webhook {method} {name}"),
            Occasion::Callback { name, of, url } => format!("callback {method} {name} of {of} to {}", url.text),
        }
    };
    model.outgoing().iter().map(|it| (key(it), it)).collect()
}

fn body(it: &Operation) -> &[Content] {
    let body =
        it.inputs.iter().find_map(|it| if let HttpPlace::Body(all) = &it.place { Some(all.as_slice()) } else { None });
    body.unwrap_or_default()
}

/// Names and places of what is not in the body.
fn parameters(it: &Operation) -> Vec<(&str, &str)> {
    let all = it.inputs.iter().filter(|it| !matches!(it.place, HttpPlace::Body(_)));
    all.map(|it| (it.place.word(), it.field.name.as_str())).collect()
}
