//! Security schemes and requirements.

use super::context::Cx;
use super::known;
use super::place::Place;
use super::version::Version;
use crate::tree::Object;
use zephyrix_ir::vocabulary::{ApiKeyPlace, Demand, Docs, Requirement, Scheme, SchemeKind};
use zephyrix_ir::{Code, Diagnostic};

const PLACES: [(&str, ApiKeyPlace); 3] =
    [("header", ApiKeyPlace::Header), ("query", ApiKeyPlace::Query), ("cookie", ApiKeyPlace::Cookie)];

const TYPES: [&str; 6] = ["apiKey", "http", "basic", "oauth2", "openIdConnect", "mutualTLS"];

impl<'a> Cx<'a, '_> {
    /// Every scheme that the document declares.
    pub(super) fn security_schemes(&mut self) {
        let top = self.top();
        let schemes = match (top.version(), top.child("components")) {
            (Version::V2, _) => top.members("securityDefinitions"),
            (_, Some(components)) => components.members("securitySchemes"),
            (_, None) => Vec::new(),
        };
        for (entry, place) in schemes {
            let Some(place) = self.resolve(&place) else { continue };
            let Some(object) = self.object(place.node, "a security scheme") else { continue };
            self.check_fields(object, &known::SECURITY_SCHEME);
            let Some(kind) = self.scheme_kind(object) else { continue };
            let docs = Docs { summary: None, description: object.text("description", self.log) };
            let name = entry.key.to_string();
            if !self.draft.schemes.iter().any(|it| it.name == name) {
                self.draft.schemes.push(Scheme { name, kind, docs, span: entry.key_span });
            }
        }
    }

    fn scheme_kind(&mut self, object: Object<'a>) -> Option<SchemeKind> {
        let what = "the security scheme";
        let word = object.need_text("type", what, self.log)?;
        match word.as_str() {
            "apiKey" => self.api_key(object),
            "basic" => Some(SchemeKind::Basic),
            "http" => {
                let scheme = object.need_text("scheme", what, self.log)?.to_ascii_lowercase();
                let format = object.text("bearerFormat", self.log);
                Some(match scheme.as_str() {
                    "basic" => SchemeKind::Basic,
                    "bearer" => SchemeKind::Bearer { format },
                    _ => SchemeKind::Http(scheme),
                })
            }
            "oauth2" => Some(SchemeKind::OAuth2 { scopes: self.scopes(object) }),
            "openIdConnect" => {
                Some(SchemeKind::OpenIdConnect { url: object.need_text("openIdConnectUrl", what, self.log)? })
            }
            "mutualTLS" => Some(SchemeKind::MutualTls),
            _ => {
                let span = object.get("type").map_or(object.span, |it| it.span);
                let message = format!("`{word}` is no type of security scheme");
                self.log.push(Diagnostic::new(Code::WRONG_TYPE, span, message).suggest(&word, TYPES));
                None
            }
        }
    }

    fn api_key(&mut self, object: Object<'a>) -> Option<SchemeKind> {
        let what = "the security scheme";
        let name = object.need_text("name", what, self.log)?;
        let word = object.need_text("in", what, self.log)?;
        let place = PLACES.iter().find(|(it, _)| *it == word);
        if place.is_none() {
            let span = object.get("in").map_or(object.span, |it| it.span);
            let message = format!("an API key is not sent in `{word}`");
            self.log.push(
                Diagnostic::new(Code::WRONG_TYPE, span, message).help("it is sent in `header`, `query` or `cookie`"),
            );
        }
        Some(SchemeKind::ApiKey { place: place?.1, name })
    }

    /// The scopes of all flows, each once.
    fn scopes(&mut self, object: Object<'a>) -> Vec<(String, String)> {
        let flows = object.members("flows", self.log);
        let flows: Vec<Object<'a>> = flows.iter().filter_map(|it| Object::quiet(&it.node)).chain([object]).collect();
        let mut scopes: Vec<(String, String)> = Vec::new();
        for entry in flows.into_iter().flat_map(|it| it.members("scopes", self.log)) {
            if !scopes.iter().any(|(name, _)| **name == *entry.key) {
                scopes.push((entry.key.to_string(), entry.node.as_text().unwrap_or("").to_owned()));
            }
        }
        scopes
    }

    /// What an operation asks for: its own `security`, or else the document's.
    pub(super) fn requirement(&mut self, operation: &Place<'a>) -> Requirement {
        let own = operation.child("security").is_some();
        let at = if own { operation.clone() } else { self.top() };
        let mut requirement = Requirement::default();
        for item in at.items("security") {
            let Some(object) = self.object(item.node, "a security requirement") else { continue };
            let mut demands = Vec::new();
            for entry in object.entries() {
                let scopes = object.texts(&entry.key, self.log);
                let scopes = scopes.into_iter().map(|(it, _)| it.to_owned()).collect();
                demands.push(Demand { scheme: entry.key.to_string(), scopes, span: entry.key_span });
            }
            requirement.alternatives.push(demands);
        }
        requirement
    }
}
