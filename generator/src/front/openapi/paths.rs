//! Paths and path items.

use super::context::Cx;
use super::known;
use super::place::Place;
use super::refs::reference_in;
use super::template;
use super::version::Version;
use crate::tree::{Entry, Object};
use zephyrix_ir::vocabulary::{HttpMethod, PathTemplate, Server};
use zephyrix_ir::{Code, Diagnostic};

/// A path, and what holds for all of its operations.
pub(super) struct Route<'a> {
    pub(super) path: PathTemplate,
    pub(super) parameters: Vec<Place<'a>>,
    pub(super) servers: Vec<Server>,
}

/// What a path item holds.
pub(super) struct Item<'a> {
    pub(super) route: Route<'a>,
    pub(super) operations: Vec<(HttpMethod, &'a Entry, Place<'a>)>,
}

impl<'a> Cx<'a, '_> {
    /// Lowers every operation of the document.
    pub(super) fn paths(&mut self, object: Object<'a>) {
        let version = self.root.version;
        let optional = version.is_json_schema() && (object.has("components") || object.has("webhooks"));
        if !object.has("paths") && !optional {
            self.log.push(object.missing("paths", "the document"));
        }
        object.object("paths", self.log);
        for (entry, place) in self.top().members("paths") {
            if entry.key.starts_with("x-") {
                continue;
            }
            if entry.key.contains(['?', '#']) {
                let message = format!("`{}` is no path: a query or fragment is not routed by", entry.key);
                self.unsupported(entry.key_span, message);
                continue;
            }
            match template::parse(&entry.key, entry.key_span) {
                Ok(path) => {
                    let Some(Item { route, operations }) = self.path_item(path, &place) else { continue };
                    for (method, entry, place) in operations {
                        self.operation(&route, method, entry, &place);
                    }
                }
                Err(found) => self.log.push(found),
            }
        }
    }

    /// A path item: what is written here, then what it refers to.
    pub(super) fn path_item(&mut self, path: PathTemplate, place: &Place<'a>) -> Option<Item<'a>> {
        let object = self.object(place.node, "a path item")?;
        let mut items = vec![(place.clone(), object)];
        if reference_in(place).is_some() {
            let target = self.resolve(place);
            items.extend(target.and_then(|it| Some((it.clone(), it.object()?))));
        }
        let parameters = items.iter().flat_map(|(it, _)| it.items("parameters")).collect();
        let servers = items.iter().map(|(_, it)| self.servers(*it)).find(|it| !it.is_empty()).unwrap_or_default();
        let mut operations = Vec::new();
        for (place, object) in items {
            self.check_fields(object, &known::PATH_ITEM);
            object.list("parameters", self.log);
            self.path_leftovers(object);
            for entry in object.entries() {
                let method = HttpMethod::ALL.iter().find(|(word, _)| *word == &*entry.key);
                operations.extend(method.map(|(_, method)| (*method, entry, place.member(entry))));
            }
        }
        Some(Item { route: Route { path, parameters, servers }, operations })
    }

    fn path_leftovers(&mut self, object: Object<'a>) {
        for entry in object.members("additionalOperations", self.log) {
            self.unsupported(entry.key_span, format!("the method `{}` is not served", entry.key));
        }
        let query = object.entry("query").filter(|_| self.root.version < Version::V32);
        if let Some(entry) = query {
            let message = "`query` operations came with OpenAPI 3.2";
            self.log.push(Diagnostic::new(Code::UNKNOWN_FIELD, entry.key_span, message));
        }
    }
}
