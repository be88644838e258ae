//! `zephyrix completions`: what a shell has to know.

use crate::args::Cli;
use crate::failure::Exit;
use crate::report;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print the completions for a shell
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix completions bash > ~/.local/share/bash-completion/completions/zephyrix
  zephyrix completions fish > ~/.config/fish/completions/zephyrix.fish";

/// Prints them.
pub(crate) fn run(args: &Completions) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "zephyrix", &mut script);
    report::print(String::from_utf8_lossy(&script));
    Exit::Done
}
