//! What one operation may ask for, counted before anything is looked up in the schema.
//!
//! What a fragment asks for counts as often as it is spread, and is counted once: a hundred lines that spread one another
//! thirty times over are a hundred lines of work.

use super::settings::Limits;
use super::trouble::Refusal;
use apollo_compiler::Name;
use apollo_compiler::ast::{Definition, Document, Selection};
use std::collections::HashMap;

/// What selections come to.
#[derive(Clone, Copy, Default)]
struct Counts {
    depth: usize,
    aliases: usize,
    directives: usize,
    fields: usize,
}

/// A fragment that is being counted; one that spreads itself is refused by validation, and counts nothing here.
enum Counted {
    Begun,
    Done(Counts),
}

struct Counter<'d> {
    fragments: HashMap<&'d str, &'d [Selection]>,
    counted: HashMap<&'d str, Counted>,
}

/// Holds every operation of a document against the limits.
///
/// # Errors
/// The first limit that one is beyond.
pub(super) fn check(document: &Document, limits: &Limits) -> Result<(), Refusal> {
    let mut counter = Counter { fragments: HashMap::new(), counted: HashMap::new() };
    for definition in &document.definitions {
        if let Definition::FragmentDefinition(it) = definition {
            counter.fragments.entry(it.name.as_str()).or_insert(&it.selection_set);
        }
    }
    for definition in &document.definitions {
        if let Definition::OperationDefinition(it) = definition {
            let mut counts = counter.selections(&it.selection_set);
            counts.directives = counts.directives.saturating_add(it.directives.len());
            within(counts, limits)?;
        }
    }
    Ok(())
}

fn within(counts: Counts, limits: &Limits) -> Result<(), Refusal> {
    let beyond = [
        (counts.depth, limits.depth, "DEPTH_LIMIT", "levels of fields"),
        (counts.aliases, limits.aliases, "ALIAS_LIMIT", "aliases"),
        (counts.directives, limits.directives, "DIRECTIVE_LIMIT", "directives"),
        (counts.fields, limits.root_fields, "ROOT_FIELD_LIMIT", "fields of the root"),
    ];
    match beyond.into_iter().find(|(count, limit, ..)| count > limit) {
        Some((_, limit, code, what)) => Err(Refusal::new(code, format!("At most {limit} {what} may be asked for."))),
        None => Ok(()),
    }
}

impl<'d> Counter<'d> {
    fn selections(&mut self, all: &'d [Selection]) -> Counts {
        all.iter().fold(Counts::default(), |sum, it| sum.and(self.selection(it)))
    }

    fn selection(&mut self, one: &'d Selection) -> Counts {
        let (mut counts, directives) = match one {
            Selection::Field(field) => {
                let inside = field.selection_set.as_deref().map(|it| self.selections(it)).unwrap_or_default();
                // Schemas are deep, and how deep one may look into them has a limit of its own.
                let depth = if field.name.starts_with("__") { 1 } else { inside.depth + 1 };
                let aliases = inside.aliases.saturating_add(usize::from(field.alias.is_some()));
                (Counts { depth, aliases, fields: 1, ..inside }, &field.directives)
            }
            Selection::InlineFragment(it) => (self.selections(&it.selection_set), &it.directives),
            Selection::FragmentSpread(it) => (self.fragment(&it.fragment_name), &it.directives),
        };
        counts.directives = counts.directives.saturating_add(directives.len());
        counts
    }

    fn fragment(&mut self, name: &'d Name) -> Counts {
        match self.counted.get(name.as_str()) {
            Some(Counted::Done(counts)) => return *counts,
            Some(Counted::Begun) => return Counts::default(),
            None => {}
        }
        let Some(&selections) = self.fragments.get(name.as_str()) else { return Counts::default() };
        self.counted.insert(name, Counted::Begun);
        let counts = self.selections(selections);
        self.counted.insert(name, Counted::Done(counts));
        counts
    }
}

impl Counts {
    fn and(self, other: Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            fields: self.fields.saturating_add(other.fields),
        }
    }
}
