//! What must hold of messages beyond their types: `buf.validate`.

use crate::diff::types::{self, Way};
use crate::diff::uncompared::said;
use crate::diff::{Breaks, Finding};
use zephyrix_ir::vocabulary::{Field, ProtoMessage, RuleTest, Rules, Type};
use zephyrix_ir::{Code, Model};

type Message<'m> = (&'m Type, &'m ProtoMessage, &'m [Field]);

/// Tells of the rules of a message; they hold of what is sent.
pub(super) fn compare(
    (old, was): (&Model, Message<'_>),
    (new, is): (&Model, Message<'_>),
    findings: &mut Vec<Finding>,
) {
    let name = was.1.name.as_str();
    if said(&(&was.1.rules, &was.1.exclusive)) != said(&(&is.1.rules, &is.1.exclusive)) {
        let message = format!("the rules of `{name}` are others, which is not compared");
        findings.push(Finding::harmless(Code::NOT_COMPARED, message).at(was.0.span, is.0.span));
    }
    if was.1.resource != is.1.resource {
        let message = format!("the resource that `{name}` is, is another, which is not compared");
        findings.push(Finding::harmless(Code::NOT_COMPARED, message).at(was.0.span, is.0.span));
    }
    for it in was.2 {
        let number = |it: &Field| it.proto.as_ref().map(|it| it.number);
        let Some(now) = is.2.iter().find(|now| number(now) == number(it)) else { continue };
        let (Some(before), Some(after)) = (&it.proto, &now.proto) else { continue };
        let path = format!("`{name}.{}`", before.name);
        let needed = !it.presence.is_required() && now.presence.is_required();
        if needed && before.cardinality == after.cardinality {
            let message = format!("{path} has to be set");
            findings.push(Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, message).at(it.span, now.span));
        }
        let count = findings.len();
        types::constraints((old, it), (new, now), (Way::Sent, &path), findings);
        let told = findings.len() > count;
        if others(&before.rules, told) != others(&after.rules, told) {
            let message = format!("the rules of {path} are others, which is not compared");
            findings.push(Finding::harmless(Code::NOT_COMPARED, message).at(it.span, now.span));
        }
    }
}

/// Rules that keywords say, too, by the last word of what they are known by.
const KEYWORDS: &[&str] = &[
    "min_len",
    "max_len",
    "len",
    "min_items",
    "max_items",
    "min_pairs",
    "max_pairs",
    "pattern",
    "unique",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri_ref",
    "gt",
    "gte",
    "lt",
    "lte",
    "gt_lt",
    "gt_lte",
    "gte_lt",
    "gte_lte",
];

/// What rules say; without those that keywords say, too, where these have been `told` of.
fn others(rules: &Rules, told: bool) -> String {
    let mut rest = rules.clone();
    if told {
        let is_keyword = |it: &RuleTest| it.id.rsplit('.').next().is_some_and(|it| KEYWORDS.contains(&it));
        rest.tests.retain(|it| !is_keyword(it));
        if let Some(items) = &mut rest.items {
            items.tests.retain(|it| !is_keyword(it));
        }
    }
    said(&rest)
}
