//! What a database says of statements that are not run: for who checks them beforehand.

#[cfg(feature = "mysql")]
mod mysql;
mod plans;
#[cfg(feature = "postgres")]
mod postgres;
mod prepare;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use plans::{Planned, Plans, QueryPlan, query_plans};
pub use prepare::{Prepared, PreparedColumn, prepare};

/// An error in the database's own words, where they are its.
fn told(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |it| it.message().to_owned())
}
