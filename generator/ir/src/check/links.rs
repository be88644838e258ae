//! Links: each leads to an operation that is there, by its name.

use crate::vocabulary::{Link, LinkTo, Operation, Outgoing};
use crate::{Code, Diagnostic, Diagnostics};

/// What a link may lead to: the name, the method and the path as the contract has them.
type Known = (String, String, String);

/// Names the operation that each link leads to; one that leads nowhere is reported and left out.
pub(super) fn settle(operations: &mut [Operation], outgoing: &mut [Outgoing], log: &mut Diagnostics) {
    let known = |it: &Operation| (it.name.clone(), it.http.method.word().to_owned(), it.http.below().to_owned());
    let served: Vec<Known> = operations.iter().map(known).collect();
    let others = outgoing.iter_mut().map(|it| &mut it.operation);
    for outcome in operations.iter_mut().chain(others).flat_map(|it| &mut it.outcomes) {
        outcome.links.retain_mut(|it| leads(it, &served, log));
    }
}

fn leads(link: &mut Link, known: &[Known], log: &mut Diagnostics) -> bool {
    let found = match &link.to {
        LinkTo::Elsewhere(_) => return true,
        LinkTo::Operation(name) => known.iter().find(|it| it.0 == *name),
        LinkTo::Route(method, path) => known.iter().find(|it| it.1 == *method && it.2 == *path),
    };
    if let Some((name, ..)) = found {
        link.to = LinkTo::Operation(name.clone());
        return true;
    }
    let names = known.iter().map(|it| it.0.as_str());
    let (what, near) = match &link.to {
        LinkTo::Operation(name) => (format!("is no operation `{name}`"), crate::did_you_mean(name, names)),
        LinkTo::Route(method, path) => (format!("is no `{method}` of `{path}`"), None),
        LinkTo::Elsewhere(_) => return true,
    };
    let found =
        Diagnostic::new(Code::DANGLING, link.span, format!("the link `{}` leads nowhere: there {what}", link.name));
    log.push(match near {
        Some(near) => found.mild().help(format!("did you mean `{near}`?")),
        None => found.mild().label("left out of the documents"),
    });
    false
}
