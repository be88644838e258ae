//! How the service is built, started and checked elsewhere.

use askama::Template;

#[derive(Template)]
#[template(path = "deploy/dockerfile.j2", escape = "none")]
pub struct Dockerfile<'a> {
    /// Of Rust: `1.95`.
    pub rust: &'a str,
    /// The binary.
    pub name: &'a str,
    /// Whether data are kept in a folder of the service.
    pub embedded: bool,
}

#[derive(Template)]
#[template(path = "deploy/dockerignore.j2", escape = "none")]
pub struct Dockerignore;

#[derive(Template)]
#[template(path = "deploy/gitattributes.j2", escape = "none")]
pub struct Gitattributes;

#[derive(Template)]
#[template(path = "deploy/compose.yaml.j2", escape = "none")]
pub struct Compose<'a> {
    pub name: &'a str,
    pub embedded: bool,
    /// A database that is a service of its own.
    pub database: Option<DatabaseService<'a>>,
}

pub struct DatabaseService<'a> {
    pub url: String,
    pub image: &'a str,
    pub environment: Vec<(&'a str, String)>,
    /// Items of a list of YAML.
    pub healthcheck: &'a str,
    /// Where it keeps its data.
    pub folder: &'a str,
}

#[derive(Template)]
#[template(path = "deploy/workflow.yml.j2", escape = "none")]
pub struct Workflow<'a> {
    /// Of zephyrix.
    pub version: &'a str,
    /// Whether there is a database.
    pub migrations: bool,
}
