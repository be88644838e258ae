//! Lines on their way to standard error. Who writes one never waits for whoever reads there.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{mem, thread};
use tracing_subscriber::fmt::MakeWriter;

/// How long lines wait for others, so that one system call takes many.
const GATHER: Duration = Duration::from_millis(10);

/// How many bytes may wait; lines beyond are lost and counted.
const ROOM: usize = 4 << 20;

/// Lines that are not yet written.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffer(Arc<Shared>);

/// Writes what is left when dropped.
#[derive(Debug)]
#[must_use = "when dropped, later lines may be lost"]
pub(crate) struct Rest(Buffer);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    some: Condvar,
    /// Held while writing, so that lines stay in order.
    out: Mutex<()>,
}

#[derive(Debug, Default)]
struct Waiting {
    bytes: Vec<u8>,
    lost: u64,
}

impl Buffer {
    /// Starts the thread that writes; without one each line is written at once.
    pub(super) fn start() -> (Self, Rest) {
        let buffer = Self::default();
        let writing = buffer.clone();
        let run = move || {
            loop {
                writing.wait();
                thread::sleep(GATHER);
                writing.write_out();
            }
        };
        if let Err(error) = thread::Builder::new().name("logs".to_owned()).spawn(run) {
            tracing::warn!(error = %error, "logs may be lost");
        }
        (buffer.clone(), Rest(buffer))
    }

    fn wait(&self) {
        let mut waiting = self.waiting();
        while waiting.bytes.is_empty() {
            waiting = self.0.some.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn write_out(&self) {
        let _out = self.0.out.lock().unwrap_or_else(PoisonError::into_inner);
        let Waiting { bytes, lost } = mem::take(&mut *self.waiting());
        let mut stderr = io::stderr().lock();
        // Where nobody listens there is nobody to tell.
        let _ = stderr.write_all(&bytes);
        if lost > 0 {
            let _ = writeln!(
                stderr,
                "{{\"level\":\"WARN\",\"target\":\"zephyrix::logs\",\"message\":\"events lost\",\"count\":{lost}}}"
            );
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Buffer {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut waiting = self.waiting();
        if waiting.bytes.len() + line.len() > ROOM {
            waiting.lost += 1;
            return Ok(line.len());
        }
        let first = waiting.bytes.is_empty();
        waiting.bytes.extend_from_slice(line);
        drop(waiting);
        if first {
            self.0.some.notify_one();
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Buffer {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Drop for Rest {
    fn drop(&mut self) {
        self.0.write_out();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_waits_and_never_grows_without_bound() {
        let mut buffer = Buffer::default();
        let line = vec![b'x'; 1 << 20];
        for _ in 0..7 {
            buffer.write_all(&line).unwrap();
        }
        let waiting = buffer.waiting();
        assert_eq!((waiting.bytes.len(), waiting.lost), (ROOM, 3));
    }
}
