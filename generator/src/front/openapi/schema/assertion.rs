//! Schemas as what they assert of any JSON value, for those that say more than a type can.

use super::super::context::Cx;
use super::super::place::Place;
use super::super::refs::{find, reference_in};
use super::facts::{self, Piece};
use super::kinds::{self, Kind};
use super::{Said, known, pattern, scalar, target_name, words};
use std::collections::HashMap;
use zephyrix_ir::vocabulary::{Assertion, AssertionId, Constraint, JsonKind, Keyword, Shape, TypeName};
use zephyrix_ir::{Diagnostics, DraftShape, Span};

/// Assertions by the key of their schema, and those that are still empty.
#[derive(Default)]
pub(in super::super) struct Assertions<'a> {
    ids: HashMap<String, AssertionId>,
    jobs: Vec<(AssertionId, Place<'a>)>,
    /// What there is to say of schemas that are also read as types, which may say it too.
    log: Diagnostics,
}

/// A keyword about several schemas.
type Branches = fn(Vec<AssertionId>) -> Keyword;

/// Keywords that no type expresses.
const BEYOND: [&str; 8] =
    ["not", "if", "contains", "propertyNames", "dependentSchemas", "patternProperties", "prefixItems", "$dynamicRef"];

/// Keywords about a kind of value that is not stated, and that give it no structure.
const LOOSE: [&str; 18] = [
    "required",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "contains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "unevaluatedItems",
];

/// Keywords that say what is in a value, so that its kind goes without saying.
const TELLING: [&str; 7] = ["type", "enum", "const", "format", "properties", "items", "additionalProperties"];

