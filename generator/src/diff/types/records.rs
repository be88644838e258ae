//! Records: their members by name, and what else there may be beside them.

use super::{Pair, Types, Way};
use crate::diff::{Breaks, Finding, renames};
use zephyrix_ir::vocabulary::{Field, Rest, Shape};
use zephyrix_ir::{Code, Span, TypeId};

/// A record of a version.
#[derive(Clone, Copy)]
struct Record<'m> {
    fields: &'m [Field],
    rest: &'m Rest,
    span: Span,
}

impl<'m> Types<'m> {
    /// Tells of two records.
    pub(super) fn records(&mut self, pair: Pair, way: Way, name: &str, findings: &mut Vec<Finding>) {
        let (old, new) = (&self.old[pair.0], &self.new[pair.1]);
        let (Shape::Record { fields, rest }, Shape::Record { fields: others, rest: more }) = (&old.shape, &new.shape)
        else {
            return;
        };
        let name = if old.name.text().is_empty() { name.to_owned() } else { format!("`{}`", old.name.text()) };
        let was = Record { fields, rest, span: old.span };
        let is = Record { fields: others, rest: more, span: new.span };
        self.members(&name, was, is, way, findings);
        self.rest(&name, was, is, way, findings);
    }

    fn members(&mut self, name: &str, was: Record<'m>, is: Record<'m>, way: Way, findings: &mut Vec<Finding>) {
        let there = |record: Record<'m>| record.fields.iter().filter(move |it| is_there(it, way));
        for it in there(was) {
            let path = format!("`{}` of {name}", it.name);
            let same = |now: &&Field| now.name == it.name;
            let renamed = |now: &&Field| renames::was(&now.renamed_from, &it.name);
            let Some(now) = there(is).find(same).or_else(|| there(is).find(renamed)) else {
                findings.push(gone(&path, is.rest, way).at(it.span, is.span));
                continue;
            };
            if it.name != now.name {
                let tell = if way == Way::Sent { renames::sent } else { renames::answered };
                findings.push(tell(&path, &it.name, &now.name).at(it.span, now.span));
            }
            let found = presence(it, now, way)
                .map(|(code, what)| Finding::breaking(code, Breaks::Wire, format!("{path} {what}")));
            let default = (it.default != now.default)
                .then(|| Finding::harmless(Code::MAY_SURPRISE, format!("{path} has another default")));
            let unique = (way == Way::Sent && now.unique && !it.unique)
                .then(|| Finding::harmless(Code::MAY_SURPRISE, format!("{path} may be shared by no two")));
            let looser =
                looser(it, now, way).map(|what| Finding::harmless(Code::SOMETHING_NEW, format!("{path} {what}")));
            findings.extend(
                found.into_iter().chain(looser).chain(default).chain(unique).map(|found| found.at(it.span, now.span)),
            );
            self.see((it.ty, now.ty), way, &path);
        }
        let known =
            |now: &&Field| there(was).any(|it| it.name == now.name || renames::was(&now.renamed_from, &it.name));
        for now in there(is).filter(|now| !known(now)) {
            let path = format!("`{}` of {name}", now.name);
            findings.push(if way == Way::Sent && now.presence.is_required() {
                let message = format!("{path} is new, and required");
                Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, message).at(was.span, now.span)
            } else if way == Way::Answered && *was.rest == Rest::Refused {
                let message = format!("{path} is new, where nothing else was to be answered");
                Finding::breaking(Code::ANSWER_CHANGED, Breaks::Wire, message).at(was.span, now.span)
            } else {
                Finding::fresh(format!("{path} is new"), now.span)
            });
        }
    }

    /// Tells of other members than those that have a name.
    fn rest(&mut self, name: &str, was: Record<'m>, is: Record<'m>, way: Way, findings: &mut Vec<Finding>) {
        use Rest::{Ignored, Kept, Refused};
        let found = match (was.rest, is.rest, way) {
            (Kept(one), Kept(other), _) => {
                self.see((*one, *other), way, &format!("another member of {name}"));
                None
            }
            (Refused, Refused, _)
            | (Ignored, Ignored, _)
            | (Ignored, Refused, Way::Answered)
            | (Refused, Ignored, Way::Sent) => None,
            (_, Refused, Way::Sent) => Some((Breaks::Wire, "takes no other members")),
            (Refused, _, Way::Answered) => Some((Breaks::Wire, "may have other members")),
            (Kept(_), Refused, Way::Answered) => Some((Breaks::Code, "has no other members")),
            (Refused, Kept(_), Way::Sent) => Some((Breaks::Code, "takes other members")),
            (Ignored, Kept(of), Way::Sent) if !self.is_any(*of) => {
                Some((Breaks::Wire, "has other members of one type"))
            }
            (Kept(of), Ignored, Way::Answered) if !self.was_any(*of) => {
                Some((Breaks::Wire, "may have other members of any type"))
            }
            (Ignored, Kept(_), _) => Some((Breaks::Code, "keeps other members")),
            (Kept(_), Ignored, _) => Some((Breaks::Code, "passes over other members")),
        };
        findings.extend(found.map(|(breaks, what)| {
            Finding::breaking(Code::TYPE_CHANGED, breaks, format!("{name} {what}")).at(was.span, is.span)
        }));
    }

    fn is_any(&self, id: TypeId) -> bool {
        self.new[id].shape == Shape::Any
    }

    fn was_any(&self, id: TypeId) -> bool {
        self.old[id].shape == Shape::Any
    }
}

/// Whether a member goes that way.
fn is_there(it: &Field, way: Way) -> bool {
    match way {
        Way::Sent => !it.read_only,
        Way::Answered => !it.write_only,
    }
}

/// A member that is no longer there; `rest` is what becomes of others than those that have a name.
fn gone(path: &str, rest: &Rest, way: Way) -> Finding {
    match (way, rest) {
        (Way::Answered, _) => {
            Finding::breaking(Code::ANSWER_CHANGED, Breaks::Wire, format!("{path} is no longer answered"))
        }
        (Way::Sent, Rest::Refused) => {
            Finding::breaking(Code::FIELD_GONE, Breaks::Wire, format!("{path} is gone, and refused"))
        }
        (Way::Sent, _) => Finding::harmless(Code::MAY_SURPRISE, format!("{path} is no longer looked at")),
    }
}

/// What a member must be or may be, where that is more than whoever is there already knows of.
fn presence(was: &Field, is: &Field, way: Way) -> Option<(&'static Code, &'static str)> {
    let (before, now) = (was.presence, is.presence);
    match way {
        Way::Sent if !before.is_required() && now.is_required() => Some((Code::MORE_IS_NEEDED, "is required")),
        Way::Sent if before.is_nullable() && !now.is_nullable() => Some((Code::MORE_IS_NEEDED, "may not be null")),
        Way::Answered if before.is_required() && !now.is_required() => Some((Code::ANSWER_CHANGED, "may be absent")),
        Way::Answered if !before.is_nullable() && now.is_nullable() => Some((Code::ANSWER_CHANGED, "may be null")),
        _ => None,
    }
}

/// What a member need not be, or is for certain, where that is new.
fn looser(was: &Field, is: &Field, way: Way) -> Option<&'static str> {
    let (before, now) = (was.presence, is.presence);
    match way {
        Way::Sent if before.is_required() && !now.is_required() => Some("need not be there"),
        Way::Sent if !before.is_nullable() && now.is_nullable() => Some("may be null"),
        Way::Answered if !before.is_required() && now.is_required() => Some("is always there"),
        Way::Answered if before.is_nullable() && !now.is_nullable() => Some("is never null"),
        _ => None,
    }
}
