//! `migrations/V1__init.sql` and its way back; the user's once written.

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::plan::schema::schema;
use crate::{ddl, migrate};

/// The product.
pub(super) struct Migrations;

impl Backend for Migrations {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let schema = schema(job.model, job.config.database);
        // A project that has migrations is changed by further ones, never by another first one.
        if schema.is_empty() || !job.previous.migrations.is_empty() {
            return;
        }
        files.add("migrations/V1__init.sql", Owner::Yours, ddl::script(&schema));
        files.add("migrations/V1__init.down.sql", Owner::Yours, migrate::undo(&schema));
    }
}
