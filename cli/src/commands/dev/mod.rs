//! `zephyrix dev`: the service, running, and running again whenever something changes.

mod build;
mod place;
pub(crate) mod port;
mod service;
mod watch;

use crate::args::Schemas;
use crate::disk::Disk;
use crate::failure::{Exit, Failure};
use crate::project::Project;
use crate::report::{self, Terminal, seen_from_here};
use crate::work::{self, Flags};
use crate::{paths, plugins};
use anyhow::Context;
use build::Built;
use clap::Args;
use service::Service;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;
use watch::{Event, Watch};
use zephyrix_generator::Manifest;

/// Generate, build and serve; and again whenever something changes
///
/// With FILE and no project, one is made under `target/zephyrix-dev`, or under `.zephyrix/dev` where there is no
/// `Cargo.toml`. When a schema or the code is wrong, the service that runs goes on running.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Dev {
    /// The schema to serve [default: the project here]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    schemas: Schemas,
    /// The port to listen on [default: 8080, or the next that is free]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// End as soon as the service is ready
    #[arg(long, hide = true)]
    once: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix dev api.yaml
  zephyrix dev --port 3000";

/// Runs until it is told to stop.
pub(crate) fn run(args: &Dev, terminal: Terminal) -> Result<Exit, Failure> {
    let root = match place::project(args.file.as_deref(), &args.schemas, terminal)? {
        place::Place::Project(root) => root,
        place::Place::Refused(exit) => return Ok(exit),
    };
    let address = port::choose(args.port, terminal)?;
    let (send, events) = channel();
    let told = send.clone();
    ctrlc::set_handler(move || drop(told.send(Event::Stop))).context("cannot listen for Ctrl-C")?;
    let watch = Watch::new(&root, send)?;
    let mut session = Session { root, address, terminal, events, watch, service: None };
    let ended = if args.once { session.once() } else { session.serve() };
    if let Some(service) = session.service.take() {
        service.stop();
    }
    ended
}

struct Session {
    root: PathBuf,
    address: SocketAddr,
    terminal: Terminal,
    events: Receiver<Event>,
    watch: Watch,
    service: Option<Service>,
}

/// How one round of generating, building and starting went.
enum Round {
    /// The service is up; what was done, in words.
    Up(Vec<String>),
    /// Something is wrong, and has been said.
    Wrong,
    /// There was a signal to stop.
    Stopped,
}

impl Session {
    fn once(&mut self) -> Result<Exit, Failure> {
        let began = Instant::now();
        Ok(match self.round(&[])? {
            Round::Up(_) => {
                self.welcome(began);
                Exit::Done
            }
            Round::Wrong => Exit::Environment,
            Round::Stopped => Exit::Done,
        })
    }

    fn serve(&mut self) -> Result<Exit, Failure> {
        let began = Instant::now();
        match self.round(&[])? {
            Round::Up(_) => self.welcome(began),
            Round::Wrong => self.terminal.tell("waiting for a change that mends this"),
            Round::Stopped => return Ok(Exit::Done),
        }
        loop {
            let Some(changed) = self.watch.next(&self.events, &mut self.service) else { return Ok(Exit::Done) };
            let names: Vec<String> = changed.iter().map(|it| paths::shown(it)).collect();
            let names = names.join(", ");
            match self.round(&changed)? {
                Round::Up(done) => self.terminal.tell(format!("changed {names}: {}", done.join(", "))),
                Round::Wrong if self.service.is_some() => {
                    self.terminal.tell(format!("changed {names}: the service runs on as it was"));
                }
                Round::Wrong => self.terminal.tell(format!("changed {names}: waiting for a change that mends this")),
                Round::Stopped => return Ok(Exit::Done),
            }
        }
    }

