//! Services and their methods.

use super::{Side, routes};
use crate::diff::{Breaks, Finding};
use zephyrix_ir::Code;
use zephyrix_ir::vocabulary::Rpc;

pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, findings: &mut Vec<Finding>) {
    for ((service, method), was) in &old.methods {
        let name = format!("{service}/{method}");
        let Some(is) = new.methods.get(&(*service, *method)) else {
            let beside = new.methods.iter().find(|it| it.0.0 == *service);
            let found = Finding::breaking(Code::OPERATION_GONE, Breaks::Wire, format!("`{name}` is gone"));
            findings.push(match beside {
                Some((_, near)) => found.at(was.span, near.span),
                None => found.was(was.span),
            });
            continue;
        };
        let (Some(before), Some(now)) = (&was.rpc, &is.rpc) else { continue };
        let key = ((*service).to_owned(), (*method).to_owned());
        let messages = old.asked.get(&key).zip(new.asked.get(&key));
        let other = messages.into_iter().flat_map(|(was, is)| types(&name, was, is));
        let routes = routes::changes(&name, (was, before), (is, now));
        for message in changes(&name, before, now).into_iter().chain(other).chain(routes) {
            let found = Finding::breaking(Code::OPERATION_CHANGED, Breaks::Wire, message);
            findings.push(found.at(was.span, is.span));
        }
    }
    let fresh = new.methods.iter().filter(|it| !old.methods.contains_key(it.0));
    findings
        .extend(fresh.map(|((service, method), it)| Finding::fresh(format!("`{service}/{method}` is new"), it.span)));
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
    if was.long_running != is.long_running {
        all.push(format!("what `{name}` ends with in the long run is another"));
    }
    all
}
