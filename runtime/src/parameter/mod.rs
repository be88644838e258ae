//! Values as parameters: what the side that writes them and the side that reads them must agree on.

mod segment;
mod separator;
mod style;
#[cfg(any(feature = "client", feature = "graphql", feature = "grpc"))]
mod written;

pub use segment::path_segment;
pub use separator::Separator;
pub use style::Style;
#[cfg(any(feature = "client", feature = "graphql", feature = "grpc"))]
pub(crate) use written::{FORM, between, encoded, form, joined, pairs};