    /// Does what a change asks for; no path: everything.
    fn round(&mut self, changed: &[PathBuf]) -> Result<Round, Failure> {
        self.watch.look();
        let mut done = Vec::new();
        let settings = self.root.join("config");
        if changed.is_empty() || self.service.is_none() || !changed.iter().all(|it| it.starts_with(&settings)) {
            let regenerated = match self.regenerate() {
                Ok(Some(files)) => files,
                Ok(None) => return Ok(Round::Wrong),
                Err(failure) => {
                    report::failure(&failure);
                    return Ok(Round::Wrong);
                }
            };
            if regenerated > 0 {
                done.push(format!("regenerated {regenerated} {}", if regenerated == 1 { "file" } else { "files" }));
            }
            let began = Instant::now();
            let binary = match build::build(&self.root, &self.events)? {
                Built::Binary(binary) => binary,
                Built::Wrong => return Ok(Round::Wrong),
                Built::Stopped => return Ok(Round::Stopped),
            };
            done.push(format!("rebuilt in {:.1} s", began.elapsed().as_secs_f32()));
            self.watch.binary = Some(binary);
        }
        let Some(binary) = self.watch.binary.clone() else { return Ok(Round::Wrong) };
        if let Some(old) = self.service.take() {
            old.stop();
        }
        let mut service = Service::start(&binary, &self.root, self.address)?;
        let is_ready = service.is_ready(&self.events);
        self.service = Some(service);
        done.push("restarted".to_owned());
        Ok(match is_ready {
            service::Ready::Yes => Round::Up(done),
            service::Ready::Ended(how) => {
                self.service = None;
                report::failure(&Failure::environment(format!("the service did not start: {how}")));
                Round::Wrong
            }
            service::Ready::Stopped => Round::Stopped,
        })
    }

    /// Brings the project up to date; the number of files that changed, or `None` when something is wrong.
    fn regenerate(&mut self) -> Result<Option<usize>, Failure> {
        let disk = Disk::open(&self.root)?;
        let project = Project::open(&self.root, self.terminal)?;
        let work = work::again(&project, &project.text, Flags::default())?;
        self.terminal.findings(&work.log, &seen_from_here(&work.sources, &self.root));
        let sources = work.sources.iter().map(|(_, it)| paths::plain(&self.root.join(&it.path)));
        self.watch.sources(sources.chain(plugins::files(&project)).collect())?;
        if let Some(templates) = &project.config.templates {
            self.watch.also(&self.root.join(&templates.dir))?;
        }
        if work.log.has_errors() {
            return Ok(None);
        }
        disk.apply(&work.todo.changes)?;
        let written = work.todo.changes.keys().filter(|it| it.as_str() != Manifest::PATH);
        let places: Vec<PathBuf> = written.map(|it| self.root.join(it)).collect();
        self.watch.written(&places);
        Ok(Some(places.len()))
    }

    fn welcome(&self, began: Instant) {
        let name = self.root.file_name().map_or_else(|| "it".into(), |it| it.to_string_lossy());
        let base = format!("http://{}", self.address);
        let tell = |line: String| self.terminal.tell(line);
        tell(format!("{name} is ready in {:.1} s, in {}", began.elapsed().as_secs_f32(), paths::shown(&self.root)));
        let pages = [
            ("API", "", "openapi.json"),
            ("GraphQL", "/graphql", "src/generated/graphql/mod.rs"),
            ("docs", "/docs", "openapi.json"),
            ("metrics", "/metrics", "Cargo.toml"),
        ];
        for (what, path, _) in pages.into_iter().filter(|it| self.root.join(it.2).exists()) {
            tell(format!("  {what:8} {base}{path}"));
        }
        let sources: Vec<String> = self.watch.schemas().map(|it| paths::shown(it)).collect();
        tell(format!("watching {}, src, config, migrations; Ctrl-C ends", sources.join(", ")));
    }
}

/// The package's name, and the binary that runs by default, from a project's `Cargo.toml`.
fn package(root: &Path) -> Option<String> {
    let text = std::fs::read_to_string(root.join("Cargo.toml")).ok()?;
    let document = text.parse::<toml_edit::DocumentMut>().ok()?;
    let package = document.get("package")?;
    let said = package.get("default-run").or_else(|| package.get("name"))?;
    said.as_str().map(str::to_owned)
}
