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
    /// The same without its fragment, where it has one.
    pub(super) bare: Option<PathTemplate>,
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
            // A fragment stands for what tells the operations of one path apart, or for itself.
            let bare = entry.key.split_once('#').map(|it| template::parse(it.0, entry.key_span));
            match (template::parse(&entry.key, entry.key_span), bare.transpose()) {
                (Ok(path), Ok(bare)) => {
                    let Some(Item { route, operations }) = self.path_item(path, bare, &place) else { continue };
                    for (method, entry, place) in operations {
                        self.operation(&route, method, entry, &place);
                    }
                }
                (Err(found), _) | (_, Err(found)) => self.log.push(found),
            }
        }
    }

    /// A path item: what is written here, then what it refers to.
    pub(super) fn path_item(
        &mut self,
        path: PathTemplate,
        bare: Option<PathTemplate>,
        place: &Place<'a>,
    ) -> Option<Item<'a>> {
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
                operations.extend(method.map(|(_, method)| (method.clone(), entry, place.member(entry))));
            }
            for (entry, place) in place.members("additionalOperations") {
                if let Some(method) = HttpMethod::other(&entry.key) {
                    operations.push((method, entry, place));
                } else {
                    let message = format!("`{}` cannot be a method", entry.key);
                    self.log.push(Diagnostic::new(Code::WRONG_TYPE, entry.key_span, message));
                }
            }
        }
        Some(Item { route: Route { path, bare, parameters, servers }, operations })
    }

    fn path_leftovers(&mut self, object: Object<'a>) {
        object.object("additionalOperations", self.log);
        let query = object.entry("query").filter(|_| self.root.version < Version::V32);
        if let Some(entry) = query {
            let message = "`query` operations came with OpenAPI 3.2";
            self.log.push(Diagnostic::new(Code::UNKNOWN_FIELD, entry.key_span, message));
        }
    }
}
