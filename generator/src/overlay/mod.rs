//! Overlays: changes to a document before anything is made of it (Overlay Specification 1.1).
//!
//! What an overlay puts in keeps its place, so that findings about it point into the overlay.

mod apply;
mod read;

use crate::tree::Node;
use serde_json_path::JsonPath;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Span};

/// The overlays of a run, in the order in which they are applied.
#[derive(Debug, Default)]
pub(crate) struct Overlays(Vec<Overlay>);

/// One document of changes.
#[derive(Debug)]
struct Overlay {
    /// The name of the file that it is for; `None`: any document.
    extends: Option<String>,
    actions: Vec<Action>,
}

/// One change.
#[derive(Debug)]
struct Action {
    target: JsonPath,
    /// Where the target is written.
    span: Span,
    change: Change,
    /// Whether there was something to change.
    matched: bool,
}

#[derive(Debug)]
enum Change {
    /// Merges this.
    Update(Node),
    /// Merges what is there.
    Copy(JsonPath, Span),
    Remove,
}

impl Overlays {
    /// Reports what changed nothing. For the end, when every document has been read.
    pub(crate) fn report(&self, log: &mut Diagnostics) {
        // After an error, not every action has had its turn.
        if log.has_errors() {
            return;
        }
        for action in self.0.iter().flat_map(|it| &it.actions).filter(|it| !it.matched) {
            let message = format!("nothing is at `{}`", action.target);
            let found = Diagnostic::new(Code::OVERLAY_UNMATCHED, action.span, message).label("this changes nothing");
            log.push(found.help("targets are JSONPath (RFC 9535): `$.paths['/pets'].get`"));
        }
    }
}
