//! Links of answers.

use super::context::{Cx, filled};
use super::documents::file_of;
use super::place::{Place, parts, pointer_of};
use super::{documents, known};
use crate::tree::{Node, Object};
use zephyrix_ir::vocabulary::{Link, LinkTo};
use zephyrix_ir::{Code, Diagnostic};

impl<'a> Cx<'a, '_> {
    /// Every link of an answer.
    pub(super) fn links(&mut self, response: Object<'a>, place: &Place<'a>) -> Vec<Link> {
        response.object("links", self.log);
        let mut links = Vec::new();
        for (entry, at) in place.members("links") {
            let Some(at) = self.resolve(&at) else { continue };
            let Some(object) = self.object(at.node, "a link") else { continue };
            self.check_fields(object, &known::LINK);
            let Some(to) = self.link_to(object, &at) else {
                let message = format!("the link `{}` has neither `operationId` nor `operationRef`", entry.key);
                self.log.push(Diagnostic::new(Code::MISSING, at.span(), message).mild());
                continue;
            };
            let parameters = object.members("parameters", self.log).iter();
            links.push(Link {
                name: entry.key.to_string(),
                to,
                parameters: parameters.map(|it| (it.key.to_string(), it.node.literal())).collect(),
                body: object.get("requestBody").map(Node::literal),
                description: filled(object.text("description", self.log)),
                server: object.get("server").and_then(|it| self.server(it)),
                span: entry.key_span,
            });
        }
        links
    }

    /// By name, or by a reference to the operation, `#/paths/~1pets/get`, which may be in another document.
    fn link_to(&mut self, object: Object<'a>, at: &Place<'a>) -> Option<LinkTo> {
        if let Some(name) = object.text("operationId", self.log) {
            return Some(LinkTo::Operation(name));
        }
        let reference = object.text("operationRef", self.log)?;
        let here = file_of(&reference).is_none_or(|file| documents::join(&at.doc.path, &file) == self.root.path);
        let parts = pointer_of(&reference).map(|it| parts(&it)).unwrap_or_default();
        match parts.as_slice() {
            [paths, path, method] if here && !documents::is_remote(&reference) && paths == "paths" => {
                Some(LinkTo::Route(method.clone(), path.clone()))
            }
            _ => Some(LinkTo::Elsewhere(reference)),
        }
    }
}
