//! Programs that run beside a test, and end with it.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);

/// A program that runs. It is killed when this is dropped, if it has not ended.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: Receiver<String>,
}

impl Process {
    /// Starts a program; what it writes to standard error is read.
    pub fn start(command: &mut Command) -> Self {
        let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = started.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let errors = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        // Nobody may ever ask for the lines; they are read all the same, or the program would block.
        thread::spawn(move || errors.lines().map_while(Result::ok).for_each(|line| drop(sender.send(line))));
        Self { child, lines }
    }

    /// The program's id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What follows some words in a line that the program writes to standard error.
    pub fn line_after(&self, words: &str) -> String {
        let mut seen = String::new();
        let until = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if let Some((_, rest)) = line.split_once(words) {
                return rest.to_owned();
            }
            seen.push_str(&line);
            seen.push('\n');
        }
        panic!("nothing says `{words}`:\n{seen}")
    }

    /// What the program writes to standard error from when something is done to the line that has some words.
    pub fn lines_to(&self, words: &str, act: impl FnOnce()) -> Vec<String> {
        while self.lines.try_recv().is_ok() {}
        act();
        let mut seen = Vec::new();
        let until = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            let last = line.contains(words);
            seen.push(line);
            if last {
                return seen;
            }
        }
        panic!("nothing says `{words}`:\n{}", seen.join("\n"))
    }

    /// Sends a signal, waits for the end, and gives the exit code.
    pub fn end(&mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success(), "{id} has ended by itself: {:?}", self.child.try_wait());
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("{id} does not end on {signal}")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // There is nobody left to tell when it cannot be killed.
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}

/// Asks again and again until the answer is yes.
pub fn wait_until(what: &str, mut answer: impl FnMut() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !answer() {
        assert!(Instant::now() < until, "{what}: not within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(100));
    }
}

/// An address on this machine that nobody listens on.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