impl<'a> Cx<'a, '_> {
    /// All that a schema says: its type, and what it asserts beyond that.
    pub(super) fn asserted(&mut self, place: &Place<'a>, words: &[String]) -> Said {
        if !says_more(place) {
            return self.everything(place, words);
        }
        let id = self.assert(place, TypeName::Inline(words.to_vec()));
        self.fill_assertions();
        let valid = Constraint::Valid(id);
        if self.has_one_kind(place) {
            let (shape, mut constraints) = self.everything(place, words);
            constraints.push(valid);
            return (shape, constraints);
        }
        if let Some(object) = place.object() {
            self.check_fields(object, &known::SCHEMA);
        }
        self.check_lists(place);
        (DraftShape::Known(Shape::Any), vec![valid])
    }

    /// Whether the values of a schema are of one kind: it says so, or describes what is in them.
    fn has_one_kind(&self, place: &Place<'a>) -> bool {
        match kinds::declared(place).len() {
            0 => {}
            1 => return true,
            _ => return false,
        }
        if TELLING.iter().any(|it| place.node.get(it).is_some()) {
            return true;
        }
        let pieces = self.pieces(place);
        pieces.iter().any(|it| !matches!(it, Piece::Own)) && self.implies(place, Kind::Object, facts::MAX_LOOK)
    }

    /// The assertion of a schema, which is filled later.
    fn assert(&mut self, place: &Place<'a>, name: TypeName) -> AssertionId {
        let key = place.key();
        if let Some(known) = self.queue.assertions.ids.get(&key) {
            return *known;
        }
        let id = AssertionId(u32::try_from(self.draft.assertions.len()).unwrap_or(u32::MAX));
        let span = place.span();
        self.draft.assertions.push(Assertion { name, origin: key.clone(), span, keywords: Vec::new() });
        self.queue.assertions.ids.insert(key, id);
        self.queue.assertions.jobs.push((id, place.clone()));
        id
    }

    fn fill_assertions(&mut self) {
        std::mem::swap(self.log, &mut self.queue.assertions.log);
        while let Some((id, place)) = self.queue.assertions.jobs.pop() {
            let keywords = self.keywords(&place, id);
            self.draft.assertions[id.0 as usize].keywords = keywords;
        }
        std::mem::swap(self.log, &mut self.queue.assertions.log);
    }

    /// Says what only the assertions had to say.
    pub(in super::super) fn tell_of_assertions(&mut self) {
        let found = std::mem::take(&mut self.queue.assertions.log);
        let said: std::collections::HashSet<String> =
            self.log.all().iter().map(|it| format!("{:?}{}", it.code, it.message)).collect();
        for it in found.all() {
            if !said.contains(&format!("{:?}{}", it.code, it.message)) {
                self.log.push(it.clone());
            }
        }
    }

    fn keywords(&mut self, place: &Place<'a>, id: AssertionId) -> Vec<Keyword> {
        match place.node.as_bool() {
            Some(true) => return Vec::new(),
            Some(false) => return vec![Keyword::Never],
            None => {}
        }
        let mut all: Vec<Keyword> = reference_in(place).and_then(|it| self.reference(place, it)).into_iter().collect();
        if !all.is_empty() && !place.version().is_json_schema() {
            return all;
        }
        all.extend(self.dynamic_reference(place));
        all.extend(stated(place));
        all.extend(literals(place));
        let mut plain = Vec::new();
        self.number_constraints(place, &mut plain);
        self.text_constraints(place, &mut plain);
        self.item_constraints(place, &mut plain);
        self.member_constraints(place, &mut plain);
        all.extend(plain.into_iter().map(Keyword::Constraint));
        self.of_members(place, id, &mut all);
        self.of_items(place, id, &mut all);
        self.of_logic(place, id, &mut all);
        let unevaluated = self.inner(place, "unevaluatedProperties", id);
        all.extend(unevaluated.map(Keyword::UnevaluatedProperties));
        all.extend(self.inner(place, "unevaluatedItems", id).map(Keyword::UnevaluatedItems));
        all
    }

    /// A dynamic reference that can mean one schema only is one like any other; so is one to a plain `$anchor`.
    fn dynamic_reference(&mut self, place: &Place<'a>) -> Option<Keyword> {
        let node = place.node.get("$dynamicRef")?;
        let reference = node.as_text()?;
        if place.doc.identifiers.dynamic(reference) > 1 {
            self.unenforced(place, "$dynamicRef", "several schemas have this `$dynamicAnchor`");
            return None;
        }
        self.reference(place, (reference, node.span))
    }

    fn reference(&mut self, place: &Place<'a>, (reference, span): (&str, Span)) -> Option<Keyword> {
        match find(self, place, reference, span) {
            Ok(target) => {
                let name = target_name(&target);
                Some(Keyword::All(vec![self.assert(&target, name)]))
            }
            Err(found) => {
                self.log.push(found);
                None
            }
        }
    }

    fn of_members(&mut self, place: &Place<'a>, id: AssertionId, all: &mut Vec<Keyword>) {
        let required = place.items("required");
        let required: Vec<String> = required.iter().filter_map(|it| it.node.as_text()).map(str::to_owned).collect();
        all.extend((!required.is_empty()).then_some(Keyword::Required(required)));
        let named = self.members_of(place, "properties", id);
        let mut matching = Vec::new();
        for (text, schema) in self.members_of(place, "patternProperties", id) {
            match pattern::translate(&text) {
                Ok(pattern) => matching.push((pattern, schema)),
                Err(why) => self.bad_pattern(place, "patternProperties", &why),
            }
        }
        let others = self.inner(place, "additionalProperties", id);
        if !named.is_empty() || !matching.is_empty() || others.is_some() {
            all.push(Keyword::Members { named, matching, others });
        }
        let of_names = self.inner(place, "propertyNames", id).map(Constraint::PropertyNames);
        let dependent = self.members_of(place, "dependentSchemas", id);
        let dependent = dependent.into_iter().map(|(name, it)| Constraint::DependentSchema(name, it));
        all.extend(of_names.into_iter().chain(dependent).map(Keyword::Constraint));
    }

    fn of_items(&mut self, place: &Place<'a>, id: AssertionId, all: &mut Vec<Keyword>) {
        let first = self.list(place, "prefixItems", id);
        let others = self.inner(place, "items", id);
        if !first.is_empty() || others.is_some() {
            all.push(Keyword::Items { first, others });
        }
        if let Some(item) = self.inner(place, "contains", id) {
            let min = self.count(place, "minContains").unwrap_or(1);
            let max = self.count(place, "maxContains");
            all.push(Keyword::Constraint(Constraint::Contains { item, min, max }));
        }
    }

    fn of_logic(&mut self, place: &Place<'a>, id: AssertionId, all: &mut Vec<Keyword>) {
        let lists: [(&str, Branches); 3] = [("allOf", Keyword::All), ("anyOf", Keyword::Any), ("oneOf", Keyword::One)];
        for (keyword, make) in lists {
            let branches = self.list(place, keyword, id);
            all.extend((!branches.is_empty()).then(|| make(branches)));
        }
        all.extend(self.inner(place, "not", id).map(|it| Keyword::Constraint(Constraint::Not(it))));
        if let Some(condition) = self.inner(place, "if", id) {
            let (then, otherwise) = (self.inner(place, "then", id), self.inner(place, "else", id));
            all.push(Keyword::Constraint(Constraint::Conditional { condition, then, otherwise }));
        }
    }

    fn inner(&mut self, place: &Place<'a>, keyword: &str, of: AssertionId) -> Option<AssertionId> {
        let inner = place.child(keyword).filter(|it| it.object().is_some() || it.node.as_bool().is_some())?;
        Some(self.assert(&inner, self.named(of, keyword)))
    }

    fn list(&mut self, place: &Place<'a>, keyword: &str, of: AssertionId) -> Vec<AssertionId> {
        let items = place.items(keyword);
        let name = |at: usize| format!("{keyword} {at}");
        items.iter().zip(1..).map(|(it, at)| self.assert(it, self.named(of, &name(at)))).collect()
    }

    fn members_of(&mut self, place: &Place<'a>, keyword: &str, of: AssertionId) -> Vec<(String, AssertionId)> {
        let members = place.members(keyword);
        members.iter().map(|(entry, at)| (entry.key.to_string(), self.assert(at, self.named(of, &entry.key)))).collect()
    }

    fn named(&self, of: AssertionId, word: &str) -> TypeName {
        TypeName::Inline(super::inside(&words(&self.draft.assertions[of.0 as usize].name), word))
    }
}

