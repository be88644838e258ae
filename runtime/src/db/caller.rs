//! Transactions that tell row-level security who asks (PostgreSQL).

use super::StoreError;
use sqlx::{PgPool, Postgres, Transaction};

/// Begins a transaction in which settings such as `app.user_id` are as said, for policies to read by
/// `current_setting`. They are gone when it ends, so that no later one on the same connection finds them.
///
/// # Errors
/// When the database cannot be reached, or refuses a setting: its name needs a dot.
pub async fn begin_as(pool: &PgPool, settings: &[(&str, &str)]) -> Result<Transaction<'static, Postgres>, StoreError> {
    let mut to = pool.begin().await?;
    for (name, value) in settings {
        sqlx::query("SELECT set_config($1, $2, true)").bind(name).bind(value).execute(&mut *to).await?;
    }
    Ok(to)
}
