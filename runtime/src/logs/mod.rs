//! Writes events to standard error: JSON for machines, text for people.

use crate::config::{Log, LogFormat};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

/// The target of the one event that each request leaves.
pub(crate) const ACCESS: &str = "zephyrix::access";

/// Sets up logging for the whole process.
///
/// # Errors
/// Says what is wrong with the level; that logging was set up before is none.
pub(crate) fn init(log: &Log) -> Result<(), String> {
    let filter = EnvFilter::try_new(&log.level).map_err(|error| format!("`log.level`: {error}"))?;
    let registry = tracing_subscriber::registry().with(filter);
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    // A service that set up its own logging before keeps it.
    let _: Result<(), TryInitError> = match log.format {
        LogFormat::Json => registry.with(layer.json().flatten_event(true).with_current_span(false)).try_init(),
        LogFormat::Auto if !std::io::stderr().is_terminal() => {
            registry.with(layer.json().flatten_event(true).with_current_span(false)).try_init()
        }
        LogFormat::Pretty | LogFormat::Auto => {
            registry.with(layer.compact().with_ansi(std::io::stderr().is_terminal())).try_init()
        }
    };
    std::panic::set_hook(Box::new(panicked));
    Ok(())
}

/// Writes a panic as one event like any other, wherever it happens.
fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "panic: {}", panic.payload_as_str().unwrap_or_default());
}
