//! Database servers of a test's own: a new one each, in a temporary folder, on a free port of this machine.

use crate::cargo::finish;
use crate::folder;
use crate::process::{Process, free_address, wait_until};
use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A server that runs, and ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    /// Where its one database is.
    pub url: String,
    process: Process,
    stop: &'static str,
    _folder: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.process.end(self.stop);
        }
    }
}

/// A PostgreSQL server; `None`, said aloud, where none is installed.
///
/// # Panics
/// If it does not start; and instead of `None` where `ZEPHYRIX_REQUIRE_SERVERS=1`.
pub fn postgres() -> Option<Server> {
    let Some(programs) = folder_of(&["initdb", "postgres", "pg_isready"]) else { return missing("PostgreSQL") };
    let (folder, addr) = (tempfile::tempdir().unwrap(), free_address());
    let data = folder.path().join("data");
    // The server refuses to run as root.
    let user = is_root(folder.path()).then(|| user("postgres"));
    if let Some((user, group)) = user {
        chown(folder.path(), Some(user), Some(group)).unwrap();
    }
    let command = |name: &str| {
        let mut command = Command::new(programs.join(name));
        if let Some((user, group)) = user {
            command.uid(user).gid(group);
        }
        command.current_dir(folder.path());
        command
    };
    let mut init = command("initdb");
    init.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"]).arg(&data);
    finish(&mut init).unwrap();
    let mut server = command("postgres");
    server.args(["-h", "127.0.0.1", "-p", &addr.port().to_string(), "-c", "fsync=off", "-k"]).arg(folder.path());
    let process = Process::start(server.arg("-D").arg(&data));
    let asks = || {
        let mut ask = command("pg_isready");
        finish(ask.args(["-h", "127.0.0.1", "-p", &addr.port().to_string()])).is_ok()
    };
    wait_until("PostgreSQL starts", asks);
    let url = format!("postgres://postgres@{addr}/postgres");
    // SIGINT does not wait for clients to leave.
    Some(Server { url, process, stop: "-INT", _folder: folder })
}

/// A MariaDB server; `None`, said aloud, where none is installed.
///
/// # Panics
/// If it does not start; and instead of `None` where `ZEPHYRIX_REQUIRE_SERVERS=1`.
pub fn mariadb() -> Option<Server> {
    let Some(programs) = folder_of(&["mariadbd"]) else { return missing("MariaDB") };
    let (folder, addr) = (tempfile::tempdir().unwrap(), free_address());
    let data = folder.path().join("data");
    let user = if is_root(folder.path()) { "--user=root" } else { "--skip-log-bin" };
    let datadir = format!("--datadir={}", data.display());
    let mut install = Command::new(folder_of(&[INSTALL]).unwrap_or_default().join(INSTALL));
    install.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", user, &datadir]);
    finish(&mut install).unwrap();
    let init = folder.path().join("init.sql");
    fs::write(&init, "CREATE DATABASE test;\n").unwrap();
    let process = Process::start(Command::new(programs.join("mariadbd")).args([
        "--no-defaults",
        "--bind-address=127.0.0.1",
        // Nobody needs the data after a crash of the machine.
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-flush-method=nosync",
        "--innodb-doublewrite=0",
        user,
        &datadir,
        &format!("--port={}", addr.port()),
        &format!("--socket={}", folder.path().join("socket").display()),
        &format!("--init-file={}", init.display()),
        // One that starts clears what it finds in a folder for temporary files, and so do others.
        &format!("--tmpdir={}", folder.path().display()),
    ]));
    wait_until("MariaDB starts", || answers(addr));
    Some(Server { url: format!("mysql://root@{addr}/test"), process, stop: "-TERM", _folder: folder })
}

fn answers(addr: SocketAddr) -> bool {
    std::net::TcpStream::connect(addr).is_ok()
}

#[allow(clippy::print_stderr, reason = "what was not tested must be seen")]
fn missing(server: &str) -> Option<Server> {
    let required = std::env::var_os("ZEPHYRIX_REQUIRE_SERVERS").is_some_and(|it| it == "1");
    assert!(!required, "{server} is not installed");
    eprintln!("NOT RUN: {server} is not installed; ZEPHYRIX_REQUIRE_SERVERS=1 makes this an error");
    None
}

/// What makes the data folder of MariaDB.
const INSTALL: &str = "mariadb-install-db";

/// The folder that has all these programs: on the path, or where Debian keeps servers.
fn folder_of(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = folder::folders(Path::new("/usr/lib/postgresql"));
    let debian = versions.iter().rev().map(|it| Path::new("/usr/lib/postgresql").join(it).join("bin"));
    let others = ["/usr/sbin", "/usr/bin"].map(PathBuf::from);
    std::env::split_paths(&path)
        .chain(debian)
        .chain(others)
        .find(|it| programs.iter().all(|program| it.join(program).is_file()))
}

/// Whether we are root, judged by a folder that we made.
fn is_root(ours: &Path) -> bool {
    fs::metadata(ours).unwrap().uid() == 0
}

/// The ids of a user and its group.
fn user(name: &str) -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let line = users.lines().find(|line| line.split(':').next() == Some(name));
    let mut fields = line.unwrap_or_else(|| panic!("there is no user {name}")).split(':').skip(2);
    let mut id = || fields.next().unwrap().parse().unwrap();
    (id(), id())
}
