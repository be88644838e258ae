//! What a message is made of, as data: generated, a line a field.

/// A message: what its fields are on the wire, and in the JSON of the contract that it comes from.
#[derive(Debug)]
pub struct Layout {
    pub(super) form: Form,
    pub(super) entries: &'static [Entry],
}

/// What the contract has for a message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// An object.
    Record,
    /// One of several objects, told by a member of theirs: the message is a oneof.
    Choice(&'static Tag),
    /// An array: the message has one field, which repeats.
    List,
}

/// What tells which of several objects one is.
#[derive(Debug)]
pub struct Tag {
    /// The member.
    pub member: &'static str,
    /// Its values, each with the position of an entry.
    pub values: &'static [(&'static str, usize)],
    /// The entry that any other value means.
    pub otherwise: Option<usize>,
}

/// A field of a message.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub(super) number: u32,
    pub(super) json: &'static str,
    pub(super) name: &'static str,
    pub(super) holds: Holds,
    pub(super) many: Many,
    pub(super) may_be_absent: bool,
    pub(super) absent_is_null: bool,
    pub(super) null: Option<u32>,
}

/// How many values a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Many {
    One,
    List,
    Map,
    /// A map of every member of the object that has no field of its own.
    Others,
}

/// What a value of a field is.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// `bool`.
    Bool,
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
    /// `uint32`.
    UInt32,
    /// `uint64`.
    UInt64,
    /// `float`.
    Float,
    /// `double`.
    Double,
    /// `string`.
    Text,
    /// `bytes`; base64 in JSON.
    Bytes,
    /// `google.protobuf.Timestamp`.
    Timestamp,
    /// `google.protobuf.Value`: any JSON.
    Value,
    /// An enum.
    Enum(&'static [Literal]),
    /// A message.
    Message(&'static Layout),
}

/// A value of an enum; 0 is for none of them.
#[derive(Debug)]
pub struct Literal {
    /// In the contract.
    pub text: &'static str,
    /// In the schema: `PET_STATUS_AVAILABLE`.
    pub name: &'static str,
    /// On the wire.
    pub number: i32,
}

impl Literal {
    /// A value: in the contract, in the schema, on the wire.
    pub const fn new(text: &'static str, name: &'static str, number: i32) -> Self {
        Self { text, name, number }
    }
}

impl Layout {
    /// An object.
    pub const fn record(entries: &'static [Entry]) -> Self {
        Self { form: Form::Record, entries }
    }

    /// One of several objects, each in a field.
    pub const fn choice(tag: &'static Tag, entries: &'static [Entry]) -> Self {
        Self { form: Form::Choice(tag), entries }
    }

    /// An array, in the one field there is.
    pub const fn list(entries: &'static [Entry]) -> Self {
        Self { form: Form::List, entries }
    }
}

impl Entry {
    /// A field that is always there: its number, its name in JSON and in the schema, what it holds.
    pub const fn new(number: u32, json: &'static str, name: &'static str, holds: Holds) -> Self {
        Self { number, json, name, holds, many: Many::One, may_be_absent: false, absent_is_null: false, null: None }
    }

    /// The member may be absent.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.may_be_absent = true;
        self
    }

    /// The member is there, and null where the field is not.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.may_be_absent = true;
        self.absent_is_null = true;
        self
    }

    /// An array.
    #[must_use]
    pub const fn repeated(mut self) -> Self {
        self.many = Many::List;
        self
    }

    /// An object whose members are alike.
    #[must_use]
    pub const fn map(mut self) -> Self {
        self.many = Many::Map;
        self
    }

    /// Every other member of the object.
    #[must_use]
    pub const fn others(mut self) -> Self {
        self.many = Many::Others;
        self
    }

    /// The member may be null, which a field of its own says.
    #[must_use]
    pub const fn or_null(mut self, number: u32) -> Self {
        self.null = Some(number);
        self
    }
}

impl Holds {
    /// Whether 0 is left out, and many are packed: numbers, `bool` and enums.
    pub(super) const fn is_number(self) -> bool {
        !matches!(self, Self::Text | Self::Bytes | Self::Timestamp | Self::Value | Self::Message(_))
    }
}
