//! What callers must prove.

use crate::diff::{Breaks, Finding};
use zephyrix_ir::vocabulary::{Demand, Operation, Requirement, Scheme, SchemeKind};
use zephyrix_ir::{Code, Model};

pub(super) fn compare(
    key: &str,
    (old, was): (&Model, &Operation),
    (new, is): (&Model, &Operation),
    findings: &mut Vec<Finding>,
) {
    let (before, now) = (ways(&was.security), ways(&is.security));
    let accepts = |one: &[Demand], other: &[Demand]| {
        other.iter().all(|asked| one.iter().any(|proof| proves((old, proof), (new, asked))))
    };
    let refused = before.iter().find(|one| !now.iter().any(|other| accepts(one, other)));
    if refused.is_some() {
        let message = format!("`{key}` asks for {}, and asked for {}", told(&now), told(&before));
        findings.push(Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, message).at(was.span, is.span));
    } else if told(&before) != told(&now) {
        let message = format!("`{key}` asks for {}, and asked for {}", told(&now), told(&before));
        findings.push(Finding::fresh(message, is.span));
    }
}

/// Each a way to be let in.
fn ways(it: &Requirement) -> Vec<&[Demand]> {
    if it.alternatives.is_empty() { vec![&[]] } else { it.alternatives.iter().map(Vec::as_slice).collect() }
}

/// Whether what was proof of one demand is proof of another.
fn proves((old, proof): (&Model, &Demand), (new, asked): (&Model, &Demand)) -> bool {
    let scheme = |model: &Model, name: &str| model.schemes().iter().find(|it| it.name == name).cloned();
    let (Some(was), Some(is)) = (scheme(old, &proof.scheme), scheme(new, &asked.scheme)) else { return false };
    // One of another name may be the same one renamed, unless the former is still there.
    let same = was.name == is.name || scheme(new, &was.name).is_none();
    same && is_shown_alike(&was, &is) && asked.scopes.iter().all(|it| proof.scopes.contains(it))
}

/// Whether both are sent in the same way; hints and lists of scopes do not matter to that.
fn is_shown_alike(was: &Scheme, is: &Scheme) -> bool {
    use SchemeKind::{Bearer, OAuth2};
    match (&was.kind, &is.kind) {
        (Bearer { .. }, Bearer { .. }) | (OAuth2 { .. }, OAuth2 { .. }) => true,
        (was, is) => was == is,
    }
}

fn told(ways: &[&[Demand]]) -> String {
    let demand = |it: &Demand| match it.scopes.as_slice() {
        [] => format!("`{}`", it.scheme),
        scopes => format!("`{}` with {}", it.scheme, scopes.join(", ")),
    };
    let way = |it: &&[Demand]| match it {
        [] => "no proof".to_owned(),
        all => all.iter().map(demand).collect::<Vec<_>>().join(" and "),
    };
    ways.iter().map(way).collect::<Vec<_>>().join(" or ")
}
