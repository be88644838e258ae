//! Calls as plain HTTP and JSON, as `google.api.http` says (AIP-127, and `google/api/http.proto` for the rules).

use super::lines::{self, Shown};
use super::messages::{Give, Take};
use super::operation::{Call, Rpc};
use super::protocol::Protocol;
use super::status::Status;
use crate::call::{self, Accepts, decoded, pairs};
use crate::json::decode;
use crate::proto::Fields;
use crate::routing::{Incoming, Operation};
use crate::types::Mismatch;
use crate::{Check, Cx, Validate};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::once;
use http::StatusCode;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::future::{Future, ready};
use std::marker::PhantomData;

const JSON: Accepts = Accepts::optional(&["application/json"]);

/// How a request tells a message.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The fields that the path sets, each with what it is put together of: `("name", "shelves/{shelf}")`.
    pub path: &'static [(&'static str, &'static str)],
    /// What the body is. Whatever neither path nor body sets may be in the query.
    pub body: Payload,
    /// The field of the answer that is its body; the whole of it, where there is none.
    pub answer: Option<&'static str>,
}

/// What the body of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing; the query may set any field.
    None,
    /// The message, and the query sets nothing.
    Whole,
    /// A field of it.
    Field(&'static str),
}

/// A handler of a method that is asked by HTTP; see [`transcoded`].
#[derive(Debug)]
pub struct Transcoded<R, F> {
    pub(super) handler: F,
    pub(super) rule: &'static Rule,
    of: PhantomData<fn() -> R>,
}

/// Has a handler of a method answer requests of HTTP, which tell its message by a rule.
pub fn transcoded<R: Rpc, F>(rule: &'static Rule, handler: F) -> Transcoded<R, F> {
    Transcoded { handler, rule, of: PhantomData }
}

impl<A, R, I, O, F, Answering> Operation<A, (R, I, O)> for Transcoded<R, F>
where
    A: Send,
    R: Rpc<Input: Fields>,
    I: Take<R::Input> + Send,
    O: Give<R::Output>,
    F: Fn(A, Cx, I) -> Answering + Send + Sync + 'static,
    Answering: Future<Output = Result<O, Status>> + Send,
{
    const BODY: Accepts = Self::body(I::MANY);

    async fn answer(&self, api: A, incoming: &mut Incoming<'_>) -> Response {
        transcode::<R, _, _, _>(self.rule, incoming, |cx, input| (self.handler)(api, cx, input)).await
    }
}

impl<R, F> Transcoded<R, F> {
    /// What a method of one message, or of `many`, takes.
    pub(super) const fn body(many: bool) -> Accepts {
        if many { Accepts::calls() } else { JSON }
    }
}

/// Answers a request that tells a message by a rule with what a handler makes of it.
pub(super) async fn transcode<R, I, O, Answering>(
    rule: &'static Rule,
    incoming: &mut Incoming<'_>,
    handler: impl FnOnce(Cx, I) -> Answering + Send,
) -> Response
where
    R: Rpc<Input: Fields>,
    I: Take<R::Input> + Send,
    O: Give<R::Output>,
    Answering: Future<Output = Result<O, Status>> + Send,
{
    let url = match Url::of(rule, incoming) {
        Ok(url) => url,
        Err(refused) => return refused,
    };
    let call = Call::<R, I, _>::new(incoming, handler);
    let metadata = call.metadata.clone();
    let shown = Shown::of(&incoming.parts.headers, O::MANY);
    let mut response = if I::MANY {
        if Protocol::of::<R>(&incoming.parts, true, O::MANY) != Some(Protocol::Lines) {
            return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
        }
        let limit = incoming.limits.body;
        let (_, body) = incoming.take();
        let sent = lines::read(body, limit, move |line| url.message(rule, line));
        lines::answer(sent, shown, rule.answer, call).await
    } else {
        let bytes = match whole(rule, incoming).await {
            Ok(bytes) => bytes,
            Err(refused) => return refused,
        };
        match url.message(rule, &bytes) {
            Ok(message) => lines::answer(once(ready(Ok(message))), shown, rule.answer, call).await,
            Err(status) => status.answer(),
        }
    };
    metadata.head(&mut response);
    response
}

