//! Messages of protobuf by table: on the wire what prost's derive would write, in JSON what ProtoJSON says.
//!
//! A generated message is a plain struct and one call of [`message!`](crate::message), an enum one of
//! [`enumeration!`](crate::enumeration). What does not depend on the types of fields is
//! here, once; the bytes themselves are prost's.

mod any;
#[cfg(feature = "http")]
pub mod cel;
mod dynamic;
mod enumeration;
mod field;
mod fields;
mod json;
mod kind;
mod mask;
mod message;
mod presence;
#[cfg(feature = "http")]
mod rules;
mod scalars;
mod time;
mod wellknown;

pub use any::{Any, Registered, Registry};
pub use dynamic::{ListValue, NullValue, Struct, Value};
pub use enumeration::{Enum, Enumeration, show, value_of};
pub use field::{Field, Slot};
pub use fields::{Fields, first};
pub use json::Key;
pub use kind::{Kind, Pack};
pub use mask::FieldMask;
#[cfg(feature = "grpc")]
pub(crate) use mask::camel;
pub use message::{Group, Msg, SEVERAL, field, several, within};
pub use presence::{Expanded, Implicit, Map, Optional, Packed, Repeated, Required};
/// What generated messages implement.
pub use prost;
#[cfg(feature = "http")]
pub use rules::Subscript;
pub use scalars::{
    Bool, Bytes, Double, Fixed32, Fixed64, Float, Int32, Int64, SFixed32, SFixed64, SInt32, SInt64, Text, UInt32,
    UInt64,
};
pub use time::{Duration, Timestamp};
pub use wellknown::{WellKnown, Wrapper};
