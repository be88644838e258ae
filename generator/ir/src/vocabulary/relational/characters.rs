//! Which characters a text can be made of, where the database has fewer than Unicode.

use super::{Column, Database, Schema, Table};

/// Some of the characters of Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repertoire {
    /// U+0000 to U+007F.
    Ascii,
    /// Those of Windows-1252, which is what MySQL calls `latin1` (reference manual §12.10.2).
    Latin1,
    /// The Basic Multilingual Plane: U+0000 to U+FFFF.
    Basic,
}

impl Repertoire {
    /// What texts in a character set of MySQL can be made of; `None`: anything, or it is not known.
    fn of_charset(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "ascii" => Self::Ascii,
            "latin1" => Self::Latin1,
            "utf8" | "utf8mb3" | "ucs2" => Self::Basic,
            _ => return None,
        })
    }

    /// A character class of ECMA-262 with exactly these.
    pub fn class(self) -> &'static str {
        match self {
            Self::Ascii => r"[\u0000-\u007F]",
            Self::Latin1 => concat!(
                r"[\u0000-\u007F\u0081\u008D\u008F\u0090\u009D\u00A0-\u00FF\u0152\u0153\u0160\u0161\u0178\u017D\u017E",
                r"\u0192\u02C6\u02DC\u2013\u2014\u2018-\u201A\u201C-\u201E\u2020-\u2022\u2026\u2030\u2039\u203A\u20AC",
                r"\u2122]"
            ),
            Self::Basic => r"[\u0000-\uFFFF]",
        }
    }
}

impl Schema {
    /// What texts of a column can be made of, where that is said and is not all of Unicode.
    pub fn repertoire(&self, table: &Table, column: &Column) -> Option<Repertoire> {
        Repertoire::of_charset(self.charset(table, column)?)
    }

    /// The character set of a column, where it is said (MySQL).
    pub fn charset<'s>(&self, table: &'s Table, column: &'s Column) -> Option<&'s str> {
        charset(table, column).filter(|_| self.database == Database::Mysql)
    }
}

/// The character set of a column: its own, or its table's; the database's default is not known.
fn charset<'s>(table: &'s Table, column: &'s Column) -> Option<&'s str> {
    let declared = &column.ty.declared;
    let stated = ["character set ", "charset "].into_iter().find_map(|it| declared.split_once(it));
    let national = ["national ", "nchar", "nvarchar"].iter().any(|it| declared.starts_with(it));
    let option = |name: &str| table.options.iter().find_map(|it| it.strip_prefix(name));
    stated
        .map(|(_, name)| name.trim_matches(['\'', '"', '`']))
        .or(column.collation.as_deref().map(of_collation))
        .or(national.then_some("utf8"))
        .or_else(|| option("DEFAULT CHARSET="))
        .or_else(|| option("COLLATE=").map(of_collation))
}

/// A collation's name begins with its character set's.
fn of_collation(name: &str) -> &str {
    name.split('_').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::vocabulary::relational::{DataType, Kind, Name};

    #[test]
    fn the_nearest_character_set_is_a_columns() {
        let cases = [
            ("varchar(10)", None, &[][..], None),
            ("varchar(10)", None, &["ENGINE=InnoDB", "DEFAULT CHARSET=utf8mb4"], None),
            ("varchar(10)", None, &["DEFAULT CHARSET=utf8"], Some(Repertoire::Basic)),
            ("varchar(10)", None, &["COLLATE=latin1_swedish_ci"], Some(Repertoire::Latin1)),
            ("varchar(10) character set ascii", None, &["DEFAULT CHARSET=utf8"], Some(Repertoire::Ascii)),
            ("varchar(10)", Some("utf8mb4_bin"), &["DEFAULT CHARSET=utf8"], None),
            ("nvarchar(10)", None, &["DEFAULT CHARSET=utf8mb4"], Some(Repertoire::Basic)),
        ];
        for (declared, collation, options, expected) in cases {
            let mut schema = Schema::new(Database::Mysql);
            let mut table = Table::new(Name::new("t"), Span::default());
            table.options = options.iter().map(|it| (*it).to_owned()).collect();
            let ty = DataType { kind: Kind::Varchar(Some(10)), declared: declared.to_owned() };
            let mut column = Column::new("c", ty, Span::default());
            column.collation = collation.map(str::to_owned);
            assert_eq!(schema.repertoire(&table, &column), expected, "{declared} {options:?}");
            schema.database = Database::Postgres;
            assert_eq!(schema.repertoire(&table, &column), None);
        }
    }
}
