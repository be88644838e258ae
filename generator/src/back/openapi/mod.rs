//! `openapi.json`: the contract as OpenAPI 3.1, with the answers that the framework itself can give.

mod assertions;
mod framework;
mod operations;
mod schemas;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use serde_json::{Map, Value as Json, json};
use zephyrix_ir::vocabulary::{ApiKeyPlace, Docs, HttpMethod, Operation, Scheme, SchemeKind, Server};

/// The product.
pub(super) struct OpenApi;

impl Backend for OpenApi {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let mut text = serde_json::to_string_pretty(&document(job)).unwrap_or_default();
        text.push('\n');
        files.add("openapi.json", Owner::Generated, text);
    }
}

fn document(job: Job<'_>) -> Json {
    let model = job.model;
    let info = model.info();
    let mut about = Map::new();
    about.insert("title".into(), json!(info.title));
    about.insert("version".into(), json!(info.version));
    describe(&mut about, &info.docs);
    let mut components = Map::new();
    components.insert("schemas".into(), schemas::components(job));
    components.insert("responses".into(), framework::responses(model));
    if !model.schemes().is_empty() {
        let schemes = model.schemes().iter().map(|it| (it.name.clone(), scheme(it)));
        components.insert("securitySchemes".into(), Json::Object(schemes.collect()));
    }
    let mut document = Map::new();
    let newer = |it: &Operation| matches!(it.http.method, HttpMethod::Query | HttpMethod::Other(_));
    let version = if job.model.operations().any(|it| newer(it.1)) { "3.2.0" } else { "3.1.0" };
    document.insert("openapi".into(), json!(version));
    document.insert("info".into(), Json::Object(about));
    if !model.servers().is_empty() {
        document.insert("servers".into(), servers("/", model.servers()));
    }
    let tags = model.tags().iter().map(|it| {
        let mut tag = Map::new();
        tag.insert("name".into(), json!(it.name));
        insert(&mut tag, "description", it.docs.description.as_deref());
        Json::Object(tag)
    });
    document.insert("tags".into(), tags.collect());
    document.insert("paths".into(), operations::paths(job));
    let webhooks = operations::webhooks(job);
    if !webhooks.is_empty() {
        document.insert("webhooks".into(), Json::Object(webhooks));
    }
    document.insert("components".into(), Json::Object(components));
    Json::Object(document)
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
