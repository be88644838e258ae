//! Objects: records and maps.

use super::super::context::Cx;
use super::super::place::Place;
use super::{Said, inside, pattern};
use zephyrix_ir::vocabulary::{Constraint, Field, Presence, Rest, Shape, TypeName, Value};
use zephyrix_ir::{Code, Diagnostic, DraftShape, Ref, Span};

/// What a schema says of members that it does not name.
enum Others<'a> {
    Any,
    None,
    Each(Place<'a>),
}

impl<'a> Cx<'a, '_> {
    /// A record where members have names, a map where they do not.
    pub(super) fn object_shape(&mut self, place: &Place<'a>, words: &[String]) -> Said {
        let mut constraints = Vec::new();
        let others = Self::others(place);
        let required = self.required(place);
        let mut fields: Vec<Field<Ref>> = Vec::new();
        for (entry, at) in place.members("properties") {
            let is_required = required.iter().any(|(name, _)| *name == &*entry.key);
            fields.push(self.field(&entry.key, entry.key_span, &at, is_required, words));
        }
        for (at, (name, span)) in required.iter().enumerate() {
            if !fields.iter().any(|it| it.name == *name) {
                fields.push(self.unnamed_field(place, at, name, *span, &others, words));
            }
        }
        let shape = if fields.is_empty() {
            self.map(place, others, words)
        } else {
            let rest = match others {
                Others::Any if speaks_of_others(place, &fields) => {
                    let key = format!("{}/additionalProperties", place.key());
                    Rest::Kept(self.any(key, place, &inside(words, "value")))
                }
                others => self.rest(others, words),
            };
            Shape::Record { fields, rest }
        };
        self.member_constraints(place, &mut constraints);
        (DraftShape::Known(shape), constraints)
    }

    fn field(&mut self, name: &str, span: Span, at: &Place<'a>, required: bool, words: &[String]) -> Field<Ref> {
        let (ty, nullable) = self.refer_value(at, &inside(words, name));
        let mut notes = self.annotations(at);
        if notes.default == Some(Value::Null) && !nullable && self.refuses_null(at) {
            let span = at.node.get("default").map_or(at.span(), |it| it.span);
            let message = format!("the default of `{name}` is null, which its schema refuses");
            let found = Diagnostic::new(Code::BAD_DEFAULT, span, message).mild();
            self.log.push(found.help("it is passed over: the field may be left out; allow null if that is meant"));
            notes.default = None;
        }
        Field {
            name: name.to_owned(),
            renamed_from: notes.renamed_from,
            span,
            ty,
            presence: Presence::new(required, nullable),
            default: notes.default,
            read_only: notes.read_only,
            write_only: notes.write_only,
            sensitive: notes.sensitive,
            unique: notes.unique,
            deprecated: notes.deprecated,
            docs: notes.docs,
            proto: None,
        }
    }

    /// A field that is required, and described at most by what holds for all others.
    fn unnamed_field(
        &mut self,
        place: &Place<'a>,
        at: usize,
        name: &str,
        span: Span,
        others: &Others<'a>,
        words: &[String],
    ) -> Field<Ref> {
        let ty = match others {
            Others::Each(each) => self.refer(each, &inside(words, "value")),
            _ => self.any(format!("{}/required/{at}", place.key()), place, &inside(words, name)),
        };
        Field::new(name, span, ty, Presence::Required)
    }

    /// The names in `required`, each once.
    fn required(&mut self, place: &Place<'a>) -> Vec<(&'a str, Span)> {
        let Some(object) = place.object() else { return Vec::new() };
        if let Some(flag) = object.get("required").filter(|it| it.as_bool().is_some()) {
            let found = Diagnostic::new(Code::WRONG_TYPE, flag.span, "`required` should be a list of names");
            let help = "write the names of the required members into `required` of the object around it";
            self.log.push(found.mild().help(help));
            return Vec::new();
        }
        let mut names: Vec<(&'a str, Span)> = Vec::new();
        for (name, span) in object.texts("required", self.log) {
            match names.iter().find(|it| it.0 == name) {
                Some((_, first)) => {
                    let message = format!("`{name}` is in `required` twice");
                    let found = Diagnostic::new(Code::DUPLICATE_REQUIRED, span, message).label("again here");
                    self.log.push(found.related(*first, "first here"));
                }
                None => names.push((name, span)),
            }
        }
        names
    }

    fn others(place: &Place<'a>) -> Others<'a> {
        let additional = place.child("additionalProperties");
        let unevaluated = place.child("unevaluatedProperties");
        let combined = ["$ref", "allOf", "oneOf", "anyOf", "if", "dependentSchemas"];
        let beside = combined.iter().any(|it| place.node.get(it).is_some());
        let at = match (additional, unevaluated) {
            (Some(at), _) => at,
            (None, Some(at)) if !beside => at,
            (None, _) => return Others::Any,
        };
        // A type has one answer for all members that have no name; the patterns are asserted of the whole.
        let patterns = place.members("patternProperties").len();
        match at.node.as_bool() {
            Some(false) if patterns == 1 && place.members("properties").is_empty() => Others::None,
            _ if patterns > 0 => Others::Any,
            Some(true) => Others::Any,
            Some(false) => Others::None,
            None if at.node.as_map().is_some_and(|it| it.entries().is_empty()) => Others::Any,
            None => Others::Each(at),
        }
    }

    fn rest(&mut self, others: Others<'a>, words: &[String]) -> Rest<Ref> {
        match others {
            Others::Any => Rest::Ignored,
            Others::None => Rest::Refused,
            Others::Each(at) => Rest::Kept(self.refer(&at, &inside(words, "value"))),
        }
    }

    /// An object without named members.
    fn map(&mut self, place: &Place<'a>, others: Others<'a>, words: &[String]) -> Shape<Ref> {
        let value_words = inside(words, "value");
        if let Some(value) = self.by_pattern(place, &others, words) {
            return Shape::Map(value);
        }
        match others {
            Others::None => Shape::Record { fields: Vec::new(), rest: Rest::Refused },
            Others::Each(at) => Shape::Map(self.refer(&at, &value_words)),
            Others::Any => Shape::Map(self.any(format!("{}/additionalProperties", place.key()), place, &value_words)),
        }
    }

    /// One pattern, and no other members: a map whose names are constrained.
    fn by_pattern(&mut self, place: &Place<'a>, others: &Others<'a>, words: &[String]) -> Option<Ref> {
        let patterns = place.members("patternProperties");
        let [(entry, at)] = patterns.as_slice() else { return None };
        if !matches!(others, Others::None) {
            return None;
        }
        pattern::translate(&entry.key).ok()?;
        Some(self.refer(at, &inside(words, "value")))
    }

    pub(super) fn member_constraints<R>(&mut self, place: &Place<'a>, constraints: &mut Vec<Constraint<R>>) {
        constraints.extend(self.count(place, "minProperties").map(Constraint::MinProperties));
        constraints.extend(self.count(place, "maxProperties").map(Constraint::MaxProperties));
        let Some(dependent) = place.object().and_then(|it| it.object("dependentRequired", self.log)) else { return };
        for entry in dependent.entries() {
            let names = dependent.texts(&entry.key, self.log).into_iter().map(|(name, _)| name.to_owned()).collect();
            constraints.push(Constraint::DependentRequired(entry.key.to_string(), names));
        }
    }

    /// A type of any value, made up under a key.
    pub(super) fn any(&mut self, key: String, place: &Place<'a>, words: &[String]) -> Ref {
        self.synthesize(key, TypeName::Inline(words.to_vec()), place, DraftShape::Known(Shape::Any))
    }
}

/// Whether a schema asserts something of members that it does not describe, so that they must be kept to be seen.
fn speaks_of_others(place: &Place<'_>, fields: &[Field<Ref>]) -> bool {
    let unknown = |it: &str| !fields.iter().any(|field| field.name == it);
    let needs = place.child("dependentRequired");
    let needs = needs.as_ref().and_then(Place::object).map(|it| it.entries().iter());
    let depends = needs.into_iter().flatten().any(|it| {
        unknown(&it.key)
            || it.node.as_list().unwrap_or_default().iter().filter_map(crate::tree::Node::as_text).any(unknown)
    });
    depends || ["minProperties", "maxProperties"].iter().any(|it| place.node.get(it).is_some())
}
