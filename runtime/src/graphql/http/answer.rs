//! Answers in one piece: their status, their media type, and how long they may be kept.

use super::wants::Media;
use crate::graphql::{CacheHint, HttpStatus, OperationKind, Response};
use axum::response::IntoResponse;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use http::{HeaderValue, StatusCode};

/// "Partial success", by the draft of GraphQL over HTTP.
const PARTIAL: u16 = 294;

/// The answer to one operation.
pub(super) fn one(
    response: Response,
    kind: Option<OperationKind>,
    media: Media,
    statuses: HttpStatus,
) -> axum::response::Response {
    let status = status(&response, media, statuses);
    // By the draft only successes are called so, which who asks for it takes for one of GraphQL.
    let media = if statuses == HttpStatus::Draft && !status.is_success() { Media::GraphQl } else { media };
    let hint = response.cache.filter(|_| kind == Some(OperationKind::Query));
    written(status, media, kept(hint), response.body)
}

/// The answers to several, in their order.
pub(super) fn many(responses: &[Response], media: Media) -> axum::response::Response {
    let mut body = Vec::with_capacity(responses.iter().map(|it| it.body.len() + 1).sum::<usize>() + 1);
    for (index, it) in responses.iter().enumerate() {
        body.push(if index == 0 { b'[' } else { b',' });
        body.extend_from_slice(&it.body);
    }
    body.push(b']');
    written(StatusCode::OK, media, kept(None), body)
}

fn written(status: StatusCode, media: Media, cache: HeaderValue, body: Vec<u8>) -> axum::response::Response {
    let headers = [(CONTENT_TYPE, media.header()), (CACHE_CONTROL, cache), (VARY, HeaderValue::from_static("accept"))];
    (status, headers, body).into_response()
}

fn kept(hint: Option<CacheHint>) -> HeaderValue {
    let written = hint.map(|it| {
        let scope = if it.private { "private" } else { "public" };
        HeaderValue::from_str(&format!("max-age={}, {scope}", it.max_age))
    });
    written.and_then(Result::ok).unwrap_or(HeaderValue::from_static("no-store"))
}

fn status(response: &Response, media: Media, statuses: HttpStatus) -> StatusCode {
    let partial = || StatusCode::from_u16(PARTIAL).unwrap_or(StatusCode::OK);
    match (response.began, response.code, statuses) {
        (true, _, HttpStatus::Draft) if media == Media::GraphQl && !response.is_whole => partial(),
        (true, ..) => StatusCode::OK,
        (_, Some("BAD_REQUEST"), _) | (_, Some("GRAPHQL_PARSE_FAILED" | "TOKEN_LIMIT"), HttpStatus::Draft) => {
            StatusCode::BAD_REQUEST
        }
        (_, Some("UNAUTHENTICATED"), _) => StatusCode::UNAUTHORIZED,
        (_, Some("FORBIDDEN"), _) => StatusCode::FORBIDDEN,
        (_, Some("INTERNAL_SERVER_ERROR"), _) => StatusCode::INTERNAL_SERVER_ERROR,
        (_, _, HttpStatus::Draft) => StatusCode::UNPROCESSABLE_ENTITY,
        // Those who ask for it may take another status for the failure of something between.
        (_, _, HttpStatus::Established) if media == Media::Json => StatusCode::OK,
        (_, _, HttpStatus::Established) => StatusCode::BAD_REQUEST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(began: bool, code: Option<&'static str>, body: &str) -> Response {
        Response { began, is_whole: !body.contains("errors"), body: body.into(), cache: None, code }
    }

    #[test]
    fn statuses_are_of_the_one_school_or_the_other() {
        use HttpStatus::{Draft, Established};
        use Media::{GraphQl, Json};
        let (good, part) = (r#"{"data":{}}"#, r#"{"data":{},"errors":[{"message":"m"}]}"#);
        for (it, json, ours, json_draft, ours_draft) in [
            (response(true, None, good), 200, 200, 200, 200),
            (response(true, None, part), 200, 200, 200, 294),
            (response(false, Some("GRAPHQL_PARSE_FAILED"), "{}"), 200, 400, 400, 400),
            (response(false, Some("GRAPHQL_VALIDATION_FAILED"), "{}"), 200, 400, 422, 422),
            (response(false, Some("UNAUTHENTICATED"), "{}"), 401, 401, 401, 401),
            (response(false, Some("INTERNAL_SERVER_ERROR"), "{}"), 500, 500, 500, 500),
        ] {
            let of = |media, statuses| status(&it, media, statuses).as_u16();
            assert_eq!(
                [of(Json, Established), of(GraphQl, Established), of(Json, Draft), of(GraphQl, Draft)],
                [json, ours, json_draft, ours_draft],
                "{it:?}"
            );
        }
    }

    #[test]
    fn hints_are_for_queries_alone() {
        let hint = Some(CacheHint { max_age: 60, private: true });
        let it = Response { cache: hint, ..response(true, None, "{}") };
        let cached =
            |kind| one(it.clone(), Some(kind), Media::Json, HttpStatus::Established).headers()[CACHE_CONTROL].clone();
        assert_eq!(cached(OperationKind::Query), "max-age=60, private");
        assert_eq!(cached(OperationKind::Mutation), "no-store");
    }
}