/// Whether a schema says more than a type can.
fn says_more(place: &Place<'_>) -> bool {
    let Some(object) = place.object() else { return false };
    if reference_in(place).is_some() && !place.version().is_json_schema() {
        return false;
    }
    let combined = ["$ref", "allOf", "oneOf", "anyOf", "if", "dependentSchemas"].iter().any(|it| object.has(it));
    let refuses = |it: &str| object.get(it).is_some_and(|it| it.as_bool() != Some(true));
    BEYOND.iter().any(|it| object.has(it))
        || refuses("unevaluatedItems")
        || (refuses("unevaluatedProperties") && combined)
        || ["oneOf", "anyOf"].iter().any(|it| facts::only_restricts(place, it) || place.items(it).iter().any(is_loose))
        || is_loose(place)
        || scalar::asserts_of_written(place)
}

/// Whether a schema is about values of a kind that it does not state; a part of an `allOf` leaves that to the others.
fn is_loose(place: &Place<'_>) -> bool {
    let composed = ["$ref", "allOf", "oneOf", "anyOf"].iter().any(|it| place.node.get(it).is_some());
    place.version().is_json_schema()
        && !place.pointer.contains("/allOf/")
        && !composed
        && TELLING.iter().all(|it| place.node.get(it).is_none())
        && LOOSE.iter().any(|it| place.node.get(it).is_some())
}

fn stated(place: &Place<'_>) -> Option<Keyword> {
    let mut all: Vec<JsonKind> = kinds::stated(place)?.into_iter().filter_map(kind).collect();
    if place.object().is_some_and(|it| it.get("nullable").and_then(crate::tree::Node::as_bool) == Some(true)) {
        all.push(JsonKind::Null);
    }
    (!all.is_empty()).then_some(Keyword::Kinds(all))
}

fn kind(it: Kind) -> Option<JsonKind> {
    Some(match it {
        Kind::Null => JsonKind::Null,
        Kind::Boolean => JsonKind::Boolean,
        Kind::Integer => JsonKind::Integer,
        Kind::Number => JsonKind::Number,
        Kind::String => JsonKind::String,
        Kind::Array => JsonKind::Array,
        Kind::Object => JsonKind::Object,
        Kind::File => return None,
    })
}

fn literals(place: &Place<'_>) -> Vec<Keyword> {
    let one = place.node.get("const").map(|it| Keyword::OneOf(vec![it.literal()]));
    let listed = place.node.get("enum").and_then(crate::tree::Node::as_list);
    let listed = listed.map(|it| Keyword::OneOf(it.iter().map(crate::tree::Node::literal).collect()));
    one.into_iter().chain(listed).collect()
}
