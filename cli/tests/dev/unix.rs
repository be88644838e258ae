//! The program in its three roles, and the tests.

use crate::common::{API, Place};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// As whom this program acts is told by the name that it was started under.
pub(crate) fn main() {
    let name = std::env::args().next().unwrap();
    match Path::new(&name).file_name().and_then(|it| it.to_str()) {
        Some("cargo") => cargo(),
        Some("service") => service(),
        _ => tests(),
    }
}

/// Builds what has no `broken` in it.
fn cargo() {
    let handlers = std::fs::read_to_string("src/app.rs").unwrap();
    if handlers.contains("broken") {
        std::io::stderr().write_all(b"error: it is broken\n").unwrap();
        std::process::exit(101);
    }
    let service = std::env::current_exe().unwrap();
    let service =
        Path::new(&std::env::args().next().unwrap()).with_file_name("service").to_str().map_or(service, Into::into);
    println!("{}", serde_json::json!({ "target": { "name": "book-shop" }, "executable": service }));
}

/// Answers every request with 200 and its process id.
fn service() {
    let listener = TcpListener::bind(std::env::var("APP__SERVER__ADDR").unwrap()).unwrap();
    let id = std::process::id().to_string();
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        let _ = stream.read(&mut [0; 1024]);
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{id}", id.len());
    }
}

fn tests() {
    let all: [(&str, fn()); 5] = [
        ("follows_what_changes_and_ends_its_service", follows_what_changes_and_ends_its_service),
        ("a_log_that_grows_beside_the_schema_is_not_waited_for", a_log_that_grows_beside_the_schema_is_not_waited_for),
        ("follows_templates_that_are_added", follows_templates_that_are_added),
        ("makes_room_for_others_on_a_port", makes_room_for_others_on_a_port),
        ("ends_once_the_service_is_ready", ends_once_the_service_is_ready),
    ];
    let wanted = std::env::args().skip(1).find(|it| !it.starts_with('-'));
    for (name, test) in all.iter().filter(|(name, _)| wanted.as_ref().is_none_or(|it| name.contains(it.as_str()))) {
        test();
        println!("test {name} ... ok");
    }
}

/// A running `zephyrix dev`.
struct Dev {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

/// A folder with a schema, and this program as cargo.
fn place() -> Place {
    let place = Place::empty();
    place.write("work/api.yaml", API);
    place.write("bin/.keep", "");
    for name in ["cargo", "service"] {
        std::os::unix::fs::symlink(std::env::current_exe().unwrap(), place.path(&format!("bin/{name}"))).unwrap();
    }
    place
}

impl Dev {
    fn start(place: &Place, arguments: &[&str]) -> Self {
        let path = format!("{}:{}", place.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_zephyrix"));
        command.arg("dev").args(arguments).current_dir(place.path("work")).env("PATH", path);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (out, err) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
        Self { child, out, err }
    }

    /// The next line of its output that contains a text.
    fn says(&self, text: &str) -> String {
        next(&self.out, text)
    }

    /// The next line of its errors that contains a text. The two have no order between them.
    fn complains(&self, text: &str) -> String {
        next(&self.err, text)
    }

    fn stop(&mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "Ctrl-C is a good end");
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines of a stream as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || {
        BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| send.send(line))
    });
    lines
}

fn next(lines: &Receiver<String>, text: &str) -> String {
    let until = Instant::now() + Duration::from_secs(30);
    let mut seen = Vec::new();
    while let Ok(line) = lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if line.contains(text) {
            return line;
        }
        seen.push(line);
    }
    panic!("it never says {text:?}, but {seen:#?}");
}

/// The process id of the service that answers, if one does.
fn ask(port: u16) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.rsplit("\r\n").next().map(str::to_owned)
}

fn port_in(line: &str) -> u16 {
    line.rsplit(':').next().unwrap().trim().parse().unwrap()
}

