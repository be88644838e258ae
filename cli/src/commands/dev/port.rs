//! The port that the service listens on.

use crate::failure::Failure;
use crate::report::Terminal;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

/// The port that is taken when nobody says another.
pub(crate) const USUAL: u16 = 8080;

/// How many ports after the usual one are tried.
const TRIES: u16 = 100;

/// The address that was typed, or the first that is free.
pub(super) fn choose(typed: Option<u16>, terminal: Terminal) -> Result<SocketAddr, Failure> {
    let taken = |port: u16| {
        Failure::environment(format!("port {port} cannot be listened on: it is in use, or not for you"))
            .help("name another, or leave `--port` out")
    };
    if let Some(port) = typed {
        return free(port).ok_or_else(|| taken(port));
    }
    let found = (USUAL..USUAL + TRIES).find_map(free).or_else(|| free(0)).ok_or_else(|| taken(USUAL))?;
    if found.port() != USUAL {
        terminal.tell(format!("port {USUAL} is in use: taking {}", found.port()));
    }
    Ok(found)
}

/// The address with a port, if it can be listened on; for 0, one that can.
pub(crate) fn free(port: u16) -> Option<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|it| it.local_addr()).ok()
}
