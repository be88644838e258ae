//! How the service is built, started and checked elsewhere: an image, a composition, a workflow. The user's and ours, merged.

use super::{Backend, Job};
use crate::config::Deploy;
use crate::files::{FileSet, Merge};
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_templates::Template;
use zephyrix_templates::deploy::{Compose, DatabaseService, Dockerfile, Dockerignore, Gitattributes, Workflow};

/// The product.
pub(super) struct Deploying;

/// The Rust that a service is built with.
const RUST: &str = env!("CARGO_PKG_RUST_VERSION");

impl Backend for Deploying {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let name = job.package;
        let has_database = job.plan.has_database();
        let embedded = has_database && job.config.database == Database::Sqlite;
        let is_for = |it| job.config.generate.deploy.contains(&it);
        if is_for(Deploy::Docker) {
            let database = if has_database { beside(job) } else { None };
            text(files, "Dockerfile", &Dockerfile { rust: RUST, name, embedded });
            text(files, ".dockerignore", &Dockerignore);
            text(files, "compose.yaml", &Compose { name, embedded, database });
        }
        if is_for(Deploy::Github) {
            let workflow = Workflow { version: env!("CARGO_PKG_VERSION"), migrations: has_database };
            text(files, ".github/workflows/zephyrix.yml", &workflow);
        }
        text(files, ".gitattributes", &Gitattributes);
    }
}

fn text(files: &mut FileSet, path: &str, view: &impl Template) {
    let text = view.render().unwrap_or_default();
    files.merged(path, format!("{}\n", text.trim_end()), Merge::Text);
}

/// The database as a service beside ours. Its password is for this machine alone, where nobody else reaches it.
fn beside(job: Job<'_>) -> Option<DatabaseService<'static>> {
    let name = job.package.replace('-', "_");
    let password = "for-development-alone";
    match job.config.database {
        Database::Sqlite => None,
        Database::Postgres => Some(DatabaseService {
            url: format!("postgres://postgres:{password}@database:5432/{name}"),
            image: "postgres:18-alpine",
            environment: vec![("POSTGRES_PASSWORD", password.to_owned()), ("POSTGRES_DB", name)],
            healthcheck: r#"CMD, pg_isready, "-U", postgres"#,
            folder: "/var/lib/postgresql",
        }),
        Database::Mysql => Some(DatabaseService {
            url: format!("mysql://root:{password}@database:3306/{name}"),
            image: "mariadb:11.8",
            environment: vec![("MARIADB_ROOT_PASSWORD", password.to_owned()), ("MARIADB_DATABASE", name)],
            healthcheck: r#"CMD, healthcheck.sh, "--connect", "--innodb_initialized""#,
            folder: "/var/lib/mysql",
        }),
    }
}