fn follows_what_changes_and_ends_its_service() {
    let place = place();
    let mut dev = Dev::start(&place, &["api.yaml"]);
    let port = port_in(&dev.says("  API "));
    dev.says("/metrics");
    let watched = dev.says("watching ");
    assert!(watched.starts_with("watching api.yaml, src"), "{watched}");
    let first = ask(port).unwrap();
    place.edit("work/api.yaml", "description: All books.", "description: All the books.");
    let line = dev.says("changed ");
    assert!(line.starts_with("changed api.yaml: regenerated ") && line.ends_with(" s, restarted"), "{line}");
    let second = ask(port).unwrap();
    assert_ne!(first, second, "it was restarted");
    place.edit("work/api.yaml", "#/components/schemas/NewBook", "#/nowhere");
    dev.complains("error[ZX0301]");
    dev.says("the service runs on as it was");
    assert_eq!(ask(port).as_deref(), Some(second.as_str()));
    place.edit("work/api.yaml", "#/nowhere", "#/components/schemas/NewBook");
    dev.says("restarted");
    let app = "work/.zephyrix/dev/book-shop/src/app.rs";
    let right = place.read(app);
    place.write(app, "broken");
    dev.complains("it is broken");
    dev.says("the service runs on as it was");
    assert!(ask(port).is_some());
    place.write(app, &right);
    let line = dev.says("restarted");
    assert!(line.contains("src/app.rs: rebuilt in "), "nothing was to be generated: {line}");
    place.write("work/.zephyrix/dev/book-shop/config/local.toml", "[log]\n");
    assert!(dev.says("restarted").ends_with("config/local.toml: restarted"), "settings need no build");
    let last = ask(port).unwrap();
    assert!(Command::new("kill").args(["-KILL", &last]).status().unwrap().success());
    dev.complains("the service has ended");
    dev.stop();
    assert!(ask(port).is_none(), "its service is gone");
}

fn a_log_that_grows_beside_the_schema_is_not_waited_for() {
    let place = place();
    let mut dev = Dev::start(&place, &["api.yaml"]);
    dev.says("watching ");
    let log = place.path("work/dev.log");
    let (stop, stopped) = channel::<()>();
    let writer = std::thread::spawn(move || {
        let mut log = std::fs::File::create(log).unwrap();
        while stopped.recv_timeout(Duration::from_millis(20)).is_err_and(|it| it == RecvTimeoutError::Timeout) {
            log.write_all(b"a request\n").unwrap();
        }
    });
    place.edit("work/api.yaml", "description: All books.", "description: All the books.");
    let line = dev.says("restarted");
    assert!(line.starts_with("changed api.yaml: regenerated "), "{line}");
    drop(stop);
    writer.join().unwrap();
    dev.stop();
}

fn follows_templates_that_are_added() {
    let place = place();
    let mut dev = Dev::start(&place, &["api.yaml"]);
    dev.says("watching ");
    let project = "work/.zephyrix/dev/book-shop";
    place.write(&format!("{project}/templates/a.txt.hbs"), "{{package}}");
    let toml = format!("{project}/zephyrix.toml");
    place.write(&toml, &format!("{}\n[templates]\ndir = \"templates\"\n", place.read(&toml)));
    dev.says("restarted");
    assert_eq!(place.read(&format!("{project}/a.txt")), "book-shop");
    place.write(&format!("{project}/templates/b.txt.hbs"), "{{info.version}}");
    let line = dev.says("changed ");
    assert!(line.contains("templates/b.txt.hbs: regenerated 1 file"), "{line}");
    assert_eq!(place.read(&format!("{project}/b.txt")), "1.0.0");
    place.write(&format!("{project}/templates/b.txt.hbs"), "{{info.verson}}");
    dev.complains("error[ZX0521]");
    dev.stop();
}

fn makes_room_for_others_on_a_port() {
    let place = place();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut dev = Dev::start(&place, &["api.yaml", "--port", &port]);
    assert!(dev.complains("error: ").contains(&format!("port {port} cannot be listened on")));
    assert_eq!(dev.child.wait().unwrap().code(), Some(3));
    drop(taken);
    let usual = TcpListener::bind("127.0.0.1:8080");
    let mut dev = Dev::start(&place, &["api.yaml"]);
    let said = dev.says("taking ");
    assert!(said.starts_with("port 8080 is in use: taking 8"), "{said}");
    assert_ne!(port_in(&dev.says("  API ")), 8080);
    dev.stop();
    drop(usual);
}

fn ends_once_the_service_is_ready() {
    let place = place();
    place.write("work/Cargo.toml", "[workspace]\n");
    let mut dev = Dev::start(&place, &["api.yaml", "--once"]);
    let port = port_in(&dev.says("  API "));
    assert_eq!(dev.child.wait().unwrap().code(), Some(0));
    assert!(ask(port).is_none(), "its service is gone");
    assert!(place.path("work/target/zephyrix-dev/book-shop/src/main.rs").exists());
    place.write(
        "work/bad.yaml",
        &API.replace("#/components/schemas/NewBook", "#/nowhere").replace("Book Shop", "Other"),
    );
    let mut dev = Dev::start(&place, &["bad.yaml", "--once"]);
    dev.complains("error[ZX0301]");
    assert_eq!(dev.child.wait().unwrap().code(), Some(2));
}
