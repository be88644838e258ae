//! A connection that must begin to speak in time.
//!
//! hyper has a deadline for the head of a request, but it starts only when the protocol is known: after the first byte
//! that is not of HTTP/2's preface, or after all of it. A client that says nothing, or stops within, would stay for ever.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

/// What an HTTP/2 client says first, RFC 9113 §3.4.
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The preface and the head of the frame that must follow it.
const ENOUGH: usize = PREFACE.len() + 9;

/// A connection and the deadline for its first bytes.
#[derive(Debug)]
pub(super) struct First {
    stream: TcpStream,
    seen: usize,
    /// Gone once enough was said.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl First {
    /// Allows `time` from now.
    pub(super) fn new(stream: TcpStream, time: Duration) -> Self {
        Self { stream, seen: 0, deadline: Some(Box::pin(tokio::time::sleep(time))) }
    }

    fn hear(&mut self, said: &[u8]) {
        for byte in said {
            if PREFACE.get(self.seen).is_some_and(|it| it != byte) {
                self.deadline = None;
                return;
            }
            self.seen += 1;
        }
        if self.seen >= ENOUGH {
            self.deadline = None;
        }
    }
}

impl AsyncRead for First {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buf);
        let Some(deadline) = &mut self.deadline else { return read };
        match read {
            Poll::Pending => deadline.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into())),
            Poll::Ready(result) => {
                self.hear(&buf.filled()[before..]);
                Poll::Ready(result)
            }
        }
    }
}

impl AsyncWrite for First {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
