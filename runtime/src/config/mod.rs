//! Settings: typed, layered, and each one's origin known.
//!
//! Later layers win: defaults in code, `config/default.toml`, `config/<APP_ENV>.toml`, `config/local.toml`,
//! `APP__SECTION__KEY` in the environment, and `APP__SECTION__KEY_FILE`, which names a file that holds the value.

mod check;
pub(crate) mod human;
mod load;
mod origins;
mod secret;
mod show;

pub use load::{ConfigErrors, Loaded, Sources};
pub use origins::Origins;
pub use secret::{Secret, masked};

use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::time::Duration;

/// All settings of a service.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How requests are taken.
    pub server: Server,
    /// What is written of them.
    pub log: Log,
    /// Where data is kept.
    #[cfg(feature = "sql")]
    pub database: Database,
    /// The contract and its page for people.
    pub docs: Switch,
    /// `/metrics`.
    pub metrics: Switch,
    /// The descriptors of the methods, for tools that ask for them: `grpc.reflection`.
    #[cfg(feature = "grpc")]
    pub reflection: Switch,
    /// The endpoint of GraphQL, where the service has one.
    #[cfg(feature = "graphql")]
    pub graphql: crate::graphql::Settings,
}

/// How requests are taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The address to listen on; port 0 takes a free one.
    pub addr: SocketAddr,
    /// What one client may ask for.
    pub limits: Limits,
    /// How connections are kept, and how long.
    pub keepalive: KeepAlive,
    /// Which pages of other origins may ask.
    pub cors: Cors,
    /// How the service ends.
    pub shutdown: Shutdown,
}

/// Which pages of other origins may ask: what browsers are told by CORS.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cors {
    /// Their origins, with commas between them, or `*` for every one; none where it is empty.
    pub origins: Origins,
    /// Whether they may send cookies along; never with `*`.
    pub credentials: bool,
    /// How long a browser may go without asking again whether it may.
    #[serde(with = "human::duration")]
    pub max_age: Duration,
}

/// What one client may ask for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// How long the head of a request may take, and how long a connection may idle before it.
    #[serde(with = "human::duration")]
    pub header_read: Duration,
    /// The bytes of a request's head; more are answered 431.
    #[serde(with = "human::size")]
    pub headers: usize,
    /// The number of headers; more are answered 431.
    pub header_count: usize,
    /// The bytes of a path with its query; more are answered 414.
    #[serde(with = "human::size")]
    pub uri: usize,
    /// The bytes of a body that is kept in memory; more are answered 413.
    #[serde(with = "human::size")]
    pub body: usize,
    /// The bytes of a body that is not: one with files, or one that is handed over as it comes; more are answered 413.
    #[serde(with = "human::size")]
    pub upload: usize,
    /// The bytes of one file in a body; more are answered 413.
    #[serde(with = "human::size")]
    pub file: usize,
    /// How long a body may take to arrive; longer is answered 408.
    #[serde(with = "human::duration")]
    pub body_read: Duration,
    /// How long an answer may take to begin; longer is answered 503.
    #[serde(with = "human::duration")]
    pub request: Duration,
    /// Open connections; more wait to be accepted.
    pub connections: usize,
}

/// How connections are kept, and how long: what gRPC calls keepalive, `MAX_CONNECTION_AGE` and `MAX_CONNECTION_AGE_GRACE`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepAlive {
    /// How often a silent client of HTTP/2 is asked whether it is there; `0s` never.
    #[serde(with = "human::duration")]
    pub interval: Duration,
    /// How long it may take to say so, before its connection is closed.
    #[serde(with = "human::duration")]
    pub timeout: Duration,
    /// After how long a connection takes no more requests, give or take a tenth, so that clients come back and are balanced
    /// anew; `0s` never.
    #[serde(with = "human::duration")]
    pub max_age: Duration,
    /// How long its requests under way may take then, before it is closed; `0s` as long as they like.
    #[serde(with = "human::duration")]
    pub grace: Duration,
}

/// How the service ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shutdown {
    /// How long `/readyz` says 503 before new connections are refused, so that load balancers notice.
    #[serde(with = "human::duration")]
    pub delay: Duration,
    /// How long requests under way may take to finish.
    #[serde(with = "human::duration")]
    pub drain: Duration,
}

