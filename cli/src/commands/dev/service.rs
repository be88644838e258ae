//! The service as a process of its own.

use super::watch::Event;
use crate::failure::Failure;
use anyhow::Context;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long requests under way may take when the service is to end.
const DRAIN: Duration = Duration::from_secs(25);

/// How long it may take to be ready.
const START: Duration = Duration::from_mins(2);

/// A service that runs.
pub(super) struct Service {
    child: Child,
    address: SocketAddr,
}

/// Whether a service takes requests.
pub(super) enum Ready {
    /// It does.
    Yes,
    /// It has ended, or takes too long.
    Ended(String),
    /// There was a signal to stop.
    Stopped,
}

impl Service {
    /// Starts it.
    pub(super) fn start(binary: &Path, root: &Path, address: SocketAddr) -> Result<Self, Failure> {
        let mut command = Command::new(binary);
        command.current_dir(root).stdin(Stdio::null()).env("APP__SERVER__ADDR", address.to_string());
        // A group of its own: Ctrl-C is for us, who then tell it once.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn().with_context(|| format!("cannot run {}", binary.display()))?;
        Ok(Self { child, address })
    }

    /// Waits until it takes requests.
    pub(super) fn is_ready(&mut self, events: &Receiver<Event>) -> Ready {
        let began = Instant::now();
        while began.elapsed() < START {
            if let Some(how) = self.ended() {
                return Ready::Ended(how);
            }
            if self.answers() {
                return Ready::Yes;
            }
            match events.recv_timeout(Duration::from_millis(20)) {
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return Ready::Stopped,
                _ => {}
            }
        }
        Ready::Ended("it is not ready after two minutes".to_owned())
    }

    /// How it ended, if it has.
    pub(super) fn ended(&mut self) -> Option<String> {
        match self.child.try_wait() {
            Ok(None) => None,
            Ok(Some(status)) => Some(status.to_string()),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Ends it: requests under way are finished.
    pub(super) fn stop(mut self) {
        end(&mut self.child);
    }

    fn answers(&self) -> bool {
        let ask = || {
            let patience = Duration::from_secs(1);
            let mut stream = TcpStream::connect_timeout(&self.address, patience)?;
            stream.set_read_timeout(Some(patience))?;
            write!(stream, "GET /readyz HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address)?;
            let mut start = [0; 12];
            stream.read_exact(&mut start)?;
            Ok::<_, std::io::Error>(start.ends_with(b" 200"))
        };
        ask().unwrap_or(false)
    }
}

/// Whatever way this program ends, the service ends with it.
impl Drop for Service {
    fn drop(&mut self) {
        if self.ended().is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Ends a process gracefully; one that does not end in time is killed.
pub(super) fn end(child: &mut Child) {
    ask_to_end(child);
    let began = Instant::now();
    while began.elapsed() < DRAIN {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(unix)]
fn ask_to_end(child: &mut Child) {
    // A process that has ended is not signaled: its number may be another's.
    if matches!(child.try_wait(), Ok(None)) {
        let _ = rustix::process::kill_process(rustix::process::Pid::from_child(child), rustix::process::Signal::TERM);
    }
}

#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    let _ = child.kill();
}
