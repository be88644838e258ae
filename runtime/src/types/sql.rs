//! How these types are kept in databases, where sqlx's own way would not do.
//!
//! A UUID is a native one where there is such a thing, else text that can be read: `TEXT` or `CHAR(36)`.

/// Keeps a UUID as something that sqlx can keep already.
#[cfg(feature = "sql")]
#[allow(unused_macros)] // Without a database there is nothing to keep a UUID in.
macro_rules! keep_uuid {
    ($database:ty, $kept:ty, $out:expr, $back:expr) => {
        impl sqlx::Type<$database> for crate::types::Uuid {
            fn type_info() -> <$database as sqlx::Database>::TypeInfo {
                <$kept as sqlx::Type<$database>>::type_info()
            }

            fn compatible(it: &<$database as sqlx::Database>::TypeInfo) -> bool {
                <$kept as sqlx::Type<$database>>::compatible(it)
            }
        }

        impl<'q> sqlx::Encode<'q, $database> for crate::types::Uuid {
            fn encode_by_ref(
                &self,
                to: &mut <$database as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <$kept as sqlx::Encode<'q, $database>>::encode($out(self), to)
            }
        }

        impl<'r> sqlx::Decode<'r, $database> for crate::types::Uuid {
            fn decode(from: <$database as sqlx::Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                $back(<$kept as sqlx::Decode<'r, $database>>::decode(from)?)
            }
        }
    };
}

#[cfg(feature = "sqlite")]
keep_uuid!(sqlx::Sqlite, String, ToString::to_string, |it: String| Ok(it.parse()?));

#[cfg(feature = "mysql")]
keep_uuid!(sqlx::MySql, String, ToString::to_string, |it: String| Ok(it.parse()?));

#[cfg(feature = "postgres")]
keep_uuid!(sqlx::Postgres, uuid::Uuid, |it: &crate::types::Uuid| it.0, |it| Ok(crate::types::Uuid(it)));
