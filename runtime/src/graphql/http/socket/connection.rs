//! One socket, from its handshake to its end.

use super::super::endpoint::Endpoint;
use super::super::refusal::Refusal;
use super::close::Close;
use super::message::{Heard, Said, ack, complete, error, next, pong};
use super::{ConnectionParams, PROTOCOL};
use crate::graphql::From;
use crate::health::Stay;
use crate::{Cx, Denied};
use axum::extract::ws::{Message, WebSocket};
use bytes::Bytes;
use futures_util::stream::{AbortHandle, BoxStream, SelectAll, StreamExt, abortable, once};
use futures_util::{FutureExt, future};
use http::HeaderValue;
use http::header::AUTHORIZATION;
use http::request::Parts;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::time::{Duration, Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite;

/// A socket, and the operations that are under way over it.
pub(super) struct Connection {
    endpoint: Endpoint,
    cx: Cx,
    /// Taken by `connection_init`.
    request: Option<Parts>,
    /// Whom operations come from, once it may ask.
    from: Option<Arc<From>>,
    operations: SelectAll<BoxStream<'static, (Arc<str>, Said)>>,
    /// How each is ended, by its id.
    active: HashMap<Arc<str>, AbortHandle>,
}

impl Connection {
    pub(super) fn new(endpoint: Endpoint, cx: Cx, request: Parts) -> Self {
        let request = Some(request);
        Self { endpoint, cx, request, from: None, operations: SelectAll::new(), active: HashMap::new() }
    }

    /// Serves it until either side has enough.
    pub(super) async fn serve(mut self, mut socket: WebSocket, mut stay: Stay) {
        let close = if socket.protocol().is_some_and(|it| it == PROTOCOL) {
            let ended = AssertUnwindSafe(self.run(&mut socket, &mut stay)).catch_unwind().await;
            ended.unwrap_or_else(|_| Close::told(4500, "Internal server error"))
        } else {
            Close::told(4406, "Subprotocol not acceptable")
        };
        // What it was busy with ends before the client knows.
        drop(self);
        if let Some(frame) = close.frame() {
            let bye = async {
                if socket.send(Message::Close(Some(frame))).await.is_ok() {
                    // Until the client has said the same, RFC 6455 §7.1.1; else it might lose the last frame.
                    while let Some(Ok(_)) = socket.recv().await {}
                }
            };
            // It may be too slow, or gone.
            let _ = timeout(PATIENCE, bye).await;
        }
    }

    async fn run(&mut self, socket: &mut WebSocket, stay: &mut Stay) -> Close {
        let settings = self.endpoint.0.settings.sockets;
        let init = Instant::now() + settings.init;
        let mut alive = Alive::new(settings.keepalive);
        loop {
            let done = tokio::select! {
                () = stay.until_drain() => Err(Close::told(1001, "Going away")),
                () = sleep_until(init), if self.request.is_some() => {
                    Err(Close::told(4408, "Connection initialisation timeout"))
                }
                heard = socket.recv() => {
                    alive.heard();
                    match self.hear(heard).await {
                        Ok(Some(text)) => alive.send(socket, Message::text(text)).await,
                        Ok(None) => Ok(()),
                        Err(close) => Err(close),
                    }
                }
                said = self.operations.next(), if !self.operations.is_empty() => match self.say(said) {
                    Ok(Some(text)) => alive.send(socket, Message::text(text)).await,
                    Ok(None) => Ok(()),
                    Err(close) => Err(close),
                },
                () = alive.silent() => alive.ask(socket).await,
            };
            if let Err(close) = done {
                return close;
            }
        }
    }

    /// What a frame makes us answer at once.
    async fn hear(&mut self, frame: Option<Result<Message, axum::Error>>) -> Result<Option<String>, Close> {
        let text = match frame {
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(None),
            Some(Ok(Message::Binary(_))) => return Err(Close::invalid("Invalid message received: it is no text")),
            Some(Ok(Message::Close(_))) | None => return Err(Close::Gone),
            Some(Err(error)) => return Err(unreadable(error)),
        };
        match Heard::read(&text)? {
            Heard::Init(params) => {
                let request = self.request.take();
                let Some(request) = request else { return Err(Close::told(4429, "Too many initialisation requests")) };
                self.init(request, ConnectionParams(params)).await?;
                Ok(Some(ack()))
            }
            Heard::Ping(payload) => Ok(Some(pong(payload))),
            Heard::Pong => Ok(None),
            Heard::Subscribe { id, ask } => {
                let Some(from) = self.from.clone() else { return Err(Close::told(4401, "Unauthorized")) };
                if self.active.contains_key(&*id) {
                    return Err(Close::Told(4409, format!("Subscriber for {id} already exists")));
                }
                if self.active.len() >= self.endpoint.0.settings.sockets.operations {
                    let message = "There are too many operations under way over this socket.";
                    let refusal = Refusal::coded("OPERATION_LIMIT", message);
                    return Ok(Some(error(&id, &refusal.body())));
                }
                self.start(id.into(), *ask, from);
                Ok(None)
            }
            // What is over already may be ended all the same.
            Heard::Complete { id } => {
                if let Some(operation) = self.active.remove(&*id) {
                    operation.abort();
                }
                Ok(None)
            }
        }
    }

    /// Lets the client ask, if the service does.
    async fn init(&mut self, mut request: Parts, params: ConnectionParams) -> Result<(), Close> {
        let shown = params.0.iter().find(|it| it.0.eq_ignore_ascii_case(AUTHORIZATION.as_str()));
        let shown = shown.and_then(|it| it.1.as_str()).and_then(|it| HeaderValue::from_str(it).ok());
        if let Some(mut shown) = shown {
            shown.set_sensitive(true);
            request.headers.entry(AUTHORIZATION).or_insert(shown);
        }
        request.extensions.insert(params);
        match self.endpoint.0.graph.connect(&request).await {
            Ok(()) => {}
            Err(Denied::Unavailable) => return Err(Close::told(1013, "Try again later")),
            Err(Denied::Unknown | Denied::Forbidden) => return Err(Close::told(4403, "Forbidden")),
        }
        self.from = Some(Arc::new(From { cx: self.cx.clone(), parts: request, uploads: Vec::new() }));
        Ok(())
    }

    /// Begins an operation.
    fn start(&mut self, id: Arc<str>, mut ask: super::super::ask::Ask, from: Arc<From>) {
        let endpoint = self.endpoint.clone();
        let started = async move {
            let prepared = endpoint.prepare(&mut ask);
            match endpoint.start(prepared, &ask, from).await {
                Ok(responses) => {
                    responses.map(|it| Said::Next(it.body)).chain(once(future::ready(Said::Complete))).boxed()
                }
                Err(refused) => once(future::ready(Said::Error(refused.body))).boxed(),
            }
        };
        let said = AssertUnwindSafe(once(started).flatten()).catch_unwind().map(|it| it.unwrap_or(Said::Broken));
        let (said, handle) = abortable(said);
        self.active.insert(id.clone(), handle);
        self.operations.push(said.map(move |it| (id.clone(), it)).boxed());
    }

    /// How a client is told what becomes of an operation.
    fn say(&mut self, said: Option<(Arc<str>, Said)>) -> Result<Option<String>, Close> {
        let Some((id, said)) = said else { return Ok(None) };
        match said {
            Said::Next(body) => next(&id, body).map(Some).ok_or_else(|| Close::told(4500, "Internal server error")),
            Said::Error(body) => {
                self.active.remove(&id);
                Ok(Some(error(&id, &body)))
            }
            Said::Complete => {
                self.active.remove(&id);
                Ok(Some(complete(&id)))
            }
            Said::Broken => Err(Close::told(4500, "Internal server error")),
        }
    }
}

/// How long a client may take to say goodbye.
const PATIENCE: Duration = Duration::from_secs(2);

/// Tells whether a client is there.
struct Alive {
    /// `None`: nobody asks.
    every: Option<Duration>,
    next: Instant,
    asked: bool,
}

impl Alive {
    fn new(every: Duration) -> Self {
        Self { every: Some(every).filter(|it| !it.is_zero()), next: Instant::now() + every, asked: false }
    }

    fn heard(&mut self) {
        self.asked = false;
        self.next = Instant::now() + self.every.unwrap_or_default();
    }

    /// Done when it was silent for too long.
    async fn silent(&self) {
        match self.every {
            Some(_) => sleep_until(self.next).await,
            None => future::pending().await,
        }
    }

    /// Asks once whether it is there.
    async fn ask(&mut self, socket: &mut WebSocket) -> Result<(), Close> {
        if self.asked {
            return Err(Close::Gone);
        }
        self.heard();
        self.asked = true;
        self.send(socket, Message::Ping(Bytes::new())).await
    }

    /// Sends a frame, which a client must take in time: nothing is kept for those who do not.
    async fn send(&self, socket: &mut WebSocket, message: Message) -> Result<(), Close> {
        let sent = timeout(self.every.unwrap_or(Duration::MAX), socket.send(message)).await;
        sent.ok().and_then(Result::ok).ok_or(Close::Gone)
    }
}

/// Why a frame cannot be read.
fn unreadable(error: axum::Error) -> Close {
    match error.into_inner().downcast_ref() {
        Some(tungstenite::Error::Capacity(_)) => Close::told(1009, "The message is too large"),
        Some(tungstenite::Error::Utf8(_)) => Close::told(1007, "The message is not UTF-8"),
        Some(tungstenite::Error::Protocol(_)) => Close::told(1002, "This is no frame"),
        _ => Close::Gone,
    }
}
