//! Assertions about numbers, texts and counts.

use super::super::context::Cx;
use super::super::place::Place;
use super::pattern;
use crate::tree::Node;
use zephyrix_ir::vocabulary::{Constraint, Dialect, Number};
use zephyrix_ir::{Code, Diagnostic};

type Bound<R> = fn(Number) -> Constraint<R>;

impl<'a> Cx<'a, '_> {
    pub(super) fn number_constraints<R>(&mut self, place: &Place<'a>, constraints: &mut Vec<Constraint<R>>) {
        let sides: [(&str, &str, Bound<R>, Bound<R>); 2] = [
            ("minimum", "exclusiveMinimum", Constraint::Minimum, Constraint::ExclusiveMinimum),
            ("maximum", "exclusiveMaximum", Constraint::Maximum, Constraint::ExclusiveMaximum),
        ];
        for (inclusive, exclusive, plain, strict) in sides {
            let bound = self.bound(place, inclusive);
            // A boolean in OpenAPI 3.0, a bound of its own in JSON Schema.
            let flag = place.node.get(exclusive).and_then(Node::as_bool);
            constraints.extend(bound.map(if flag == Some(true) { strict } else { plain }));
            if flag.is_none() {
                constraints.extend(self.bound(place, exclusive).map(strict));
            }
        }
        if let Some(step) = self.bound(place, "multipleOf") {
            if step.as_f64() > 0.0 {
                constraints.push(Constraint::MultipleOf(step));
            } else {
                self.bad_constraint(place, "multipleOf", "a number above 0");
            }
        }
    }

    pub(super) fn text_constraints<R>(&mut self, place: &Place<'a>, constraints: &mut Vec<Constraint<R>>) {
        constraints.extend(self.count(place, "minLength").map(Constraint::MinLength));
        constraints.extend(self.count(place, "maxLength").map(Constraint::MaxLength));
        constraints.extend(self.pattern(place).map(|it| Constraint::Pattern(it, Dialect::Ecma)));
        for keyword in ["contentMediaType", "contentSchema"] {
            if place.node.get(keyword).is_some() && place.node.get("contentSchema").is_some() {
                self.unenforced(place, keyword, "what the text contains is not looked into");
            }
        }
    }

    /// The pattern as a linear-time regular expression. One that cannot be is reported, and not enforced.
    pub(super) fn pattern(&mut self, place: &Place<'a>) -> Option<String> {
        let text = place.object()?.text("pattern", self.log)?;
        let translated = pattern::translate(&text);
        translated.map_err(|why| self.bad_pattern(place, "pattern", &why)).ok()
    }

    /// Not an error by itself: values are let through that it would refuse.
    pub(super) fn bad_pattern(&mut self, place: &Place<'a>, keyword: &str, why: &str) {
        let span = place.node.get(keyword).map_or(place.span(), |it| it.span);
        self.log.push(Diagnostic::new(Code::BAD_PATTERN, span, format!("this pattern is not enforced: {why}")).mild());
    }

    /// A number of characters, items or members.
    pub(super) fn count(&mut self, place: &Place<'a>, keyword: &str) -> Option<u64> {
        let node = place.node.get(keyword)?;
        let count = node.as_number().and_then(Number::as_i128).and_then(|it| u64::try_from(it).ok());
        if count.is_none() {
            self.bad_constraint(place, keyword, "a whole number, 0 or more");
        }
        count
    }

    fn bound(&mut self, place: &Place<'a>, keyword: &str) -> Option<Number> {
        let node = place.node.get(keyword)?;
        if node.as_number().is_none() {
            self.bad_constraint(place, keyword, "a number");
        }
        node.as_number().cloned()
    }

    pub(super) fn bad_constraint(&mut self, place: &Place<'a>, keyword: &str, kind: &str) {
        let node = place.node.get(keyword).unwrap_or(place.node);
        let message = format!("`{keyword}` should be {kind}");
        let found = Diagnostic::new(Code::BAD_CONSTRAINT, node.span, message);
        let empty = node.is_null();
        self.log.push(if empty { found.mild().help("it is read as if it were not there") } else { found });
    }
}
