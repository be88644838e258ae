//! Takes requests: the accept loop, and one layer around all routes.
//!
//! The layer names, times, limits and logs each request, and turns every bare failure into problem details.

mod app;
mod body;
mod conditional;
mod cors;
mod first;
mod id;
mod problems;
mod serve;
mod watch;

pub use app::{App, app};
pub use serve::serve;

pub(crate) use app::Parts;
