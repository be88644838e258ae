//! `zephyrix dev`, with a cargo and a service that are this very program: real processes, sockets, signals and files,
//! and nothing to compile.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that is its own main")]

#[cfg(unix)]
#[path = "../common/mod.rs"]
mod common;
#[cfg(unix)]
mod unix;

fn main() {
    #[cfg(unix)]
    unix::main();
}
