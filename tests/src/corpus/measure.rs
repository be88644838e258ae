//! What a command costs: it runs in a process of its own, whose children's resources are then its alone.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike};
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;

/// What a command cost and said.
#[derive(Clone, Debug, Default)]
pub struct Cost {
    /// Whether it succeeded.
    pub good: bool,
    /// User and system time in seconds.
    pub cpu: f64,
    /// The peak memory of its largest process, in MB.
    pub peak: f64,
    /// What it printed.
    pub said: String,
}

/// Runs a command and measures it.
pub fn of(command: &[&str]) -> Cost {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).arg("measure").args(command).output().unwrap();
    let value: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    Cost {
        good: value["good"] == true,
        cpu: value["cpu"].as_f64().unwrap_or_default(),
        peak: value["peak"].as_f64().unwrap_or_default(),
        said: value["said"].as_str().unwrap_or_default().to_owned(),
    }
}

/// Runs a command as the only child of this process; what it cost, as JSON.
pub fn here(command: &[String]) -> String {
    let output = Command::new(&command[0]).args(&command[1..]).output().unwrap();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let said = [output.stdout, output.stderr].concat();
    json!({
        "good": output.status.success(),
        "cpu": seconds(&usage),
        // Linux counts in KiB.
        "peak": usage.max_rss() / 1024,
        "said": String::from_utf8_lossy(&said),
    })
    .to_string()
}

fn seconds(usage: &Usage) -> f64 {
    let one = |it: TimeVal| Duration::from_micros(it.num_microseconds().unsigned_abs()).as_secs_f64();
    one(usage.user_time()) + one(usage.system_time())
}
