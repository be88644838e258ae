//! Arrays: lists and tuples.

use super::super::context::Cx;
use super::super::place::Place;
use super::{Said, inside};
use crate::tree::Node;
use zephyrix_ir::vocabulary::{Constraint, Shape};
use zephyrix_ir::{Code, Diagnostic, DraftShape, Ref};

impl<'a> Cx<'a, '_> {
    /// A list, or a tuple where the first items have schemas of their own.
    pub(super) fn array_shape(&mut self, place: &Place<'a>, words: &[String]) -> Said {
        let first = place.items("prefixItems");
        let shape = if first.is_empty() {
            Shape::List(self.item(place, words))
        } else {
            let names = (1..).map(|at: usize| at.to_string());
            let items = first.iter().zip(names).map(|(it, at)| self.refer(it, &inside(words, &at))).collect();
            let closed = place.node.get("items").and_then(Node::as_bool) == Some(false);
            let rest = if closed { None } else { Some(self.item(place, words)) };
            Shape::Tuple { items, rest }
        };
        let mut constraints = Vec::new();
        self.item_constraints(place, &mut constraints);
        (DraftShape::Known(shape), constraints)
    }

    fn item(&mut self, place: &Place<'a>, words: &[String]) -> Ref {
        let words = inside(words, "item");
        match place.child("items") {
            Some(items) if items.node.as_list().is_some() => {
                let found =
                    Diagnostic::new(Code::WRONG_TYPE, items.span(), "`items` should be one schema, and is a list");
                self.log.push(found.help("schemas by position are called `prefixItems` since JSON Schema 2020-12"));
                self.any(items.key(), place, &words)
            }
            Some(items) => self.refer(&items, &words),
            None => self.any(format!("{}/items", place.key()), place, &words),
        }
    }

    pub(super) fn item_constraints<R>(&mut self, place: &Place<'a>, constraints: &mut Vec<Constraint<R>>) {
        constraints.extend(self.count(place, "minItems").map(Constraint::MinItems));
        constraints.extend(self.count(place, "maxItems").map(Constraint::MaxItems));
        let Some(object) = place.object() else { return };
        if object.flag("uniqueItems", self.log) {
            constraints.push(Constraint::UniqueItems);
        }
    }
}
