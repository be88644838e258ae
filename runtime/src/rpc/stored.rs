//! What a store did not do, as those who call are told.

use super::Status;
use crate::db::{BadCursor, StoreError};
use std::any::Any;

/// The failure that an error is, where it is the caller's.
pub(super) fn status(error: &dyn Any) -> Option<Status> {
    if let Some(bad) = error.downcast_ref::<BadCursor>() {
        return Some(Status::invalid_argument(bad.to_string()));
    }
    Some(match error.downcast_ref::<StoreError>()? {
        StoreError::Missing => Status::not_found("There is no such thing."),
        StoreError::Stale => Status::aborted("It has changed since it was read."),
        StoreError::Conflict(_) => Status::already_exists("There is one already."),
        StoreError::Broken { refers, fields } => {
            let fields = fields.join("`, `");
            match refers {
                true => Status::failed_precondition(format!("What `{fields}` refers to is not there.")),
                false => Status::already_exists(format!("Another one has the same `{fields}`.")),
            }
        }
        StoreError::Unfit(_) => Status::invalid_argument("The database cannot hold one of the values."),
        StoreError::Cursor(bad) => Status::invalid_argument(bad.to_string()),
        StoreError::Database(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Status};
    use crate::db::{BadCursor, StoreError};

    #[test]
    fn callers_learn_what_is_theirs() {
        for (error, code) in [
            (StoreError::Missing, Code::NotFound),
            (StoreError::Conflict("books_pkey".to_owned()), Code::AlreadyExists),
            (StoreError::Stale, Code::Aborted),
            (StoreError::Cursor(BadCursor), Code::InvalidArgument),
            (StoreError::Database(sqlx::Error::PoolClosed), Code::Internal),
        ] {
            let status = Status::from(error);
            assert_eq!(status.code(), code);
            assert!(!status.message().contains("pkey"));
        }
    }
}
