//! The accept loop: HTTP/1.1 and HTTP/2 on one port, with deadlines, until told to stop.

use super::app::App;
use super::first::First;
use crate::config::{KeepAlive, Limits, Server, Shutdown};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use std::convert::Infallible;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

/// How long accepting rests when the system has run out of something.
const REST: Duration = Duration::from_millis(200);

/// hyper's own number of headers; setting the same again costs an allocation a request.
const HEADER_COUNT: usize = 100;

/// The least buffer that hyper takes, in bytes.
const LEAST_BUFFER: usize = 8192;

/// Serves an app until `stop` is done and its requests are, or the time for them is over.
pub async fn serve(listener: TcpListener, app: App, server: &Server, stop: impl Future<Output = ()>) {
    let builder = Arc::new(builder(&server.limits, &server.keepalive));
    let slots = Arc::new(Semaphore::new(server.limits.connections.min(Semaphore::MAX_PERMITS)));
    // Each connection holds a receiver as long as it lives.
    let stopped = watch::Sender::new(());
    let mut stop = pin!(stopping(stop, &app, &server.shutdown));
    loop {
        let (slot, stream) = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accept(&listener, &slots) => accepted,
        };
        let stream = First::new(stream, server.limits.header_read);
        let end =
            End { stopped: stopped.subscribe(), age: age(&server.keepalive), grace: some(server.keepalive.grace) };
        tokio::spawn(connection(slot, stream, app.clone(), builder.clone(), end));
    }
    drop(listener);
    stopped.send_replace(());
    let done = async {
        stopped.closed().await;
        app.life().left().await;
    };
    if timeout(server.shutdown.drain, done).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

async fn stopping(stop: impl Future<Output = ()>, app: &App, shutdown: &Shutdown) {
    stop.await;
    app.life().drain();
    tracing::info!("stopping");
    sleep(shutdown.delay).await;
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
                sleep(REST).await;
            }
        }
    }
}

fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// When a connection takes no more requests.
struct End {
    stopped: watch::Receiver<()>,
    age: Option<Duration>,
    /// How long it may go on after its age.
    grace: Option<Duration>,
}

/// The age of one connection: those that come at once need not end at once.
fn age(keepalive: &KeepAlive) -> Option<Duration> {
    // Every state of these is seeded anew.
    let percent = 90 + RandomState::new().build_hasher().finish() % 21;
    some(keepalive.max_age).map(|it| it.mul_f64(f64::from(u8::try_from(percent).unwrap_or(100)) / 100.0))
}

/// No time at all is no bound.
fn some(time: Duration) -> Option<Duration> {
    Some(time).filter(|it| !it.is_zero())
}

async fn after(time: Option<Duration>) {
    match time {
        Some(time) => sleep(time).await,
        None => std::future::pending().await,
    }
}

async fn connection(
    _slot: Option<OwnedSemaphorePermit>,
    stream: First,
    app: App,
    builder: Arc<Builder<TokioExecutor>>,
    mut end: End,
) {
    let service = service_fn(move |request| {
        let app = app.clone();
        async move { Ok::<_, Infallible>(app.handle(request).await) }
    });
    let mut serving = pin!(builder.serve_connection_with_upgrades(TokioIo::new(stream), service));
    let served = tokio::select! {
        biased;
        served = serving.as_mut() => served,
        grace = async {
            tokio::select! {
                // Those that stop the service wait no longer than they like.
                _ = end.stopped.changed() => None,
                () = after(end.age) => end.grace,
            }
        } => {
            serving.as_mut().graceful_shutdown();
            tokio::select! {
                served = serving => served,
                () = after(grace) => Ok(()),
            }
        }
    };
    if let Err(error) = served {
        tracing::debug!(error = %error, "connection failed");
    }
}

fn builder(limits: &Limits, keepalive: &KeepAlive) -> Builder<TokioExecutor> {
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
        .keep_alive_interval(some(keepalive.interval))
        .keep_alive_timeout(keepalive.timeout)
        .max_header_list_size(u32::try_from(limits.headers).unwrap_or(u32::MAX));
    builder
}
