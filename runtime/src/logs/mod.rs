//! Writes events to standard error: JSON for machines, text for people.

mod buffer;
mod json;

pub(crate) use buffer::Rest;

use crate::config::{Log, LogFormat};
use buffer::Buffer;
use json::Json;
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The target of the one event that each request leaves.
pub(crate) const ACCESS: &str = "zephyrix::access";

/// Sets up logging for the whole process, also of panics, until what it returns is dropped.
///
/// # Errors
/// Says what is wrong with the level; that logging was set up before is none.
pub(crate) fn init(log: &Log) -> Result<Rest, String> {
    // What the migration engine says of itself, we say in our own words. Later directives win.
    let filter = EnvFilter::try_new(&log.level).map_err(|error| format!("`log.level`: {error}"))?;
    let terminal = std::io::stderr().is_terminal();
    let (buffer, rest) = Buffer::start();
    let registry = tracing_subscriber::registry().with(filter);
    let layer = tracing_subscriber::fmt::layer().with_writer(buffer);
    let set = match log.format {
        LogFormat::Json => registry.with(layer.event_format(Json)).try_init(),
        LogFormat::Auto if !terminal => registry.with(layer.event_format(Json)).try_init(),
        LogFormat::Pretty | LogFormat::Auto => registry.with(layer.compact().with_ansi(terminal)).try_init(),
    };
    // A service that set up its own logging before keeps it.
    if set.is_ok() {
        std::panic::set_hook(Box::new(panicked));
    }
    Ok(rest)
}

/// Writes a panic as one event like any other, wherever it happens.
fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "panic: {}", panic.payload_as_str().unwrap_or_default());
}
