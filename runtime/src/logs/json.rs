//! Events as JSON, one object a line, written without a detour: each request leaves one.

use std::fmt::{self, Write};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::FmtContext;
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::registry::LookupSpan;

/// The format: `timestamp`, `level`, `target`, then the event's own fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json;

impl<S, N> FormatEvent<S, N> for Json
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut to: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        to.write_str("{\"timestamp\":\"")?;
        SystemTime.format_time(&mut to)?;
        write!(to, "\",\"level\":\"{}\",\"target\":", event.metadata().level())?;
        text(&mut to, format_args!("{}", event.metadata().target()))?;
        let mut members = Members { to, result: Ok(()) };
        event.record(&mut members);
        members.result?;
        members.to.write_str("}\n")
    }
}

/// Writes fields as members of an object.
struct Members<'a> {
    to: Writer<'a>,
    result: fmt::Result,
}

impl Members<'_> {
    fn member(&mut self, field: &Field, value: impl FnOnce(&mut Writer<'_>) -> fmt::Result) {
        let to = &mut self.to;
        let write = || {
            to.write_char(',')?;
            text(to, format_args!("{}", field.name()))?;
            to.write_char(':')?;
            value(to)
        };
        self.result = self.result.and_then(|()| write());
    }
}

impl Visit for Members<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.member(field, |to| text(to, format_args!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.member(field, |to| text(to, format_args!("{value}")));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.member(field, |to| if value.is_finite() { write!(to, "{value}") } else { to.write_str("null") });
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.member(field, |to| write!(to, "{value}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.member(field, |to| write!(to, "{value}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.member(field, |to| write!(to, "{value}"));
    }
}

/// Writes a string, RFC 8259 §7.
fn text(to: &mut Writer<'_>, value: fmt::Arguments<'_>) -> fmt::Result {
    to.write_char('"')?;
    Escaped(to).write_fmt(value)?;
    to.write_char('"')
}

/// Escapes what is written through it.
struct Escaped<'a, 'b>(&'a mut Writer<'b>);

impl Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        // All of these are single bytes in UTF-8, so that the rest begins at a character.
        while let Some(index) = rest.bytes().position(|it| it < b' ' || it == b'"' || it == b'\\' || it == 0x7f) {
            self.0.write_str(&rest[..index])?;
            match rest.as_bytes()[index] {
                b'"' => self.0.write_str("\\\"")?,
                b'\\' => self.0.write_str("\\\\")?,
                byte => write!(self.0, "\\u{byte:04x}")?,
            }
            rest = &rest[index + 1..];
        }
        self.0.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::layer::SubscriberExt;

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn no_value_can_forge_a_line_or_a_member() {
        let memory = Memory::default();
        let made = memory.clone();
        let layer = tracing_subscriber::fmt::layer().event_format(Json).with_writer(move || made.clone());
        let evil = "a\"},\r\n{\"level\":\"ERROR\\\u{1b}[31m\u{7f}ä";
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            tracing::event!(target: "t", tracing::Level::INFO, a.b = evil, some = ?Some(1), number = 1.5, odd = f64::NAN, yes = true, "says {evil}");
        });
        let text = String::from_utf8(memory.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 1);
        let event: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&event["level"], &event["target"], &event["a.b"]), (&"INFO".into(), &"t".into(), &evil.into()));
        assert_eq!(event["message"], format!("says {evil}"));
        assert_eq!((&event["some"], &event["number"], &event["yes"]), (&"Some(1)".into(), &1.5.into(), &true.into()));
        assert!(event["odd"].is_null() && event["timestamp"].as_str().unwrap().ends_with('Z'));
        assert!(!text.contains('\u{1b}') && !text.contains('\u{7f}'));
    }
}
