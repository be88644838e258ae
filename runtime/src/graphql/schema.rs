//! What a generated service says of its schema.

/// A schema, as the generated code has it.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The whole of it in the schema definition language, as it is served.
    pub sdl: &'static str,
    /// Every object type, the roots of operations among them.
    pub objects: &'static [ObjectType],
}

/// An object type.
#[derive(Clone, Copy, Debug)]
pub struct ObjectType {
    /// As the schema has it.
    pub name: &'static str,
    /// In the order of the schema.
    pub fields: &'static [Field],
}

/// A field of an object type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The object has it by itself.
    Plain(&'static str),
    /// A resolver answers it, for all objects of a level at once.
    Resolved(&'static str),
}

impl Field {
    /// As the schema has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain(name) | Self::Resolved(name) => name,
        }
    }
}
