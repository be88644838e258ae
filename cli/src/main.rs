//! The `zephyrix` command: arguments → configuration → one call of the generator → report.
//!
//! The only crate that reads, writes, prints and exits; everything it decides, it decides here, and everything it
//! knows of schemas and services it asks the generator.

mod args;
mod commands;
mod create;
mod disk;
mod failure;
mod format;
mod live;
mod mended;
mod paths;
mod plugins;
mod project;
mod report;
mod seal;
mod subject;
mod vendor;
mod version;
mod work;

use args::Cli;
use clap::Parser;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let Cli { global, command } = Cli::parse();
    let terminal = report::Terminal::new(&global);
    let entered = global.directory.as_deref().map_or(Ok(()), project::enter);
    match entered.and_then(|()| command.run(terminal)) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            report::failure(&failure);
            failure.exit.into()
        }
    }
}
