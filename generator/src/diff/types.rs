//! Types by the way that their values take: who sends is broken where less is taken, who is answered where more may come.

use super::{Breaks, Finding};
use std::collections::HashSet;
use zephyrix_ir::vocabulary::{EnumValue, Field, Scalar, Shape};
use zephyrix_ir::{Code, Model, TypeId};

/// Which way values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// To the service.
    Sent,
    /// From it.
    Answered,
}

/// Pairs of types to be compared.
pub(super) struct Types<'m> {
    old: &'m Model,
    new: &'m Model,
    seen: HashSet<(TypeId, TypeId, Way)>,
    waiting: Vec<(TypeId, TypeId, Way, String)>,
}

impl<'m> Types<'m> {
    pub(super) fn new(old: &'m Model, new: &'m Model) -> Self {
        Self { old, new, seen: HashSet::new(), waiting: Vec::new() }
    }

    /// Has two types compared, once.
    pub(super) fn see(&mut self, (was, is): (TypeId, TypeId), way: Way, name: &str) {
        if self.seen.insert((was, is, way)) {
            self.waiting.push((was, is, way, name.to_owned()));
        }
    }

    /// Tells what is different.
    pub(super) fn tell(mut self, findings: &mut Vec<Finding>) {
        while let Some((was, is, way, name)) = self.waiting.pop() {
            self.compare((was, is), way, &name, findings);
        }
    }

    fn compare(&mut self, (was, is): (TypeId, TypeId), way: Way, name: &str, findings: &mut Vec<Finding>) {
        let (before, now) = (&self.old[was], &self.new[is]);
        let mut push = |code, breaks, message| {
            findings.push(Finding { code, breaks, message, old: Some(before.span), new: Some(now.span) });
        };
        match (&before.shape, &now.shape) {
            (Shape::Record { fields, .. }, Shape::Record { fields: others, .. }) => {
                let name =
                    if before.name.text().is_empty() { name.to_owned() } else { format!("`{}`", before.name.text()) };
                self.fields(&name, (fields, others), way, findings);
            }
            (Shape::Enum { values, .. }, Shape::Enum { values: others, .. }) => {
                values_of(name, (values, others), way, &mut push);
            }
            (Shape::List(one), Shape::List(other)) | (Shape::Map(one), Shape::Map(other)) => {
                self.see((*one, *other), way, &format!("an item of {name}"));
            }
            (Shape::Nullable(one), Shape::Nullable(other)) => self.see((*one, *other), way, name),
            (Shape::Nullable(one), _) if way == Way::Answered => self.see((*one, is), way, name),
            (_, Shape::Nullable(other)) if way == Way::Sent => self.see((was, *other), way, name),
            (Shape::Scalar(one), Shape::Scalar(other)) => {
                if let Some(breaks) = scalars(*one, *other, way) {
                    push(
                        Code::TYPE_CHANGED,
                        Some(breaks),
                        format!("{name} is of type `{other:?}`, and was of `{one:?}`"),
                    );
                }
            }
            // More is taken, or less is told, than anybody relied on.
            (_, Shape::Any) if way == Way::Sent => {}
            (Shape::Any, _) if way == Way::Answered => {}
            (one, other) if std::mem::discriminant(one) != std::mem::discriminant(other) => {
                push(Code::TYPE_CHANGED, Some(Breaks::Wire), format!("{name} is of another type"));
            }
            (Shape::Union { variants, .. }, Shape::Union { variants: others, .. }) => {
                for (one, other) in variants.iter().zip(others) {
                    self.see((one.ty, other.ty), way, name);
                }
                let (code, breaks) = (Code::TYPE_CHANGED, Some(Breaks::Wire));
                match (variants.len() > others.len(), variants.len() < others.len(), way) {
                    (true, _, Way::Sent) => push(code, breaks, format!("{name} may be of fewer types")),
                    (_, true, Way::Answered) => push(Code::MAY_SURPRISE, None, format!("{name} may be of more types")),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn fields(&mut self, name: &str, (was, is): (&'m [Field], &'m [Field]), way: Way, findings: &mut Vec<Finding>) {
        for it in was {
            let path = format!("`{}` of {name}", it.name);
            let Some(now) = is.iter().find(|now| now.name == it.name) else {
                let (code, breaks) = match way {
                    Way::Answered => (Code::ANSWER_CHANGED, Some(Breaks::Wire)),
                    Way::Sent => (Code::MAY_SURPRISE, None),
                };
                let message = match way {
                    Way::Answered => format!("{path} is no longer answered"),
                    Way::Sent => format!("{path} is no longer looked at"),
                };
                findings.push(Finding { code, breaks, message, old: Some(it.span), new: None });
                continue;
            };
            if let Some((code, what)) = presence(it, now, way) {
                let (old, new) = (Some(it.span), Some(now.span));
                findings.push(Finding {
                    code,
                    breaks: Some(Breaks::Wire),
                    message: format!("{path} {what}"),
                    old,
                    new,
                });
            }
            self.see((it.ty, now.ty), way, &path);
        }
        for now in is.iter().filter(|now| !was.iter().any(|it| it.name == now.name)) {
            let needed = way == Way::Sent && now.presence.is_required() && !now.read_only;
            let path = format!("`{}` of {name}", now.name);
            findings.push(Finding {
                code: if needed { Code::MORE_IS_NEEDED } else { Code::SOMETHING_NEW },
                breaks: needed.then_some(Breaks::Wire),
                message: if needed { format!("{path} is new, and required") } else { format!("{path} is new") },
                old: None,
                new: Some(now.span),
            });
        }
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

fn values_of(
    name: &str,
    (was, is): (&[EnumValue], &[EnumValue]),
    way: Way,
    push: &mut impl FnMut(&'static Code, Option<Breaks>, String),
) {
    let only = |one: &[EnumValue], other: &[EnumValue]| -> Vec<String> {
        let missing = one.iter().filter(|it| !other.iter().any(|known| known.value == it.value));
        missing.map(|it| format!("`{}`", it.value.as_text().unwrap_or("…"))).collect()
    };
    let (gone, fresh) = (only(was, is), only(is, was));
    if !gone.is_empty() && way == Way::Sent {
        push(Code::VALUE_GONE, Some(Breaks::Wire), format!("{name} may no longer be {}", gone.join(", ")));
    }
    if !fresh.is_empty() {
        let code = if way == Way::Answered { Code::MAY_SURPRISE } else { Code::SOMETHING_NEW };
        push(code, None, format!("{name} may be {}", fresh.join(", ")));
    }
}

/// Whom another scalar breaks, if anybody: numbers may become wider where they are sent, and narrower where they are answered.
fn scalars(was: Scalar, is: Scalar, way: Way) -> Option<Breaks> {
    let width = |it: Scalar| match it {
        Scalar::Int32 | Scalar::UInt32 => Some(1),
        Scalar::Int64 | Scalar::UInt64 => Some(2),
        Scalar::Float32 | Scalar::Float64 => Some(3),
        _ => None,
    };
    if was == is {
        return None;
    }
    Some(match (width(was), width(is), way) {
        (Some(one), Some(other), Way::Sent) if other >= one => Breaks::Code,
        (Some(one), Some(other), Way::Answered) if other <= one => Breaks::Code,
        // A text of a format is a text.
        (None, None, Way::Sent) if is == Scalar::Text => Breaks::Code,
        (None, None, Way::Answered) if was == Scalar::Text && is != Scalar::Bool => Breaks::Code,
        _ => Breaks::Wire,
    })
}
