//! `openapi.json`: the contract as OpenAPI 3.1, with the answers that the framework itself can give.

mod assertions;
mod framework;
mod operations;
mod part;
mod schemas;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use part::Part;
use serde_json::{Map, Value as Json, json};
use zephyrix_ir::vocabulary::{ApiKeyPlace, Docs, Info, Scheme, SchemeKind, Server, TagDef};

/// The product.
pub(super) struct OpenApi;

impl Backend for OpenApi {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let mut text = serde_json::to_string_pretty(&document(job)).unwrap_or_default();
        text.push('\n');
        files.add("openapi.json", Owner::Generated, text);
    }
}

fn document(job: Job<'_>) -> Part<'_> {
    let model = job.model;
    let mut components = vec![("schemas", Part::each(move || schemas::components(job)))];
    components.push(("responses", Part::Whole(framework::responses(model))));
    if !model.schemes().is_empty() {
        let schemes = model.schemes().iter().map(|it| (it.name.clone(), scheme(it)));
        components.push(("securitySchemes", Part::Whole(Json::Object(schemes.collect()))));
    }
    let mut document = vec![("openapi", Part::Whole(json!("3.1.0"))), ("info", Part::Whole(info(model.info())))];
    if !model.servers().is_empty() {
        document.push(("servers", Part::Whole(servers("/", model.servers()))));
    }
    document.push(("tags", Part::Whole(model.tags().iter().map(tag).collect())));
    document.push(("paths", Part::each(move || operations::paths(job))));
    let webhooks = operations::webhooks(job);
    if !webhooks.is_empty() {
        document.push(("webhooks", Part::Whole(Json::Object(webhooks))));
    }
    document.push(("components", Part::Parts(components)));
    Part::Parts(document)
}

fn info(it: &Info) -> Json {
    let mut info = Map::new();
    info.insert("title".into(), json!(it.title));
    info.insert("version".into(), json!(it.version));
    describe(&mut info, &it.docs);
    Json::Object(info)
}

fn tag(it: &TagDef) -> Json {
    let mut tag = Map::new();
    tag.insert("name".into(), json!(it.name));
    insert(&mut tag, "description", it.docs.description.as_deref());
    Json::Object(tag)
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
