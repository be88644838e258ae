//! Where a service is.

use crate::diff::{Breaks, Finding};
use zephyrix_ir::vocabulary::{Operation, Server};
use zephyrix_ir::{Code, Model, Span};

pub(super) fn compare(old: &Model, new: &Model, findings: &mut Vec<Finding>) {
    all("the service", (old.servers(), old.info().span), (new.servers(), new.info().span), findings);
}

/// Tells of servers of an operation's own.
pub(super) fn own(key: &str, was: &Operation, is: &Operation, findings: &mut Vec<Finding>) {
    all(&format!("`{key}`"), (&was.http.servers, was.span), (&is.http.servers, is.span), findings);
}

fn all(what: &str, (was, old): (&[Server], Span), (is, new): (&[Server], Span), findings: &mut Vec<Finding>) {
    let has = |all: &[Server], url: &str| all.iter().any(|it| plain(&it.url) == plain(url));
    findings.extend(was.iter().filter(|it| !has(is, &it.url)).map(|it| {
        let message = format!("{what} is no longer at `{}`", it.url);
        Finding::breaking(Code::SERVER_GONE, Breaks::Wire, message).at(old, new)
    }));
    let fresh = is.iter().filter(|it| !has(was, &it.url));
    findings.extend(fresh.map(|it| Finding::fresh(format!("{what} is at `{}`, too", it.url), new)));
}

fn plain(url: &str) -> &str {
    url.trim_end_matches('/')
}
