//! How words are joined to names.

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use serde::Deserialize;

/// A way to join words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Case {
    /// `petOwner`.
    #[serde(rename = "camelCase")]
    Camel,
    /// `PetOwner`.
    #[serde(rename = "PascalCase")]
    Pascal,
    /// `pet_owner`.
    #[serde(rename = "snake_case")]
    Snake,
    /// `PET_OWNER`.
    #[serde(rename = "SCREAMING_SNAKE_CASE")]
    Shouted,
    /// `pet-owner`.
    #[serde(rename = "kebab-case")]
    Kebab,
}

impl Case {
    /// All of them.
    pub(super) const ALL: [Self; 5] = [Self::Camel, Self::Pascal, Self::Snake, Self::Shouted, Self::Kebab];

    /// As in `zephyrix.toml`: each is written in itself.
    pub fn word(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Snake => "snake_case",
            Self::Shouted => "SCREAMING_SNAKE_CASE",
            Self::Kebab => "kebab-case",
        }
    }

    /// Whether a name is written so. What stands in front of the first letter (`_links`, `$ref`) is not looked at.
    pub(super) fn fits(self, name: &str) -> bool {
        let name = name.trim_start_matches(|it: char| !it.is_ascii_alphanumeric());
        let begins = |of: fn(&char) -> bool| name.chars().next().is_some_and(|it| of(&it));
        let only = |more: &str, of: fn(&char) -> bool| name.chars().all(|it| of(&it) || more.contains(it));
        let joined = |by: char| !name.ends_with(by) && !name.contains([by, by].iter().collect::<String>().as_str());
        match self {
            Self::Camel => !begins(char::is_ascii_uppercase) && only("", char::is_ascii_alphanumeric),
            Self::Pascal => begins(char::is_ascii_uppercase) && only("", char::is_ascii_alphanumeric),
            Self::Snake => only("_", |it| is_low(*it)) && joined('_'),
            Self::Shouted => only("_", |it| it.is_ascii_uppercase() || it.is_ascii_digit()) && joined('_'),
            Self::Kebab => only("-", |it| is_low(*it)) && joined('-'),
        }
    }

    /// The same words, joined so.
    pub(super) fn of(self, name: &str) -> String {
        match self {
            Self::Camel => name.to_lower_camel_case(),
            Self::Pascal => name.to_pascal_case(),
            Self::Snake => name.to_snake_case(),
            Self::Shouted => name.to_shouty_snake_case(),
            Self::Kebab => name.to_kebab_case(),
        }
    }

    /// The one way that nearly all of some names are written in, if there is one; names of a single word tell nothing.
    pub(super) fn common<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut counts = [0usize; Self::ALL.len()];
        let mut all = 0;
        for name in names {
            let fitting: Vec<usize> = (0..Self::ALL.len()).filter(|at| Self::ALL[*at].fits(name)).collect();
            if let [only] = fitting.as_slice() {
                counts[*only] += 1;
                all += 1;
            }
        }
        let most = (0..counts.len()).max_by_key(|at| counts[*at])?;
        (counts[most] >= ENOUGH && counts[most] * 10 >= all * 9).then(|| Self::ALL[most])
    }
}

/// Fewer names are no habit.
const ENOUGH: usize = 5;

fn is_low(it: char) -> bool {
    it.is_ascii_lowercase() || it.is_ascii_digit()
}

/// Whether a name is made of words at all: others, such as `+1` or `hub.mode`, are what something else wants.
pub(super) fn is_words(name: &str) -> bool {
    let name = name.trim_start_matches(|it: char| !it.is_ascii_alphanumeric());
    name.contains(|it: char| it.is_ascii_alphabetic())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_' || it == '-')
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn names_fit_the_ways_they_are_written_in() {
        for (name, fitting) in [
            ("pet", "camelCase snake_case kebab-case"),
            ("petOwner", "camelCase"),
            ("PetOwner", "PascalCase"),
            ("pet_owner", "snake_case"),
            ("_pet_owner2", "snake_case"),
            ("PET_OWNER", "SCREAMING_SNAKE_CASE"),
            ("pet-owner", "kebab-case"),
            ("pet__owner", ""),
            ("Pet_Owner", ""),
            ("ID", "PascalCase SCREAMING_SNAKE_CASE"),
        ] {
            let found: Vec<&str> = Case::ALL.iter().filter(|it| it.fits(name)).map(|it| it.word()).collect();
            assert_eq!(found.join(" "), fitting, "{name}");
        }
    }

    #[test]
    fn a_habit_is_what_nearly_all_do() {
        let mut names = vec!["a_b"; 9];
        names.push("aB");
        assert_eq!(Case::common(names.iter().copied()), Some(Case::Snake));
        names.push("cD");
        assert_eq!(Case::common(names.iter().copied()), None);
        assert_eq!(Case::common(["a_b", "c_d", "e_f", "g_h"]), None);
    }
}
