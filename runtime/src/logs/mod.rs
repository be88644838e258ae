//! Writes events to standard error: JSON for machines, text for people.

mod buffer;
mod json;

pub(crate) use buffer::Rest;

use crate::config::{Log, LogFormat};
use buffer::Buffer;
use json::Json;
use std::io::IsTerminal;
use tracing::Subscriber;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

/// The target of the one event that each request leaves.
pub(crate) const ACCESS: &str = "zephyrix::access";

/// What looks at events beside who writes them.
pub(crate) type Watcher = Box<dyn Layer<Registry> + Send + Sync>;

/// Sets up logging for the whole process, also of panics, until what it returns is dropped.
///
/// # Errors
/// Says what is wrong with the level; that logging was set up before is none.
pub(crate) fn init(log: &Log, watcher: Option<Watcher>) -> Result<Rest, String> {
    let filter = EnvFilter::try_new(&log.level).map_err(|error| format!("`log.level`: {error}"))?;
    let (buffer, rest) = Buffer::start();
    let registry = tracing_subscriber::registry();
    let set = match watcher {
        // What is not written is not even made.
        None => registry.with(filter).with(writer(log.format, buffer)).try_init(),
        Some(it) => registry.with(it).with(writer(log.format, buffer).with_filter(filter)).try_init(),
    };
    // A service that set up its own logging before keeps it.
    if set.is_ok() {
        std::panic::set_hook(Box::new(panicked));
    }
    Ok(rest)
}

/// Writes events.
fn writer<S>(format: LogFormat, to: Buffer) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let terminal = std::io::stderr().is_terminal();
    let layer = tracing_subscriber::fmt::layer().with_writer(to);
    match format {
        LogFormat::Json => Box::new(layer.event_format(Json)),
        LogFormat::Auto if !terminal => Box::new(layer.event_format(Json)),
        LogFormat::Pretty | LogFormat::Auto => Box::new(layer.compact().with_ansi(terminal)),
    }
}

/// Writes a panic as one event like any other, wherever it happens.
fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "panic: {}", panic.payload_as_str().unwrap_or_default());
}
