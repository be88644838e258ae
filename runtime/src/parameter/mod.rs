//! Values as parameters: what the side that writes them and the side that reads them must agree on.

mod segment;
mod separator;
mod style;

pub use segment::path_segment;
pub use separator::Separator;
pub use style::Style;
