//! `openapi.json`: the contract as OpenAPI 3.1, with the answers that the framework itself can give.

mod assertions;
pub(crate) mod definitions;
mod framework;
mod operations;
mod schemas;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json, json};
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{ApiKeyPlace, Docs, HttpMethod, Operation, Scheme, SchemeKind, Server};

/// The product.
pub(super) struct OpenApi;

impl Backend for OpenApi {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        if job.is_graph_alone() {
            return;
        }
        let mut text = serde_json::to_string_pretty(&Document(job)).unwrap_or_default();
        text.push('\n');
        files.add("openapi.json", Owner::Generated, text);
    }
}

/// The document, written piece by piece: all of a large one would be many times its text.
struct Document<'a>(Job<'a>);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let job = self.0;
        let mut out = to.serialize_map(None)?;
        out.serialize_entry("openapi", version(job.model))?;
        out.serialize_entry("info", &about(job.model))?;
        if !job.model.servers().is_empty() {
            out.serialize_entry("servers", &servers("/", job.model.servers()))?;
        }
        out.serialize_entry("tags", &tags(job.model))?;
        out.serialize_entry("paths", &operations::Paths(job))?;
        let webhooks = operations::webhooks(job);
        if !webhooks.is_empty() {
            out.serialize_entry("webhooks", &webhooks)?;
        }
        out.serialize_entry("components", &Components(job))?;
        out.end()
    }
}

struct Components<'a>(Job<'a>);

impl Serialize for Components<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let model = self.0.model;
        let mut out = to.serialize_map(None)?;
        out.serialize_entry("schemas", &schemas::Components(self.0))?;
        out.serialize_entry("responses", &framework::responses(model))?;
        if !model.schemes().is_empty() {
            let schemes = model.schemes().iter().map(|it| (it.name.clone(), scheme(it)));
            out.serialize_entry("securitySchemes", &Json::Object(schemes.collect()))?;
        }
        out.end()
    }
}

/// The oldest that can say it.
fn version(model: &Model) -> &'static str {
    let newer = |it: &Operation| matches!(it.http.method, HttpMethod::Query | HttpMethod::Other(_));
    if model.operations().any(|it| newer(it.1)) { "3.2.0" } else { "3.1.0" }
}

fn about(model: &Model) -> Map<String, Json> {
    let info = model.info();
    let mut about = Map::new();
    about.insert("title".into(), json!(info.title));
    about.insert("version".into(), json!(info.version));
    describe(&mut about, &info.docs);
    about
}

fn tags(model: &Model) -> Json {
    let tags = model.tags().iter().map(|it| {
        let mut tag = Map::new();
        tag.insert("name".into(), json!(it.name));
        insert(&mut tag, "description", it.docs.description.as_deref());
        Json::Object(tag)
    });
    tags.collect()
}

fn scheme(it: &Scheme) -> Json {
    let mut out = match &it.kind {
        SchemeKind::ApiKey { place, name } => {
            let place = match place {
                ApiKeyPlace::Header => "header",
                ApiKeyPlace::Query => "query",
                ApiKeyPlace::Cookie => "cookie",
            };
            json!({ "type": "apiKey", "in": place, "name": name })
        }
        SchemeKind::Basic => json!({ "type": "http", "scheme": "basic" }),
        SchemeKind::Bearer { format: None } => json!({ "type": "http", "scheme": "bearer" }),
        SchemeKind::Bearer { format: Some(format) } => {
            json!({ "type": "http", "scheme": "bearer", "bearerFormat": format })
        }
        SchemeKind::Http(scheme) => json!({ "type": "http", "scheme": scheme }),
        SchemeKind::OAuth2 { scopes } => {
            let scopes: Map<String, Json> = scopes.iter().map(|(name, it)| (name.clone(), json!(it))).collect();
            json!({ "type": "oauth2", "flows": { "clientCredentials": { "tokenUrl": "/", "scopes": scopes } } })
        }
        SchemeKind::OpenIdConnect { url } => json!({ "type": "openIdConnect", "openIdConnectUrl": url }),
        SchemeKind::MutualTls => json!({ "type": "mutualTLS" }),
    };
    if let Json::Object(out) = &mut out {
        insert(out, "description", it.docs.description.as_deref());
    }
    out
}

/// Adds what is there.
fn insert(to: &mut Map<String, Json>, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        to.insert(key.to_owned(), json!(text));
    }
}

fn describe(to: &mut Map<String, Json>, docs: &Docs) {
    insert(to, "summary", docs.summary.as_deref());
    insert(to, "description", docs.description.as_deref());
}

/// Where the document is served, there is the service, whatever path it may have elsewhere; then what is declared.
fn servers(here: &str, declared: &[Server]) -> Json {
    let own = json!({ "url": here, "description": "This service." });
    let declared = declared.iter().filter(|it| it.url != here).map(server);
    std::iter::once(own).chain(declared).collect()
}

fn server(it: &Server) -> Json {
    let mut server = Map::new();
    server.insert("url".into(), json!(it.url));
    insert(&mut server, "description", it.description.as_deref());
    Json::Object(server)
}
