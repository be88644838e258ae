//! Webhooks and callbacks: operations that others offer and this service calls.

use super::context::Cx;
use super::expression;
use super::operation::Name;
use super::paths::Item;
use super::place::Place;
use crate::tree::{Entry, Object};
use zephyrix_ir::vocabulary::{Occasion, Operation, Outgoing, PathTemplate, Requirement, Target};
use zephyrix_ir::{Code, Diagnostic, Span};

impl<'a> Cx<'a, '_> {
    /// Every webhook of the document.
    pub(super) fn webhooks(&mut self, object: Object<'a>) {
        object.object("webhooks", self.log);
        for (entry, place) in self.top().members("webhooks") {
            if !entry.key.starts_with("x-") {
                self.outgoing(entry, &place, || Occasion::Webhook(entry.key.to_string()));
            }
        }
    }

    /// Every callback of an operation.
    pub(super) fn callbacks(&mut self, object: Object<'a>, place: &Place<'a>, of: &str) {
        object.object("callbacks", self.log);
        for (named, at) in place.members("callbacks") {
            let Some(at) = self.resolve(&at) else { continue };
            let Some(callback) = self.object(at.node, "a callback") else { continue };
            for entry in callback.entries().iter().filter(|it| !it.key.starts_with("x-")) {
                let url = self.target(entry);
                let occasion =
                    || Occasion::Callback { name: named.key.to_string(), of: of.to_owned(), url: url.clone() };
                self.outgoing(named, &at.member(entry), occasion);
            }
        }
    }

    fn target(&mut self, entry: &'a Entry) -> Target {
        let parts = expression::target(&entry.key).unwrap_or_else(|wrong| {
            let found =
                Diagnostic::new(Code::WRONG_TYPE, entry.key_span, format!("`{wrong}` is no runtime expression"));
            self.log.push(found.mild().help("write one such as `$request.body#/callbackUrl`; the URL is left to you"));
            Vec::new()
        });
        Target { text: entry.key.to_string(), parts, span: entry.key_span }
    }

    /// The operations of a path item that is called `named` and offered by others.
    fn outgoing(&mut self, named: &Entry, place: &Place<'a>, occasion: impl Fn() -> Occasion) {
        let path =
            PathTemplate { text: String::new(), segments: Vec::new(), told_by: Vec::new(), span: named.key_span };
        let Some(Item { route, operations }) = self.path_item(path, None, place) else { return };
        let several = operations.len() > 1;
        for (method, entry, place) in operations {
            let Some(object) = self.object(place.node, "an operation") else { continue };
            let words = if several { format!("{}_{}", named.key, method.word()) } else { named.key.to_string() };
            let name = self.outgoing_name(object, &words, entry.key_span);
            let taken = name.taken;
            let operation = self.lowered(&route, method, object, &place, name);
            if !operation.http.servers.is_empty() {
                self.unsupported(entry.key_span, "servers of what is sent to a whole URL are passed over");
            }
            self.not_sent(object);
            let operation = Operation { security: Requirement::default(), ..operation };
            if !taken {
                self.draft.outgoing.push(Outgoing { operation, occasion: occasion() });
            }
        }
    }

    /// What an operation of others says and the service does not do.
    fn not_sent(&mut self, object: Object<'a>) {
        let is_some = |entry: &&Entry| entry.node.as_list().is_none_or(|it| !it.is_empty());
        for (name, what) in [
            ("security", "no proof of identity is sent with webhooks and callbacks yet"),
            ("callbacks", "callbacks of what is sent are not served"),
        ] {
            if let Some(entry) = object.entry(name).filter(is_some) {
                self.unsupported(entry.key_span, what);
            }
        }
    }

    fn outgoing_name(&mut self, object: Object<'a>, words: &str, span: Span) -> Name {
        self.stated_name(object, span).unwrap_or_else(|| Name { text: self.free_name(words, span), span, taken: false })
    }
}
