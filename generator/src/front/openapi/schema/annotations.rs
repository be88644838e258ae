//! What a schema says that is no assertion.

use super::super::context::{Cx, filled};
use super::super::place::Place;
use super::facts::Piece;
use crate::tree::{Node, Object};
use zephyrix_ir::vocabulary::relational::Name;
use zephyrix_ir::vocabulary::{Docs, Former, Value};

/// How many schemas a field's annotations are looked for in, one behind the other.
const MAX_CHAIN: usize = 8;

/// What a schema says about a type.
#[derive(Default)]
pub(super) struct About {
    pub(super) docs: Docs,
    pub(super) examples: Vec<Value>,
    pub(super) deprecated: bool,
    pub(super) table: Option<Name>,
    pub(super) renamed_from: Vec<Former>,
}

/// What a schema says about the field that has it.
#[derive(Default)]
pub(in super::super) struct Notes {
    pub(in super::super) default: Option<Value>,
    pub(in super::super) read_only: bool,
    pub(in super::super) write_only: bool,
    pub(in super::super) sensitive: bool,
    pub(in super::super) unique: bool,
    pub(in super::super) deprecated: bool,
    pub(in super::super) docs: Docs,
    /// Only what stands beside the field itself.
    pub(in super::super) renamed_from: Vec<Former>,
}

impl<'a> Cx<'a, '_> {
    /// `declared`: the schema has a name; in place, an earlier name is that of the field which has it.
    pub(super) fn about(&mut self, place: &Place<'a>, declared: bool) -> About {
        let Some(object) = place.object() else { return About::default() };
        let mut examples: Vec<Value> = object.get("example").map(Node::literal).into_iter().collect();
        let listed = object.get("examples").and_then(Node::as_list).unwrap_or_default();
        examples.extend(listed.iter().map(Node::literal));
        let table = filled(object.text("x-zephyrix-table", self.log)).map(|it| match it.split_once('.') {
            Some((schema, name)) => Name { schema: Some(schema.to_owned()), name: name.to_owned() },
            None => Name::new(it),
        });
        let deprecated = object.flag("deprecated", self.log);
        let renamed_from = if declared { self.formers(object) } else { Vec::new() };
        About { docs: self.schema_docs(object), examples, deprecated, table, renamed_from }
    }

    /// The description; the title only where there is none, since it seldom says more than the name.
    fn schema_docs(&mut self, object: Object<'a>) -> Docs {
        let description = filled(object.text("description", self.log));
        let title = filled(object.text("title", self.log));
        Docs { summary: None, description: description.or(title) }
    }

    /// What a schema says about the field that has it, and what the schemas say that it refers to.
    pub(in super::super) fn annotations(&mut self, place: &Place<'a>) -> Notes {
        let mut notes = Notes::default();
        let Some(object) = place.object() else { return notes };
        notes.docs.description = filled(object.text("description", self.log));
        notes.deprecated = object.flag("deprecated", self.log);
        notes.renamed_from = self.formers(object);
        let mut next = Some(place.clone());
        for _ in 0..MAX_CHAIN {
            let Some(place) = next else { break };
            let Some(object) = place.object() else { break };
            let only = self.only_piece(&place);
            if !matches!(only, Some(Piece::Ref)) || place.version().is_json_schema() {
                note(&mut notes, object);
            }
            next = match only {
                Some(Piece::Ref) => self.peek(&place),
                Some(Piece::Inner(inner)) => Some(inner),
                _ => None,
            };
        }
        notes
    }
}

/// Takes what one schema says.
fn note(notes: &mut Notes, object: Object<'_>) {
    let flag = |name: &str| object.get(name).and_then(Node::as_bool) == Some(true);
    let password = object.get("format").and_then(Node::as_text) == Some("password");
    // Its value says what kind of secret it is, or simply `true`.
    let marked = object.get("x-sensitive-data").is_some_and(|it| it.as_bool() != Some(false));
    notes.default = notes.default.take().or_else(|| object.get("default").map(Node::literal));
    notes.read_only |= flag("readOnly");
    notes.write_only |= flag("writeOnly");
    notes.sensitive |= password || marked;
    notes.unique |= flag("x-zephyrix-unique");
}
