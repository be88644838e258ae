//! What a schema says itself.

use super::super::context::Cx;
use super::super::place::Place;
use super::kinds::{self, Kind};
use super::{Part, Said, inside};
use crate::tree::{Node, wrong_type};
use zephyrix_ir::DraftShape;
use zephyrix_ir::vocabulary::{Shape, TypeName, UnionBy, Variant};

impl<'a> Cx<'a, '_> {
    /// What a schema says itself, of all values or of those of one type.
    pub(super) fn own(&mut self, place: &Place<'a>, only: Option<Kind>, words: &[String]) -> Said {
        if let Some(kind) = only {
            return self.of_kind(place, kind, words);
        }
        match self.literals(place) {
            Some(shape) => (DraftShape::Known(shape), Vec::new()),
            None => self.by_kind(place, words),
        }
    }

    /// What a schema says beside `$ref`, `allOf` and the like: bounds that do not say of which kind of value they
    /// are leave the kind to those.
    pub(super) fn beside(&mut self, place: &Place<'a>, words: &[String]) -> Said {
        const DECIDING: [&str; 6] = ["type", "enum", "const", "format", "contentEncoding", "x-extensible-enum"];
        let open = DECIDING.iter().all(|it| place.node.get(it).is_none());
        let mut constraints = Vec::new();
        match kinds::inferred(place).filter(|_| open) {
            Some(Kind::Number) => self.number_constraints(place, &mut constraints),
            Some(Kind::String) => self.text_constraints(place, &mut constraints),
            _ => return self.own(place, None, words),
        }
        (DraftShape::Known(Shape::Any), constraints)
    }

    fn by_kind(&mut self, place: &Place<'a>, words: &[String]) -> Said {
        let kinds = self.kinds(place);
        match kinds.as_slice() {
            [] => (DraftShape::Known(Shape::Any), Vec::new()),
            [kind] => self.of_kind(place, *kind, words),
            _ => {
                let variants = kinds.iter().map(|kind| {
                    let name = TypeName::Inline(inside(words, kind.word()));
                    let ty = self.refer_part(place, Part::Kind(*kind), name);
                    Variant { ty, tags: Vec::new(), otherwise: false, span: place.span() }
                });
                let shape = Shape::Union { variants: variants.collect(), by: UnionBy::AnyOf };
                (DraftShape::Known(shape), Vec::new())
            }
        }
    }

    fn of_kind(&mut self, place: &Place<'a>, kind: Kind, words: &[String]) -> Said {
        match kind {
            Kind::Object => self.object_shape(place, words),
            Kind::Array => self.array_shape(place, words),
            kind => self.scalar(place, kind),
        }
    }

    /// Reports `allOf`, `oneOf` and `anyOf` that are no lists, or empty ones, and a `$ref` that is no text.
    pub(super) fn check_lists(&mut self, place: &Place<'a>) {
        if let Some(node) = place.node.get("$ref").filter(|it| it.as_text().is_none()) {
            self.log.push(wrong_type(node, "`$ref`", "a string"));
        }
        for keyword in ["allOf", "oneOf", "anyOf", "prefixItems"] {
            let node = place.node.get(keyword);
            if node.is_some_and(|it| it.as_list().is_none_or(<[Node]>::is_empty)) {
                self.bad_constraint(place, keyword, "a list of at least one schema");
            }
        }
    }
}
