//! What came back: data, errors, or both.

use super::error::{Error, Refused};
use crate::client::{Answer as Response, Error as Failure};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::{Map, Value};

/// What an operation brought. Where some of it could not be had, the rest is there all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// What was asked for; nothing where a field failed that cannot be null.
    pub data: Option<T>,
    /// What went wrong: each names the field that is null for it.
    pub errors: Vec<Error>,
    /// What the service says beyond that.
    pub extensions: Map<String, Value>,
}

impl<T> Answer<T> {
    /// The data, if nothing of it is missing.
    ///
    /// # Errors
    /// When anything went wrong.
    pub fn complete(self) -> Result<T, Refused> {
        match self.data {
            Some(data) if self.errors.is_empty() => Ok(data),
            _ if self.errors.is_empty() => Err(silent()),
            _ => Err(Refused { errors: self.errors }),
        }
    }

    /// What is there.
    ///
    /// # Errors
    /// When nothing is.
    pub fn partial(self) -> Result<T, Refused> {
        match self.data {
            Some(data) => Ok(data),
            None => self.complete(),
        }
    }
}

/// Of an answer that has nothing, though nothing went wrong, which no service may give.
fn silent() -> Refused {
    Refused::told("the service answered nothing, and does not say why".to_owned())
}

/// An answer as it is written. Data that is null is not the same as none.
#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
#[allow(clippy::option_option, reason = "null is not nothing")]
pub(super) struct Wire<T> {
    #[serde(default, deserialize_with = "there")]
    data: Option<Option<T>>,
    #[serde(default)]
    errors: Option<Vec<Error>>,
    #[serde(default)]
    extensions: Option<Map<String, Value>>,
}

fn there<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl<T> Wire<T> {
    /// The answer; or, where nothing was executed, why.
    pub(super) fn read(self) -> Result<Answer<T>, Refused> {
        let errors = self.errors.unwrap_or_default();
        match self.data {
            Some(data) => Ok(Answer { data, errors, extensions: self.extensions.unwrap_or_default() }),
            None if errors.is_empty() => Err(silent()),
            None => Err(Refused { errors }),
        }
    }
}

/// An answer in one piece.
///
/// What is `application/json` and no success may be of something that stands before the service, which knows no GraphQL.
pub(super) fn read<T: DeserializeOwned>(answer: Response) -> Result<Answer<T>, Failure<Refused>> {
    let is_ours = answer.is_of(&["application/graphql-response+json"]);
    let success = (200..300).contains(&answer.status());
    if !is_ours && !answer.is_of(&["application/json"]) {
        return answer.unexpected();
    }
    match serde_json::from_slice::<Wire<T>>(answer.body()) {
        Ok(wire) if wire.data.is_some() || wire.errors.as_ref().is_some_and(|it| !it.is_empty()) => {
            wire.read().map_err(Failure::Api)
        }
        Err(error) if is_ours || success => Err(answer.decode(&error)),
        Ok(_) if is_ours || success => Err(answer.decode(&serde_json::Error::custom("neither data nor errors"))),
        _ => answer.unexpected(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use http::header::CONTENT_TYPE;
    use http::{HeaderMap, HeaderValue, StatusCode};

    const OURS: &str = "application/graphql-response+json; charset=utf-8";

    fn answered(status: u16, media: &'static str, body: &'static str) -> Result<Answer<Value>, Failure<Refused>> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media))]);
        read(Response::of(StatusCode::from_u16(status).unwrap(), headers, Bytes::from_static(body.as_bytes())))
    }

    #[test]
    fn some_of_it_is_kept_when_not_all_could_be_had() {
        let body = r#"{"data":{"a":null},"errors":[{"message":"no","path":["a",0,"b"],"extensions":{"code":"C"}}]}"#;
        let answer = answered(200, OURS, body).unwrap();
        assert_eq!(answer.data, Some(serde_json::json!({ "a": null })));
        assert_eq!((answer.errors[0].to_string().as_str(), answer.errors[0].code()), ("no at `a.0.b`", Some("C")));
        assert!(answer.clone().partial().is_ok() && answer.complete().is_err());
    }

    #[test]
    fn null_is_an_answer_and_nothing_is_a_refusal() {
        let errors = r#""errors":[{"message":"no"}]"#;
        let null: &str = Box::leak(format!("{{\"data\":null,{errors}}}").into_boxed_str());
        let none: &str = Box::leak(format!("{{{errors}}}").into_boxed_str());
        assert_eq!(answered(200, OURS, null).unwrap().data, None);
        assert!(matches!(answered(400, OURS, none), Err(Failure::Api(it)) if it.errors.len() == 1));
        assert!(matches!(answered(400, "application/json", none), Err(Failure::Api(_))));
    }

    #[test]
    fn what_is_not_of_graphql_is_unexpected() {
        for (status, media, body) in [
            (502, "text/html", "<html>"),
            (200, "text/plain", "{\"data\":{}}"),
            (404, "application/json", "{\"title\":\"not here\"}"),
            (503, "application/json", "not JSON"),
        ] {
            assert!(matches!(answered(status, media, body), Err(Failure::Unexpected(_))), "{status} {media}");
        }
        for (status, media, body) in [(200, "application/json", "{}"), (400, OURS, "{"), (200, OURS, "{\"errors\":[]}")]
        {
            assert!(matches!(answered(status, media, body), Err(Failure::Decode(_))), "{status} {body}");
        }
    }
}
