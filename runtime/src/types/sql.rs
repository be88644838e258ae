//! How these types are kept in databases, where sqlx's own way would not do.
//!
//! A UUID is a native one where there is such a thing, else text that can be read: `TEXT` or `CHAR(36)`. A moment is given to
//! MySQL as `DATETIME` in UTC: of what is given as `TIMESTAMP`, MariaDB takes the years of that alone, whatever the column is.

/// Keeps a type as something that sqlx can keep already.
#[cfg(feature = "sql")]
#[allow(unused_macros)] // Without a database there is nothing to keep it in.
macro_rules! keep {
    ($type:ty, $database:ty, $kept:ty, $out:expr, $back:expr) => {
        impl sqlx::Type<$database> for $type {
            fn type_info() -> <$database as sqlx::Database>::TypeInfo {
                <$kept as sqlx::Type<$database>>::type_info()
            }

            fn compatible(it: &<$database as sqlx::Database>::TypeInfo) -> bool {
                <$kept as sqlx::Type<$database>>::compatible(it)
            }
        }

        impl<'q> sqlx::Encode<'q, $database> for $type {
            fn encode_by_ref(
                &self,
                to: &mut <$database as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <$kept as sqlx::Encode<'q, $database>>::encode($out(self), to)
            }
        }

        impl<'r> sqlx::Decode<'r, $database> for $type {
            fn decode(from: <$database as sqlx::Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                $back(<$kept as sqlx::Decode<'r, $database>>::decode(from)?)
            }
        }
    };
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use crate::types::{DateTime, Uuid};

    keep!(Uuid, sqlx::Sqlite, String, ToString::to_string, |it: String| Ok(it.parse()?));
    keep!(DateTime, sqlx::Sqlite, chrono::DateTime<chrono::Utc>, |it: &DateTime| it.0, |it| Ok(DateTime(it)));
}

#[cfg(feature = "mysql")]
mod mysql {
    use crate::types::{DateTime, Uuid};
    use chrono::{NaiveDateTime, Utc};
    use sqlx::encode::IsNull;
    use sqlx::error::BoxDynError;
    use sqlx::mysql::{MySqlTypeInfo, MySqlValueRef};
    use sqlx::{Database, Decode, Encode, MySql, Type};

    keep!(Uuid, MySql, String, ToString::to_string, |it: String| Ok(it.parse()?));

    impl Type<MySql> for DateTime {
        fn type_info() -> MySqlTypeInfo {
            <chrono::DateTime<Utc> as Type<MySql>>::type_info()
        }

        fn compatible(it: &MySqlTypeInfo) -> bool {
            <chrono::DateTime<Utc> as Type<MySql>>::compatible(it)
        }
    }

    impl Encode<'_, MySql> for DateTime {
        fn encode_by_ref(&self, to: &mut <MySql as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
            <NaiveDateTime as Encode<'_, MySql>>::encode(self.0.naive_utc(), to)
        }

        fn produces(&self) -> Option<MySqlTypeInfo> {
            Some(<NaiveDateTime as Type<MySql>>::type_info())
        }

        fn size_hint(&self) -> usize {
            <NaiveDateTime as Encode<'_, MySql>>::size_hint(&self.0.naive_utc())
        }
    }

    impl<'r> Decode<'r, MySql> for DateTime {
        fn decode(from: MySqlValueRef<'r>) -> Result<Self, BoxDynError> {
            <chrono::DateTime<Utc> as Decode<'r, MySql>>::decode(from).map(Self)
        }
    }
}

#[cfg(feature = "postgres")]
mod postgres {
    use crate::types::{DateTime, Uuid};
    use sqlx::postgres::{PgHasArrayType, PgTypeInfo};

    keep!(Uuid, sqlx::Postgres, uuid::Uuid, |it: &Uuid| it.0, |it| Ok(Uuid(it)));
    keep!(DateTime, sqlx::Postgres, chrono::DateTime<chrono::Utc>, |it: &DateTime| it.0, |it| Ok(DateTime(it)));

    impl PgHasArrayType for DateTime {
        fn array_type_info() -> PgTypeInfo {
            chrono::DateTime::<chrono::Utc>::array_type_info()
        }
    }
}
