//! What was called otherwise before: `x-zephyrix-renamed-from`, one name or a list of them.

use super::context::Cx;
use crate::tree::{Object, wrong_type};
use zephyrix_ir::vocabulary::Former;

/// The extension.
pub(super) const KEY: &str = "x-zephyrix-renamed-from";

impl<'a> Cx<'a, '_> {
    /// The earlier names of what an object describes, in the order written.
    pub(super) fn formers(&mut self, object: Object<'a>) -> Vec<Former> {
        let Some(node) = object.get(KEY) else { return Vec::new() };
        let one = std::slice::from_ref(node);
        let mut formers = Vec::new();
        for it in node.as_list().unwrap_or(one) {
            match it.as_text().filter(|it| !it.trim().is_empty()) {
                Some(name) => formers.push(Former { name: name.to_owned(), span: it.span }),
                None => self.log.push(wrong_type(it, &format!("`{KEY}`"), "a name")),
            }
        }
        formers
    }
}
