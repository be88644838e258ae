//! What a generated service says of how its operations answer a schema's fields.

pub use crate::bridge::{Asking, Place, Written};

/// How operations answer a schema.
#[derive(Debug)]
pub struct Bridge {
    /// The fields of each object type, by their positions in [`Schema::objects`](crate::graphql::Schema::objects).
    pub objects: &'static [&'static [Source]],
    /// The fields of each input object type.
    pub inputs: &'static [&'static [Member]],
    /// The values of each enum: in the schema, and in JSON.
    pub enums: &'static [&'static [(&'static str, &'static str)]],
    /// Each union.
    pub unions: &'static [Union],
}

/// What a value is, whatever lists it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The same in the schema and in JSON.
    Plain,
    /// A whole number, which the other side may have as a text: an id, or 64 bits in JSON of protobuf.
    Whole,
    /// By its position in [`Bridge::enums`].
    Enum(usize),
    /// By its position in [`Bridge::objects`].
    Object(usize),
    /// By its position in [`Bridge::inputs`].
    Input(usize),
    /// By its position in [`Bridge::unions`].
    Union(usize),
}

/// A union, and how JSON tells its types apart.
#[derive(Debug)]
pub struct Union {
    /// The member that tells.
    pub tag: &'static str,
    /// Its values, each with an object type.
    pub types: &'static [(&'static str, usize)],
    /// What any other value means.
    pub otherwise: Option<usize>,
}

/// A field of an input object, or an argument.
#[derive(Debug)]
pub struct Member {
    /// In the schema.
    pub name: &'static str,
    /// Where it goes.
    pub to: To,
    /// What it is.
    pub holds: Holds,
    /// What null is.
    pub null: Null,
}

impl Member {
    /// From its parts.
    pub const fn new(name: &'static str, to: To, holds: Holds, null: Null) -> Self {
        Self { name, to, holds, null }
    }
}

/// Where what is given goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// A member: of the object around it in JSON, or of [`Asking::places`].
    Member(&'static str),
    /// A member of the body.
    Body(&'static str),
    /// Members that have no fields of their own.
    Others,
}

/// What null means, which the schema cannot tell from nothing where JSON can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// It is null.
    Kept,
    /// It is not there.
    Dropped,
    /// It is null, and so is nothing at all.
    Filled,
}

/// What answers a field.
#[derive(Debug)]
pub enum Source {
    /// A member of the object's JSON: its name, what it is, and what it is where it is not there, in JSON.
    Member(&'static str, Holds, &'static str),
    /// The members that have no fields of their own.
    Others,
    /// Always the same text.
    Constant(&'static str),
    /// An operation.
    Asked(Call),
    /// An operation that finds what belongs to an object.
    Related(Related),
}

/// An operation that answers a field.
#[derive(Debug)]
pub struct Call {
    /// How it is asked.
    pub asking: &'static Asking,
    /// Whether a body is sent though nothing is said in it.
    pub bodied: bool,
    /// Where arguments go.
    pub arguments: &'static [Member],
    /// What its answer is.
    pub answer: Answer,
}

impl Call {
    /// One that sends a body only where something is said in it.
    pub const fn new(asking: &'static Asking, arguments: &'static [Member], answer: Answer) -> Self {
        Self { asking, bodied: false, arguments, answer }
    }

    /// One that sends a body always.
    #[must_use]
    pub const fn bodied(mut self) -> Self {
        self.bodied = true;
        self
    }
}

/// What an answer is.
#[derive(Debug)]
pub enum Answer {
    /// JSON.
    Json(Holds),
    /// JSON; what is not there (404) is null.
    Found(Holds),
    /// A text.
    Text,
    /// Bytes, which the schema has as base64.
    Bytes,
    /// That it is done.
    Done,
    /// A page of a list.
    Page(Page),
}

/// A list that is a connection (GraphQL Cursor Connections): the positions of its object types.
#[derive(Debug)]
pub struct Page {
    /// How the list is paged.
    pub listing: Listing,
    /// The member that counts all there are.
    pub total: Option<&'static str>,
    /// The type of what is in it.
    pub of: usize,
    /// Its own, of which the fields are `edges`, `nodes`, `pageInfo` and, where it is known, `totalCount`.
    pub connection: usize,
    /// That of an edge: `cursor` and `node`.
    pub edge: usize,
    /// That of `pageInfo`.
    pub info: usize,
}

/// How a list is paged: what its pages are asked for by, and the members of its answer.
#[derive(Debug)]
pub struct Listing {
    /// What bounds a page.
    pub limit: Option<Limit>,
    /// What continues after one.
    pub cursor: Option<&'static str>,
    /// What skips some.
    pub offset: Option<&'static str>,
    /// The member that is the items; the answer itself where there is none.
    pub items: Option<&'static str>,
    /// The member that is the next cursor.
    pub next: Option<&'static str>,
}

/// What bounds a page.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// As it is asked for.
    pub name: &'static str,
    /// How many, unless told.
    pub usual: usize,
    /// How many at most.
    pub most: usize,
}

/// An operation that finds what belongs to an object.
#[derive(Debug)]
pub struct Related {
    /// The position of the field that tells which.
    pub key: usize,
    /// The type of what is found.
    pub of: usize,
    /// Whether there may be many.
    pub many: bool,
    /// How it is asked.
    pub asking: &'static Asking,
    /// What the key is asked by.
    pub by: &'static str,
    /// How it answers.
    pub finds: Finds,
}

/// How what belongs to objects is found.
#[derive(Debug)]
pub enum Finds {
    /// One by its key.
    One,
    /// In a list that is filtered by one key.
    List(Listing),
    /// In a list that is filtered by several keys at once; the member of its items that is the key.
    Lists(Listing, &'static str),
    /// In a list of the objects themselves, which shows in each what belongs to it.
    Included(Listing, Included),
}

/// What a list shows in its items where that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Included {
    /// The member of its items that is the key.
    pub key: &'static str,
    /// What it is asked by.
    pub by: &'static str,
    /// What is asked for, and the member of its items that is it.
    pub name: &'static str,
    /// The member that tells that there is more of it than is shown.
    pub more: &'static str,
}
