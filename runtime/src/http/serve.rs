//! The accept loop: HTTP/1.1 and HTTP/2 on one port, with deadlines, until told to stop.

use super::app::App;
use super::first::First;
use crate::config::{Limits, Server, Shutdown};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How often an idle HTTP/2 client is asked whether it is there, and how long it may think.
const PING: Duration = Duration::from_secs(20);

/// How long accepting rests when the system has run out of something.
const REST: Duration = Duration::from_millis(200);

/// hyper's own number of headers; setting the same again costs an allocation a request.
const HEADER_COUNT: usize = 100;

/// The least buffer that hyper takes, in bytes.
const LEAST_BUFFER: usize = 8192;

/// Serves an app until `stop` is done and its requests are, or the time for them is over.
pub async fn serve(listener: TcpListener, app: App, server: &Server, stop: impl Future<Output = ()>) {
    let builder = Arc::new(builder(&server.limits));
    let slots = Arc::new(Semaphore::new(server.limits.connections.min(Semaphore::MAX_PERMITS)));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stopping(stop, &app, &server.shutdown));
    loop {
        let (slot, stream) = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accept(&listener, &slots) => accepted,
        };
        let stream = First::new(stream, server.limits.header_read);
        tokio::spawn(connection(slot, stream, app.clone(), builder.clone(), graceful.watcher()));
    }
    drop(listener);
    if tokio::time::timeout(server.shutdown.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

async fn stopping(stop: impl Future<Output = ()>, app: &App, shutdown: &Shutdown) {
    stop.await;
    app.life().drain();
    tracing::info!("stopping");
    tokio::time::sleep(shutdown.delay).await;
}

async fn accept(listener: &TcpListener, slots: &Arc<Semaphore>) -> (Option<OwnedSemaphorePermit>, TcpStream) {
    // The semaphore is never closed, so there always is a permit.
    let slot = slots.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // An answer is written when it is there: nothing is gained by waiting for more (RFC 896), and HTTP/2 writes in pieces.
                _ = stream.set_nodelay(true);
                return (slot, stream);
            }
            Err(error) if is_of_connection(&error) => {}
            Err(error) => {
                tracing::error!(error = %error, "cannot accept connections");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection(
    _slot: Option<OwnedSemaphorePermit>,
    stream: First,
    app: App,
    builder: Arc<Builder<TokioExecutor>>,
    watcher: Watcher,
) {
    let service = service_fn(move |request| {
        let app = app.clone();
        async move { Ok::<_, Infallible>(app.handle(request).await) }
    });
    let serving = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(serving).await {
        tracing::debug!(error = %error, "connection failed");
    }
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    let mut http1 = builder.http1();
    http1
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .max_buf_size(limits.headers.max(LEAST_BUFFER));
    if limits.header_count != HEADER_COUNT {
        http1.max_headers(limits.header_count);
    }
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_header_list_size(u32::try_from(limits.headers).unwrap_or(u32::MAX));
    builder
}
