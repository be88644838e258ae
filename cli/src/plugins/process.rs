//! A command is run: without a shell, with few variables, in a process group of its own, for a time, and for an amount of output.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use zephyrix_generator::Plugin;

/// No answer is larger, in bytes.
const MAX: u64 = 64 << 20;
/// Longer lines of standard error are cut, in bytes.
const LINE: u64 = 4 << 10;
/// The last lines of standard error, which say why it failed.
const LAST: usize = 12;

/// How long its last words are waited for once it has ended.
const PATIENCE: Duration = Duration::from_millis(500);

/// Variables that every plugin sees: where programs are, who runs them, in which language.
const SEEN: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "TMP",
    "TEMP",
    "CARGO_HOME",
    "RUSTUP_HOME",
    // Without these, programs do not begin on Windows.
    "SYSTEMROOT",
    "PATHEXT",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
];

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Failed {
    /// What happened, after the plugin's name.
    pub(super) why: String,
    /// The last lines that it wrote to standard error.
    pub(super) told: Vec<String>,
    /// What to do about it.
    pub(super) help: Option<String>,
}

/// Runs the command of a plugin in the project; what it writes to standard output is the answer.
pub(super) fn run(plugin: &Plugin, root: &Path, question: Vec<u8>) -> Result<Vec<u8>, Failed> {
    let began = Instant::now();
    let mut child = start(plugin, root)?;
    if let Some(mut to) = child.stdin.take() {
        // From a thread: both pipes may be full at once. That nobody reads it is no failure of ours.
        std::thread::spawn(move || drop(to.write_all(&question)));
    }
    let (send, answered) = channel();
    if let Some(from) = child.stdout.take() {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = from.take(MAX + 1).read_to_end(&mut bytes).map(|_| bytes);
            drop(send.send(read));
        });
    }
    let told = child.stderr.take().map(|from| Told::new(plugin.name.clone(), from));
    let left = || plugin.timeout.saturating_sub(began.elapsed());
    let answer = match answered.recv_timeout(left()) {
        Ok(Ok(bytes)) if bytes.len() as u64 > MAX => Err(format!("wrote more than {} MiB", MAX >> 20)),
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(format!("cannot be read: {error}")),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Err(late(plugin.timeout)),
    };
    let answer = answer.and_then(|bytes| if ends(&mut child, left) { Ok(bytes) } else { Err(late(plugin.timeout)) });
    let status = end(&mut child);
    let told = told.map(Told::last).unwrap_or_default();
    let failed = |why: String| Failed { why, told: told.clone(), help: None };
    let bytes = answer.map_err(failed)?;
    match status {
        Ok(status) if status.success() => Ok(bytes),
        Ok(status) => Err(failed(format!("ended with {status}"))),
        Err(error) => Err(failed(format!("cannot be waited for: {error}"))),
    }
}

fn late(after: Duration) -> String {
    format!("has not ended after {} s", after.as_secs_f32())
}

fn start(plugin: &Plugin, root: &Path) -> Result<Child, Failed> {
    let [program, arguments @ ..] = plugin.command.as_slice() else {
        return Err(Failed { why: "has no command".to_owned(), told: Vec::new(), help: None });
    };
    // A path is one from the project; a name is looked for where programs are.
    let place = root.join(program);
    let by_path = program.contains(['/', '\\']);
    let mut command = Command::new(if by_path { place.as_os_str() } else { OsStr::new(program) });
    command.args(arguments).current_dir(root).env_clear();
    let seen = SEEN.iter().copied().chain(plugin.env.iter().map(String::as_str));
    command.envs(seen.filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn().map_err(|error| {
        let help = if by_path {
            format!("there is no `{program}` in the project: is it built?")
        } else {
            format!("install `{program}`, or name another program in `command`")
        };
        let help = (error.kind() == ErrorKind::NotFound).then_some(help);
        Failed { why: format!("cannot be run: {error}"), told: Vec::new(), help }
    })
}

/// What a plugin writes to standard error: said line by line.
struct Told {
    last: Arc<Mutex<Vec<String>>>,
    reader: JoinHandle<()>,
}

impl Told {
    fn new(name: String, from: impl Read + Send + 'static) -> Self {
        let last: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&last);
        let reader = std::thread::spawn(move || {
            let mut from = BufReader::new(from);
            loop {
                let mut line = Vec::new();
                match from.by_ref().take(LINE).read_until(b'\n', &mut line) {
                    Ok(1..) => {}
                    _ => return,
                }
                let line = String::from_utf8_lossy(&line);
                // What a terminal takes for an order is none of a plugin's business.
                let line: String = line.trim_end().chars().filter(|c| !c.is_control() || *c == '\t').collect();
                crate::report::aside(format!("{name}: {line}"));
                let mut last = kept.lock().unwrap_or_else(PoisonError::into_inner);
                if last.len() == LAST {
                    last.remove(0);
                }
                last.push(line);
            }
        });
        Self { last, reader }
    }

    /// The last lines. What has left the group may hold the pipe for ever, and is not waited for.
    fn last(self) -> Vec<String> {
        let began = Instant::now();
        while !self.reader.is_finished() && began.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::mem::take(&mut *self.last.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Waits until it has ended, and leaves it to be waited for: its number is its group's.
fn ends(child: &mut Child, left: impl Fn() -> Duration) -> bool {
    loop {
        if has_ended(child) {
            return true;
        }
        if left().is_zero() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[cfg(unix)]
fn has_ended(child: &mut Child) -> bool {
    use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
    let how = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    !matches!(waitid(WaitId::Pid(Pid::from_child(child)), how), Ok(None))
}

#[cfg(not(unix))]
fn has_ended(child: &mut Child) -> bool {
    !matches!(child.try_wait(), Ok(None))
}

/// Ends it, and whatever it has begun.
fn end(child: &mut Child) -> std::io::Result<ExitStatus> {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        // Nothing of it is left, or it goes now.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    #[cfg(not(unix))]
    {
        let _ = child.kill();
    }
    child.wait()
}
