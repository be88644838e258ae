//! Enums of texts by table: what serde's derive and the rest would do, in a fraction of the code.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, VariantAccess, Visitor};
use std::fmt;

/// Makes an enum of variants without content one of texts: `literals!(Status { Available = "available" })`.
///
/// It gets `VALUES`, `as_str`, `Display`, `FromStr`, `Deserialize`, `Serialize`, and may be a parameter. With `checked`
/// in front it also checks itself; `else Unknown` names a variant `Unknown(String)` that keeps a text that is not listed.
#[macro_export]
macro_rules! literals {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $crate::literals!(@values $name { $($variant = $text),* });

        impl $name {
            /// As on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::types::UnknownValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::json::find(text, Self::VALUES, Self::ALL)
            }
        }

        impl $crate::FromText for $name {
            fn from_text(text: &str) -> ::std::result::Result<Self, $crate::types::Mismatch> {
                text.parse().map_err($crate::types::Mismatch::from)
            }
        }

        impl<'de> $crate::json::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::json::literal(from, stringify!($name), Self::VALUES, Self::ALL)
            }
        }
    };
    (checked $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $crate::literals!($name { $($variant = $text),* });

        impl $crate::Validate for $name {}
    };
    ($name:ident { $($variant:ident = $text:literal),* $(,)? } else $unknown:ident) => {
        $crate::literals!(@values $name { $($variant = $text),* });

        impl $name {
            /// As on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text,
                }
            }

            fn of(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)*
                    _ => Self::$unknown(text),
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::types::UnknownValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                match Self::of(text.to_owned()) {
                    Self::$unknown(_) => Err($crate::types::UnknownValue::new(Self::VALUES)),
                    it => Ok(it),
                }
            }
        }

        impl $crate::FromText for $name {
            fn from_text(text: &str) -> ::std::result::Result<Self, $crate::types::Mismatch> {
                Ok(Self::of(text.to_owned()))
            }
        }

        impl<'de> $crate::json::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::std::string::String::deserialize(from).map(Self::of)
            }
        }
    };
    (@values $name:ident { $($variant:ident = $text:literal),* }) => {
        impl $name {
            /// Every value, as on the wire.
            pub const VALUES: &'static [&'static str] = &[$($text),*];
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(
                &self,
                to: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    };
}

/// The value whose text is given.
///
/// # Errors
/// When the text is that of none.
pub fn find<T: Copy>(text: &str, texts: &'static [&'static str], all: &[T]) -> Result<T, crate::types::UnknownValue> {
    let found = texts.iter().position(|it| *it == text).and_then(|at| all.get(at));
    found.copied().ok_or(crate::types::UnknownValue::new(texts))
}

/// Reads one of some texts as the value at its position.
///
/// # Errors
/// When the value is none of the texts.
pub fn literal<'de, T: Copy, D: Deserializer<'de>>(
    from: D,
    name: &'static str,
    texts: &'static [&'static str],
    all: &'static [T],
) -> Result<T, D::Error> {
    from.deserialize_enum(name, texts, Literal { texts, all })
}

#[derive(Clone, Copy)]
struct Literal<T: 'static> {
    texts: &'static [&'static str],
    all: &'static [T],
}

impl<'de, T: Copy> Visitor<'de> for Literal<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {}", self.texts.join(", "))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<T, A::Error> {
        let (it, content) = from.variant_seed(self)?;
        content.unit_variant()?;
        Ok(it)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        find(text, self.texts, self.all).map_err(|_| E::unknown_variant(text, self.texts))
    }
}

impl<'de, T: Copy> DeserializeSeed<'de> for Literal<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        from.deserialize_identifier(self)
    }
}
