//! What every part of the lowering shares.

use super::documents::{Document, Documents};
use super::place::Place;
use super::schema::Queue;
use crate::tree::{Node, Object};
use std::collections::HashMap;
use zephyrix_ir::vocabulary::Docs;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Draft, Span};

/// The documents that are read, and the draft that is filled.
pub(super) struct Cx<'a, 'o> {
    /// Every file.
    pub(super) docs: &'a Documents,
    /// The file that was named.
    pub(super) root: &'a Document,
    /// What is filled.
    pub(super) draft: &'o mut Draft,
    /// What there is to say.
    pub(super) log: &'o mut Diagnostics,
    /// Schemas that are referred to and not lowered yet.
    pub(super) queue: Queue<'a>,
    /// Where each operation's name is written.
    pub(super) operations: HashMap<String, Span>,
}

impl<'a> Cx<'a, '_> {
    /// The root of the file that was named.
    pub(super) fn top(&self) -> Place<'a> {
        Place::root(self.root)
    }

    /// The node as a mapping; another kind is reported. `what` names it.
    pub(super) fn object(&mut self, node: &'a Node, what: &str) -> Option<Object<'a>> {
        Object::new(node, what, self.log)
    }

    /// Reports something that is given up.
    pub(super) fn unsupported(&mut self, span: Span, message: impl Into<String>) {
        self.log.push(Diagnostic::new(Code::UNSUPPORTED, span, message));
    }

    /// The `summary` and `description` of an object.
    pub(super) fn docs(&mut self, object: Object<'a>) -> Docs {
        Docs {
            summary: filled(object.text("summary", self.log)),
            description: filled(object.text("description", self.log)),
        }
    }
}

/// A text that says something.
pub(super) fn filled(text: Option<String>) -> Option<String> {
    text.filter(|it| !it.trim().is_empty())
}
