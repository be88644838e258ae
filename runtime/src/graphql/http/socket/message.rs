//! The messages of the protocol.

use super::super::ask::Ask;
use super::close::Close;
use serde_json::{Map, Value, json};

/// What a client says.
#[derive(Debug)]
pub(super) enum Heard {
    Init(Map<String, Value>),
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, ask: Box<Ask> },
    Complete { id: String },
}

impl Heard {
    /// As a text says.
    pub(super) fn read(text: &str) -> Result<Self, Close> {
        let invalid = |why: &str| Close::invalid(format!("Invalid message received: {why}"));
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
            return Err(invalid("it is no object of JSON"));
        };
        let payload = message.remove("payload").filter(|it| !it.is_null());
        let kind = message.remove("type");
        let id = || match message.get("id") {
            Some(Value::String(id)) if !id.is_empty() => Ok(id.clone()),
            _ => Err(invalid("`id` must be a text, and not empty")),
        };
        let object = |it: Option<Value>| match it {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(map)),
            Some(_) => Err(invalid("`payload` must be an object")),
        };
        Ok(match kind.as_ref().and_then(Value::as_str) {
            Some("connection_init") => Self::Init(object(payload)?.unwrap_or_default()),
            Some("ping") => Self::Ping(object(payload)?.map(Value::Object)),
            Some("pong") => object(payload).map(|_| Self::Pong)?,
            Some("complete") => Self::Complete { id: id()? },
            Some("subscribe") => {
                let map = object(payload)?.ok_or_else(|| invalid("`payload` must be an object"))?;
                let ask = Ask::of_map(map).map_err(|it| invalid(it.message()))?;
                Self::Subscribe { id: id()?, ask: Box::new(ask) }
            }
            _ => return Err(invalid("there is no message of this `type`")),
        })
    }
}

/// What becomes of an operation.
#[derive(Debug)]
pub(super) enum Said {
    /// A response.
    Next(Vec<u8>),
    /// The response to what cannot be executed, which ends it.
    Error(Vec<u8>),
    /// It is over.
    Complete,
    /// It broke, and nobody knows in what state.
    Broken,
}

pub(super) fn ack() -> String {
    json!({ "type": "connection_ack" }).to_string()
}

pub(super) fn pong(payload: Option<Value>) -> String {
    let mut message = json!({ "type": "pong" });
    if let Some(payload) = payload {
        message["payload"] = payload;
    }
    message.to_string()
}

/// A response: not parsed again, and written as it is.
pub(super) fn next(id: &str, body: Vec<u8>) -> Option<String> {
    let body = String::from_utf8(body).ok()?;
    Some(format!("{{\"id\":{},\"type\":\"next\",\"payload\":{body}}}", Value::from(id)))
}

/// The errors of a response.
pub(super) fn error(id: &str, body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    json!({ "id": id, "type": "error", "payload": body["errors"] }).to_string()
}

pub(super) fn complete(id: &str) -> String {
    json!({ "id": id, "type": "complete" }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_of_the_protocol() {
        let read = Heard::read;
        assert!(matches!(read(r#"{"type":"connection_init"}"#), Ok(Heard::Init(it)) if it.is_empty()));
        assert!(matches!(read(r#"{"type":"connection_init","payload":{"a":1}}"#), Ok(Heard::Init(it)) if it["a"] == 1));
        assert!(matches!(read(r#"{"type":"ping","payload":null}"#), Ok(Heard::Ping(None))));
        assert!(matches!(read(r#"{"type":"complete","id":"1"}"#), Ok(Heard::Complete { id }) if id == "1"));
        assert!(matches!(
            read(r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","operationName":null,"variables":{"b":1}}}"#),
            Ok(Heard::Subscribe { id, ask }) if id == "1" && ask.request.query == "{a}" && ask.request.variables["b"] == 1
        ));
        for wrong in [
            "",
            "[]",
            "{}",
            r#"{"type":"start"}"#,
            r#"{"type":1}"#,
            r#"{"type":"connection_init","payload":1}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"complete","id":1}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"1","payload":{}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[]}}"#,
        ] {
            assert!(matches!(read(wrong), Err(Close::Told(4400, _))), "{wrong}");
        }
    }

    #[test]
    fn responses_are_put_in_messages() {
        let next: Value = serde_json::from_str(&next("a\"b", br#"{"data":{}}"#.to_vec()).unwrap()).unwrap();
        assert_eq!(next, json!({ "id": "a\"b", "type": "next", "payload": { "data": {} } }));
        let error: Value = serde_json::from_str(&error("1", br#"{"errors":[{"message":"m"}]}"#)).unwrap();
        assert_eq!(error["payload"], json!([{ "message": "m" }]));
    }
}
