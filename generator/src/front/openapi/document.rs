//! The document's own fields, and the order in which its parts are lowered.

use super::context::{Cx, filled};
use super::known;
use super::version::Version;
use crate::tree::{Node, Object};
use zephyrix_ir::vocabulary::{Docs, Info, Server, TagDef};
use zephyrix_ir::{Code, Diagnostic};

impl<'a> Cx<'a, '_> {
    /// Lowers everything.
    pub(super) fn document(&mut self) {
        let top = self.top();
        let Some(object) = top.object() else { return };
        let swagger = top.version() == Version::V2;
        self.check_fields(object, if swagger { &known::SWAGGER } else { &known::DOCUMENT });
        self.info(object);
        if swagger {
            self.swagger_servers(object);
        } else {
            let servers = self.servers(object);
            self.draft.servers.extend(servers);
        }
        self.tags(object);
        if let Some(components) = object.object("components", self.log) {
            self.check_fields(components, &known::COMPONENTS);
        }
        self.security_schemes();
        self.component_schemas();
        self.paths(object);
        self.webhooks(object);
    }

    fn info(&mut self, object: Object<'a>) {
        let Some(node) = object.get("info") else {
            self.log.push(object.missing("info", "the document"));
            return;
        };
        let Some(info) = self.object(node, "`info`") else { return };
        self.check_fields(info, &known::INFO);
        let title = info.need_text("title", "`info`", self.log).unwrap_or_default();
        let version = info.need_text("version", "`info`", self.log).unwrap_or_default();
        let span = info.get("title").map_or(info.span, |it| it.span);
        let docs = self.docs(info);
        if self.draft.info == Info::default() {
            self.draft.info = Info { title, version, docs, span };
        }
    }

    /// The servers of the document, of a path or of an operation.
    pub(super) fn servers(&mut self, object: Object<'a>) -> Vec<Server> {
        let mut servers = Vec::new();
        for node in object.list("servers", self.log) {
            servers.extend(self.server(node));
        }
        servers
    }

    pub(super) fn server(&mut self, node: &'a Node) -> Option<Server> {
        let server = self.object(node, "a server")?;
        self.check_fields(server, &known::SERVER);
        let template = server.need_text("url", "the server", self.log)?;
        let description = filled(server.text("description", self.log));
        Some(Server { url: self.server_url(server, template), description })
    }

    /// Puts the default of each variable in its place.
    fn server_url(&mut self, server: Object<'a>, mut url: String) -> String {
        for entry in server.members("variables", self.log) {
            let Some(variable) = self.object(&entry.node, "a server variable") else { continue };
            let Some(default) = variable.need_text("default", "the server variable", self.log) else { continue };
            url = url.replace(&format!("{{{}}}", entry.key), &default);
        }
        if url.contains(['{', '}']) {
            let span = server.get("url").map_or(server.span, |it| it.span);
            let found = Diagnostic::new(Code::MISSING, span, format!("`{url}` has a variable that is not declared"));
            self.log.push(found.help("declare it under `variables`, with a `default`"));
        }
        url
    }

    fn tags(&mut self, object: Object<'a>) {
        for node in object.list("tags", self.log) {
            let Some(tag) = self.object(node, "a tag") else { continue };
            self.check_fields(tag, &known::TAG);
            let docs: Docs = self.docs(tag);
            let renamed_from = self.formers(tag);
            let Some(name) = tag.need_text("name", "the tag", self.log) else { continue };
            if !self.draft.tags.iter().any(|it| it.name == name) {
                self.draft.tags.push(TagDef { name, renamed_from, docs });
            }
        }
    }
}
