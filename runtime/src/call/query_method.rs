//! The `QUERY` method: safe, with a body (IETF draft-ietf-httpbis-safe-method-w-body, OpenAPI 3.2).

use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use http::StatusCode;

/// Routes `QUERY` to a handler; axum has no filter for a method this new.
pub fn query<H, T, S>(handler: H) -> MethodRouter<S>
where
    H: Handler<T, S> + Sync,
    T: Send + 'static,
    S: Clone + Send + Sync + 'static,
{
    let dispatch = move |State(state): State<S>, request: Request| async move {
        if request.method().as_str() == "QUERY" {
            return handler.call(request, state).await;
        }
        let refused: Response = StatusCode::METHOD_NOT_ALLOWED.into_response();
        refused
    };
    MethodRouter::new().fallback(dispatch)
}
