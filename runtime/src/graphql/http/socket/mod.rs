//! Operations over a socket: `graphql-transport-ws`,
//! <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>.

mod close;
mod connection;
mod message;

use super::endpoint::Endpoint;
use super::refusal::Refusal;
use crate::Cx;
use axum::extract::{FromRequestParts, WebSocketUpgrade};
use axum::response::Response;
use connection::Connection;
use http::header::UPGRADE;
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

/// The name of the protocol.
const PROTOCOL: &str = "graphql-transport-ws";

/// What a client says in `connection_init`, among the extensions of the request that resolvers and guards are shown.
///
/// `Authorization` in it, in whatever letters, is taken for the header where the handshake had none: browsers can set no
/// headers of a socket.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConnectionParams(pub Map<String, Value>);

/// Whether a socket is asked for; clients offer other protocols by the same header, and can do without.
pub(super) fn is_asked(headers: &HeaderMap) -> bool {
    headers.get(UPGRADE).is_some_and(|it| it.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Makes a socket of a request.
pub(super) async fn upgrade(endpoint: Endpoint, cx: Cx, mut request: Parts) -> Result<Response, Refusal> {
    let slot = endpoint.0.slots.clone().try_acquire_owned();
    let slot =
        slot.map_err(|_| Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "BAD_REQUEST", "There are too many sockets."))?;
    let upgrade = WebSocketUpgrade::from_request_parts(&mut request, &()).await;
    let upgrade = upgrade.map_err(|it| Refusal::new(it.status(), "BAD_REQUEST", it.body_text()))?;
    let most = endpoint.0.limits.body;
    let upgrade = upgrade.protocols([PROTOCOL]).max_message_size(most).max_frame_size(most);
    Ok(upgrade.on_upgrade(async move |socket| {
        // As long as this is held, the service does not end.
        let stay = endpoint.0.life.stay();
        Connection::new(endpoint, cx, request).serve(socket, stay).await;
        drop(slot);
    }))
}
