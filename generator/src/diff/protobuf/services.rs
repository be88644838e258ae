//! Services and their methods.

use super::Side;
use crate::diff::{Breaks, Finding};
use zephyrix_ir::Code;
use zephyrix_ir::vocabulary::{Operation, Rpc};

pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, findings: &mut Vec<Finding>) {
    for ((service, method), was) in &old.methods {
        let name = format!("{service}/{method}");
        let Some(is) = new.methods.get(&(*service, *method)) else {
            let (breaks, old) = (Some(Breaks::Wire), Some(was.span));
            findings.push(Finding {
                code: Code::OPERATION_GONE,
                breaks,
                message: format!("`{name}` is gone"),
                old,
                new: None,
            });
            continue;
        };
        let (Some(before), Some(now)) = (&was.rpc, &is.rpc) else { continue };
        let key = ((*service).to_owned(), (*method).to_owned());
        let messages = old.asked.get(&key).zip(new.asked.get(&key));
        let other = messages.into_iter().flat_map(|(was, is)| types(&name, was, is));
        for message in changes(&name, before, now).into_iter().chain(other) {
            let (old, new) = (Some(was.span), Some(is.span));
            findings.push(Finding { code: Code::OPERATION_CHANGED, breaks: Some(Breaks::Wire), message, old, new });
        }
    }
    let is_new = |it: &(&(&str, &str), &&Operation)| !old.methods.contains_key(it.0);
    findings.extend(new.methods.iter().filter(is_new).map(|((service, method), it)| Finding {
        code: Code::SOMETHING_NEW,
        breaks: None,
        message: format!("`{service}/{method}` is new"),
        old: None,
        new: Some(it.span),
    }));
}

/// What is sent and answered, where it is another message.
fn types(name: &str, was: &(String, String), is: &(String, String)) -> Vec<String> {
    let pairs = [("is asked with", &was.0, &is.0), ("answers with", &was.1, &is.1)];
    let other = pairs.into_iter().filter(|(_, was, is)| was != is);
    other
        .map(|(what, was, is)| {
            format!("`{name}` {what} `{}`, and was with `{}`", is.trim_start_matches('.'), was.trim_start_matches('.'))
        })
        .collect()
}

fn changes(name: &str, was: &Rpc<zephyrix_ir::TypeId>, is: &Rpc<zephyrix_ir::TypeId>) -> Vec<String> {
    let kinds = [
        ("is asked with", was.client_streaming, is.client_streaming),
        ("answers with", was.server_streaming, is.server_streaming),
    ];
    let streams = kinds.iter().filter(|it| it.1 != it.2).map(|(what, _, many)| {
        format!(
            "`{name}` {what} {}",
            if *many { "many messages, and was with one" } else { "one message, and was with many" }
        )
    });
    let mut all: Vec<String> = streams.collect();
    if was.idempotency != is.idempotency {
        all.push(format!("the idempotency level of `{name}` is another"));
    }
    all
}
