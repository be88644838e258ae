//! Tests whole services in-process: through the same layer as requests from outside, each with a database of its own.

mod database;
mod request;

pub use request::{Answer, Request};

use crate::config::{Config, Sources};
use crate::http::App;
use crate::run::Start;
use crate::{BoxError, Router, Service};
use database::Database;
use http::Method;

/// A service under test. Its database is gone when it is dropped, also by a panic.
#[derive(Debug)]
pub struct TestApp {
    app: App,
    _database: Database,
}

/// Builds a service for one test, with a fresh and migrated database.
///
/// # Panics
/// If the service cannot be built, or its database server is not there; see [`try_start`].
pub async fn start<F, R>(service: &'static Service, build: F) -> TestApp
where
    F: AsyncFnOnce(Start) -> Result<R, BoxError>,
    R: Into<Router>,
{
    match try_start(service, build).await {
        Some(app) => app,
        None => panic!("no database server to test with: set APP__DATABASE__URL"),
    }
}

/// Like [`start`]; `None`, and a word on standard error, without the database server that `APP__DATABASE__URL` names.
///
/// # Panics
/// If the service cannot be built; and instead of `None` where `ZEPHYRIX_REQUIRE_SERVERS=1`.
pub async fn try_start<F, R>(service: &'static Service, build: F) -> Option<TestApp>
where
    F: AsyncFnOnce(Start) -> Result<R, BoxError>,
    R: Into<Router>,
{
    start_with(service, &[], build).await
}

/// Like [`try_start`], with settings of its own, named like environment variables: `APP__SERVER__LIMITS__BODY`.
///
/// # Panics
/// As [`try_start`].
pub async fn start_with<F, R>(service: &'static Service, settings: &[(&str, &str)], build: F) -> Option<TestApp>
where
    F: AsyncFnOnce(Start) -> Result<R, BoxError>,
    R: Into<Router>,
{
    let mut sources = Sources::process();
    "test".clone_into(&mut sources.environment);
    for (name, value) in settings {
        sources.variables.retain(|it| it.0 != *name);
        sources.variables.push(((*name).to_owned(), (*value).to_owned()));
    }
    let mut config = match Config::load(service.name, &sources) {
        Ok(loaded) => loaded.config,
        Err(errors) => panic!("{errors}"),
    };
    let database = Database::create(service, &mut config, &sources).await?;
    let start = Start::new(service, config, sources.environment);
    let app = match build(start.clone()).await {
        Ok(router) => start.app(router.into()),
        Err(error) => panic!("{} cannot be built: {error}", service.name),
    };
    Some(TestApp { app, _database: database })
}

impl TestApp {
    /// Asks with a method by its name, such as `HEAD`; one that cannot be is asked as `GET`.
    pub fn ask(&self, method: &str, path: &str) -> Request {
        self.request(method.parse().unwrap_or(Method::GET), path)
    }

    /// Asks with any method.
    pub fn request(&self, method: Method, path: &str) -> Request {
        Request::new(self.app.clone(), method, path)
    }

    /// Asks with GET.
    pub fn get(&self, path: &str) -> Request {
        self.request(Method::GET, path)
    }

    /// Asks with POST.
    pub fn post(&self, path: &str) -> Request {
        self.request(Method::POST, path)
    }

    /// Asks with PUT.
    pub fn put(&self, path: &str) -> Request {
        self.request(Method::PUT, path)
    }

    /// Asks with PATCH.
    pub fn patch(&self, path: &str) -> Request {
        self.request(Method::PATCH, path)
    }

    /// Asks with DELETE.
    pub fn delete(&self, path: &str) -> Request {
        self.request(Method::DELETE, path)
    }
}