/// The bytes of a body that is one message, or part of one.
async fn whole(rule: &Rule, incoming: &mut Incoming<'_>) -> Result<Bytes, Response> {
    let body = std::mem::take(&mut incoming.body);
    match rule.body {
        Payload::None => Ok(Bytes::new()),
        Payload::Whole | Payload::Field(_) => call::whole(JSON, &incoming.parts, body, incoming.limits)
            .await
            .map_err(|refusal| refusal.instance(&incoming.id).into_response()),
    }
}

/// What the URL of a request tells of fields.
struct Url {
    /// Empty where a body tells all.
    query: String,
    /// Fields, and what the path says of each.
    path: Vec<(&'static str, String)>,
}

impl Url {
    fn of(rule: &Rule, incoming: &Incoming<'_>) -> Result<Self, Response> {
        let uri = &incoming.parts.uri;
        let values = incoming.captures.decode(uri.path());
        let values = values.map_err(|refusal| refusal.instance(&incoming.id).into_response())?;
        let text = |template| filled(template, |name| values.get(name).unwrap_or_default());
        let query = uri.query().filter(|_| rule.body != Payload::Whole).unwrap_or_default().to_owned();
        Ok(Self { query, path: rule.path.iter().map(|(field, template)| (*field, text(template))).collect() })
    }

    /// The message that a body and the rest tell: the body first, so that what the path says has the last word.
    fn message<T: DeserializeOwned + Default + Fields>(&self, rule: &Rule, bytes: &[u8]) -> Result<T, Status> {
        let mut wrong = Check::new("body");
        let mut message: T = body(rule.body, bytes, &mut wrong)?;
        for (name, value) in pairs(&self.query) {
            let set = decoded(value).and_then(|value| message.set(&name, &value));
            note(set, "query", &name, &mut wrong);
        }
        for (field, text) in &self.path {
            note(message.set(field, text), "path", field, &mut wrong);
        }
        if wrong.is_empty() { Ok(message) } else { Err(Status::violations(&wrong.finish())) }
    }
}

/// Notes what a text is not. Names that are those of no field are passed over, as unknown members are.
fn note(set: Result<bool, Mismatch>, place: &'static str, field: &str, wrong: &mut Check) {
    if let Err(it) = set {
        wrong.parameter(place, field, |check| check.violation(it.code, it.detail));
    }
}

/// A template with its holes filled.
fn filled<'v>(template: &str, value: impl Fn(&str) -> &'v str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.extend([before, value(name)]);
        rest = after;
    }
    text + rest
}

/// The message of a body; none at all is one without fields. What is wrong in it is told in `wrong`.
///
/// # Errors
/// When it is not JSON.
fn body<T: DeserializeOwned + Default>(payload: Payload, bytes: &[u8], wrong: &mut Check) -> Result<T, Status> {
    if bytes.is_empty() {
        return Ok(T::default());
    }
    let read = match payload {
        Payload::Field(name) => {
            // Alone it must be JSON: what would be more than one member, once there are braces around it, is not.
            let malformed = |it: serde_json::Error| Status::invalid_argument(format!("Not valid JSON: {it}."));
            serde_json::from_slice::<IgnoredAny>(bytes).map_err(malformed)?;
            let within = [br#"{""#, name.as_bytes(), br#"":"#, bytes, b"}"].concat();
            decode::<Unchecked<T>>(&within, wrong)
        }
        Payload::Whole | Payload::None => decode::<Unchecked<T>>(bytes, wrong),
    };
    let message = read.map_err(|malformed| Status::invalid_argument(malformed.to_string()))?;
    Ok(message.map_or_else(T::default, |it| it.0))
}

/// Part of a message: it is checked when all of it is there.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Unchecked<T>(T);

impl<T> Validate for Unchecked<T> {
    fn validate(&self, _: &mut Check) {}
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn templates_are_filled() {
        let value = |it: &str| if it == "a" { "1" } else { "2/3" };
        assert_eq!(filled("shelves/{a}/books/{b}", value), "shelves/1/books/2/3");
        assert_eq!(filled("{a}", value), "1");
        assert_eq!(filled("fixed", value), "fixed");
    }
}
