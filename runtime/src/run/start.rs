//! From settings to a service that listens.

use super::Exit;
use crate::config::{Config, Loaded};
use crate::health::Life;
use crate::http::{App, Parts, serve};
use crate::{BoxError, Router, Service, docs, logs, metrics};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

#[cfg(feature = "sql")]
use {
    crate::db::{self, Kind},
    sqlx::Pool,
    tokio::sync::OnceCell,
};

/// What a service is built from: its settings, and the databases they name.
#[derive(Clone, Debug)]
pub struct Start(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    service: &'static Service,
    config: Config,
    #[cfg_attr(not(feature = "sql"), allow(dead_code))]
    environment: String,
    life: Arc<Life>,
    #[cfg(feature = "sqlite")]
    sqlite: OnceCell<sqlx::SqlitePool>,
    #[cfg(feature = "postgres")]
    postgres: OnceCell<sqlx::PgPool>,
    #[cfg(feature = "mysql")]
    mysql: OnceCell<sqlx::MySqlPool>,
}

impl Start {
    pub(crate) fn new(service: &'static Service, config: Config, environment: String) -> Self {
        Self(Arc::new(Inner {
            service,
            config,
            environment,
            life: Arc::default(),
            #[cfg(feature = "sqlite")]
            sqlite: OnceCell::new(),
            #[cfg(feature = "postgres")]
            postgres: OnceCell::new(),
            #[cfg(feature = "mysql")]
            mysql: OnceCell::new(),
        }))
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The service that starts.
    pub fn service(&self) -> &'static Service {
        self.0.service
    }

    /// The SQLite database, opened and migrated when first asked for.
    ///
    /// # Errors
    /// Returns why it cannot be opened or migrated; passwords are masked.
    #[cfg(feature = "sqlite")]
    pub async fn sqlite(&self) -> Result<sqlx::SqlitePool, BoxError> {
        self.0.sqlite.get_or_try_init(|| self.open(Kind::Sqlite)).await.cloned()
    }

    /// The PostgreSQL database, opened when first asked for; migrated where settings say so.
    ///
    /// # Errors
    /// Returns why it cannot be opened or migrated; passwords are masked.
    #[cfg(feature = "postgres")]
    pub async fn postgres(&self) -> Result<sqlx::PgPool, BoxError> {
        self.0.postgres.get_or_try_init(|| self.open(Kind::Postgres)).await.cloned()
    }

    /// The MySQL or MariaDB database, opened when first asked for; migrated where settings say so.
    ///
    /// # Errors
    /// Returns why it cannot be opened or migrated; passwords are masked.
    #[cfg(feature = "mysql")]
    pub async fn mysql(&self) -> Result<sqlx::MySqlPool, BoxError> {
        self.0.mysql.get_or_try_init(|| self.open(Kind::MySql)).await.cloned()
    }

    #[cfg(feature = "sql")]
    async fn open<D: db::Tuned>(&self, kind: Kind) -> Result<Pool<D>, BoxError> {
        let settings = &self.0.config.database;
        let pool = db::open::<D>(settings).await?;
        if kind.migrates_on_start(settings.migrate, &self.0.environment) {
            for step in db::up(settings.url.expose(), self.0.service.migrations, settings.out_of_order).await? {
                tracing::info!(migration = step, "applied");
            }
        }
        let pinged = pool.clone();
        self.0.life.require(move || {
            let pool = pinged.clone();
            async move { Ok(sqlx::Connection::ping(&mut *pool.acquire().await?).await?) }
        });
        Ok(pool)
    }

    /// Puts the routes in their layer.
    pub(crate) fn app(&self, router: Router) -> App {
        let parts = Parts { service: self.0.service, config: &self.0.config, life: self.0.life.clone() };
        App::new(parts, router)
    }
}

/// Builds the service, listens, and serves until a signal says stop.
pub(super) async fn serve_until_told<F, R>(service: &'static Service, loaded: Loaded, build: F) -> Result<(), Exit>
where
    F: AsyncFnOnce(Start) -> Result<R, BoxError>,
    R: Into<Router>,
{
    let Loaded { config, environment, warnings, .. } = loaded;
    #[cfg(feature = "sql")]
    let watcher = db::watcher(&config.database.statements, &environment);
    #[cfg(not(feature = "sql"))]
    let watcher = None;
    let _rest = logs::init(&config.log, watcher).map_err(Exit::Config)?;
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    let stop = stop_signal().map_err(|error| Exit::Failure(format!("cannot wait for signals: {error}")))?;
    let start = Start::new(service, config, environment);
    let app = start.app(build(start.clone()).await?.into());
    #[cfg(feature = "graphql")]
    if let Some(fault) = &app.graphql().fault {
        return Err(Exit::Config(fault.clone()));
    }
    let settings = &start.config().server;
    let cannot = |error| Exit::Failure(format!("cannot listen on {}: {error}", settings.addr));
    let listener = TcpListener::bind(settings.addr).await.map_err(cannot)?;
    announce(&start, &app, listener.local_addr().map_err(cannot)?);
    serve(listener, app, settings, stop).await;
    Ok(())
}

#[cfg_attr(not(feature = "graphql"), allow(unused_variables))]
fn announce(start: &Start, app: &App, addr: SocketAddr) {
    let config = start.config();
    tracing::info!("{} {} listens on http://{addr}", start.service().title, start.service().version);
    if let Some(page) = docs::PAGE.filter(|_| docs::are_served(start.service(), config)) {
        tracing::info!("documentation: http://{addr}{page}");
    }
    #[cfg(feature = "graphql")]
    if let Some(path) = app.graphql().path {
        tracing::info!("GraphQL: http://{addr}{path}");
    }
    if config.metrics.enabled {
        tracing::info!("metrics: http://{addr}{}", metrics::PATH);
    }
}

/// Done at the first SIGTERM or SIGINT, which from then on have their usual effect no more.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Done at the first Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
