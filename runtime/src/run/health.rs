//! Asks a running service how it is, for containers that hold nothing else that could.

use super::Exit;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// How long the service may take to say so.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks `/livez` of the service that listens on `addr`.
pub(super) fn ask(addr: SocketAddr) -> Result<(), Exit> {
    let addr = reachable(addr);
    match status(addr) {
        Ok(line) if line.split(' ').nth(1) == Some("200") => Ok(()),
        Ok(line) => Err(Exit::Failure(format!("{addr} says {line:?}"))),
        Err(error) => Err(Exit::Unavailable(format!("{addr} does not answer: {error}"))),
    }
}

/// Where to find a service that listens on every address.
fn reachable(mut addr: SocketAddr) -> SocketAddr {
    if addr.ip().is_unspecified() {
        let local = if addr.is_ipv4() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { IpAddr::V6(Ipv6Addr::LOCALHOST) };
        addr.set_ip(local);
    }
    addr
}

fn status(addr: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&addr, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /livez HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n\r\n")?;
    let mut start = [0; 64];
    let length = stream.read(&mut start)?;
    let text = String::from_utf8_lossy(&start[..length]);
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
