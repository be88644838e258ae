//! Types that a schema defines (PostgreSQL): words, domains and rows of their own.

use super::{Comparison, fresh, lost, named, only, refused, retyped, surprising, uncompared, unfit, values};
use crate::diff::Finding;
use crate::migrate::same;
use zephyrix_ir::vocabulary::relational::{Check, Column, UserType, UserTypeKind};

impl Comparison<'_> {
    /// Tells which are gone, new, or others.
    pub(super) fn types(&mut self) {
        let (before, now) = (&self.met.old.types, &self.met.new.types);
        let alike = |a: &UserType, b: &UserType| a.name == b.name;
        for it in only(before, now, alike) {
            let found = refused(format!("the type `{}` is gone", it.name)).at(it.span, self.start);
            self.about(found, vec![it.span], Vec::new());
        }
        for it in only(now, before, alike) {
            let found = Finding::fresh(format!("the type `{}` is new", it.name), it.span);
            self.about(found, Vec::new(), vec![it.span]);
        }
        for (was, is) in named(before, now, |it| &it.name) {
            if !same::kind(&was.kind, &is.kind) {
                let found = self.type_of(was, is);
                for it in found {
                    self.about(it.at(was.span, is.span), vec![was.span], vec![is.span]);
                }
            }
        }
    }

    fn type_of(&self, was: &UserType, is: &UserType) -> Vec<Finding> {
        let path = format!("the type `{}`", is.name);
        match (&was.kind, &is.kind) {
            (UserTypeKind::Enum(before), UserTypeKind::Enum(now)) => words(&path, before, now),
            (
                UserTypeKind::Domain { base, not_null, default, checks },
                UserTypeKind::Domain { base: other, not_null: strict, default: given, checks: more },
            ) => {
                let mut found = conditions(&path, checks, more);
                if base != other {
                    let what = format!("{path} is {}, and was {}", other.declared, base.declared);
                    found.push(values::of_type(self.met, &what, base, other));
                }
                match (not_null, strict) {
                    (false, true) => found.push(unfit(format!("{path} may no longer be NULL, and rows may have that"))),
                    (true, false) => found.push(retyped(format!("{path} may be NULL"))),
                    _ => {}
                }
                if default != given {
                    found.push(surprising(format!("{path} has another default")));
                }
                found
            }
            (UserTypeKind::Composite(before), UserTypeKind::Composite(now)) => parts(&path, before, now),
            (UserTypeKind::Other(_), UserTypeKind::Other(_)) => vec![uncompared(&format!("{path} differs"))],
            _ => vec![lost(format!("{path} is of another kind: values of it are lost"))],
        }
    }
}

fn words(path: &str, before: &[String], now: &[String]) -> Vec<Finding> {
    let only = |one: &[String], other: &[String]| {
        let missing = one.iter().filter(|it| !other.contains(it)).map(|it| format!("`{it}`"));
        missing.collect::<Vec<_>>().join(", ")
    };
    let (gone, new) = (only(before, now), only(now, before));
    let mut found = Vec::new();
    if !gone.is_empty() {
        found.push(unfit(format!("{path} is never {gone}, and rows may have that")));
    }
    if !new.is_empty() {
        found.push(surprising(format!("{path} may be {new}")));
    }
    if found.is_empty() {
        found
            .push(surprising(format!("{path} has its words in another order, and so have rows that are sorted by it")));
    }
    found
}

fn conditions(path: &str, before: &[Check], now: &[Check]) -> Vec<Finding> {
    let alike = |a: &Check, b: &Check| a.expression == b.expression;
    let mut gone = only(before, now, alike);
    let mut found = Vec::new();
    for it in only(now, before, alike) {
        let text = &it.expression.text;
        let looser = gone.iter().position(|was| crate::front::sql::is_looser(&was.expression.text, text, "value"));
        found.push(match looser.map(|at| gone.remove(at)) {
            Some(_) => surprising(format!("{path} need only meet `{text}`")),
            None => unfit(format!("{path} has to meet `{text}`, and values that are there may not")),
        });
    }
    // A condition in place of another is told already.
    if found.is_empty() {
        found.extend(gone.iter().map(|it| surprising(format!("{path} need no longer meet `{}`", it.expression.text))));
    }
    found
}

fn parts(path: &str, before: &[Column], now: &[Column]) -> Vec<Finding> {
    let alike = |a: &Column, b: &Column| a.name == b.name;
    let gone = only(before, now, alike).into_iter();
    let mut found: Vec<Finding> =
        gone.map(|it| lost(format!("`{}` of {path} is gone, with all values that are in it", it.name))).collect();
    found.extend(only(now, before, alike).into_iter().map(|it| fresh(format!("`{}` of {path} is new", it.name))));
    let changed = now.iter().filter(|it| before.iter().any(|was| alike(was, it) && !same::column(was, it)));
    found.extend(changed.map(|it| retyped(format!("`{}` of {path} is {}", it.name, it.ty.declared))));
    found
}
