//! Values as parameters: what the side that writes them and the side that reads them must agree on.

mod layout;
mod segment;
mod separator;

pub use layout::Layout;
pub use segment::path_segment;
pub use separator::Separator;
