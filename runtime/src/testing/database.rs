//! A database for one test, gone after it.

use crate::Service;
use crate::config::{Config, Sources};

/// What is to be removed.
#[derive(Debug)]
pub(super) enum Database {
    /// The service has none.
    None,
    /// One of its own.
    #[cfg(feature = "sql")]
    Scratch(#[allow(dead_code)] crate::db::Scratch),
}

impl Database {
    /// Makes a database, has settings point there, and migrates it; `None` without a server that is needed.
    #[cfg(not(feature = "sql"))]
    #[allow(clippy::unused_async)]
    pub(super) async fn create(_: &Service, _: &mut Config, _: &Sources) -> Option<Self> {
        Some(Self::None)
    }

    /// Makes a database, has settings point there, and migrates it; `None` without a server that is needed.
    #[cfg(feature = "sql")]
    pub(super) async fn create(service: &Service, config: &mut Config, sources: &Sources) -> Option<Self> {
        use crate::config::{Migrate, Secret};
        if service.migrations.is_empty() {
            return Some(Self::None);
        }
        let given = sources.variables.iter().any(|(name, _)| name.starts_with("APP__DATABASE__URL"));
        let scratch = if given {
            let made = crate::db::Scratch::beside(config.database.url.expose(), "test").await;
            made.unwrap_or_else(|error| panic!("cannot make a database for the test: {error}"))
        } else {
            embedded()?
        };
        config.database.url = Secret::new(scratch.url().to_owned());
        config.database.migrate = Migrate::OnStart;
        config.database.max = config.database.max.min(4);
        Some(Self::Scratch(scratch))
    }
}

#[cfg(feature = "sqlite")]
#[allow(clippy::unnecessary_wraps)]
fn embedded() -> Option<crate::db::Scratch> {
    Some(crate::db::Scratch::embedded(&format!("test_{}", uuid::Uuid::new_v4().simple())))
}

#[cfg(all(feature = "sql", not(feature = "sqlite")))]
#[allow(clippy::print_stderr)]
fn embedded() -> Option<crate::db::Scratch> {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let message = format!("SKIPPED {test}: APP__DATABASE__URL names no database server");
    assert!(std::env::var("ZEPHYRIX_REQUIRE_SERVERS").as_deref() != Ok("1"), "{message}");
    eprintln!("{message}");
    None
}