/// What is written to standard error.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// The least level written, by target where wanted: `info` or `info,sqlx=warn`.
    pub level: String,
    /// How an event looks.
    pub format: LogFormat,
    /// Whether each request is written.
    pub access: bool,
}

/// How an event looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// Text for people.
    Pretty,
    /// Pretty on a terminal, JSON otherwise.
    Auto,
}

/// Where data is kept.
#[cfg(feature = "sql")]
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite://path`, `postgres://…` or `mysql://…`; its password is never written.
    #[serde(serialize_with = "secret::masked_url")]
    pub url: Secret,
    /// Connections kept open.
    pub min: u32,
    /// Connections at most.
    pub max: u32,
    /// How long a request waits for a connection.
    #[serde(with = "human::duration")]
    pub acquire_timeout: Duration,
    /// When migrations are applied.
    pub migrate: Migrate,
    /// What becomes of a pending migration whose version is less than that of one that is applied.
    pub out_of_order: crate::db::OutOfOrder,
    /// Which statements are told of.
    pub statements: StatementWarnings,
}

/// Which statements are warned of, each once, with the route that they are sent for.
#[cfg(feature = "sql")]
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementWarnings {
    /// Whether any are.
    pub warn: Warn,
    /// Those that are sent more often than so for one request.
    pub repeated: u32,
    /// Those that take so long, or longer.
    #[serde(with = "human::duration")]
    pub slow: Duration,
}

/// When there are warnings.
#[cfg(feature = "sql")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warn {
    /// In development.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

#[cfg(feature = "sql")]
impl Warn {
    pub(crate) fn is_on(self, environment: &str) -> bool {
        match self {
            Self::Auto => environment == "development",
            Self::On => true,
            Self::Off => false,
        }
    }
}

/// When migrations are applied.
#[cfg(feature = "sql")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Migrate {
    /// Whenever the service starts.
    OnStart,
    /// Only by `migrate up`.
    Manual,
    /// On start with SQLite and in development, by hand otherwise.
    Auto,
}

/// Something that is served or not.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// Whether it is served.
    pub enabled: bool,
}

impl Config {
    /// The same as they are in an environment: what only developers need is for them.
    #[cfg_attr(not(feature = "graphql"), allow(unused_mut, unused_variables, clippy::missing_const_for_fn))]
    fn in_environment(mut self, environment: &str) -> Self {
        #[cfg(feature = "graphql")]
        {
            let shown = Some(environment != "production");
            (self.graphql.introspection, self.graphql.graphiql) = (shown, shown);
        }
        self
    }

    /// The settings of a service of this name when nobody set any.
    pub fn defaults(name: &str) -> Self {
        let _ = name;
        Self {
            server: Server {
                addr: SocketAddr::from(([127, 0, 0, 1], 8080)),
                limits: Limits::default(),
                keepalive: KeepAlive {
                    interval: Duration::from_secs(20),
                    timeout: Duration::from_secs(20),
                    max_age: Duration::ZERO,
                    grace: Duration::ZERO,
                },
                cors: Cors {
                    origins: Origins::These(Vec::new()),
                    credentials: false,
                    max_age: Duration::from_hours(1),
                },
                shutdown: Shutdown { delay: Duration::ZERO, drain: Duration::from_secs(20) },
            },
            log: Log { level: "info".to_owned(), format: LogFormat::Auto, access: true },
            #[cfg(feature = "sql")]
            database: Database {
                url: Secret::new(format!("sqlite://data/{name}.db")),
                min: 0,
                max: 10,
                acquire_timeout: Duration::from_secs(5),
                migrate: Migrate::Auto,
                out_of_order: crate::db::OutOfOrder::Refuse,
                statements: StatementWarnings { warn: Warn::Auto, repeated: 10, slow: Duration::from_millis(200) },
            },
            docs: Switch { enabled: true },
            metrics: Switch { enabled: true },
            #[cfg(feature = "grpc")]
            reflection: Switch { enabled: true },
            #[cfg(feature = "graphql")]
            graphql: crate::graphql::Settings::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(10),
            headers: 32 << 10,
            header_count: 100,
            uri: 8 << 10,
            body: 2 << 20,
            upload: 32 << 20,
            file: 32 << 20,
            body_read: Duration::from_secs(30),
            request: Duration::from_secs(30),
            connections: 10_000,
        }
    }
}
