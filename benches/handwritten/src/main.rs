//! The service of `schema.yaml` as an expert writes it on axum 0.8: the yardstick.
//!
//! `handwritten ADDR lean` is the routes and nothing else; `handwritten ADDR full` has around them what the generated
//! service has: request ids, an access log, metrics, a deadline, panics as 500.

mod model;

use axum::extract::{MatchedPath, Path, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use model::{NewPet, Pet, Status, Violation};
use std::time::{Duration, Instant};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};

#[tokio::main]
async fn main() {
    let address = std::env::args().nth(1).expect("an address");
    let full = std::env::args().nth(2).as_deref() == Some("full");
    let routes = Router::new().route("/pet/{petId}", get(get_pet)).route("/pets", post(create_pet));
    let app = if full { dressed(routes) } else { routes };
    let listener = tokio::net::TcpListener::bind(address).await.expect("a free address");
    axum::serve(listener, app).await.expect("to serve");
}

fn dressed(routes: Router) -> Router {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder().expect("one recorder");
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).init();
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(TraceLayer::new_for_http().on_response(DefaultOnResponse::new().level(tracing::Level::INFO)))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)));
    routes
        .layer(from_fn(measured))
        .layer(layers)
        .route("/metrics", get(move || std::future::ready(recorder.render())))
}

async fn measured(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or_else(String::new, |it| it.as_str().to_owned());
    let method = request.method().to_string();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let labels = [("http_request_method", method), ("http_route", route), ("http_response_status_code", status)];
    metrics::histogram!("http_server_request_duration_seconds", &labels).record(start.elapsed().as_secs_f64());
    response
}

async fn get_pet(Path(pet_id): Path<i64>) -> Result<Json<Pet>, Response> {
    if pet_id < 1 {
        return Err(invalid(vec![Violation::new("/petId", "minimum")]));
    }
    Ok(Json(Pet {
        id: pet_id,
        name: "Rex".to_owned(),
        chip: Some("123456789012345".to_owned()),
        status: Status::Available,
        weight_kg: Some(12.5),
        tags: Some(vec!["good".to_owned(), "dog".to_owned()]),
    }))
}

async fn create_pet(Json(new): Json<NewPet>) -> Result<(StatusCode, Json<Pet>), Response> {
    let violations = new.violations();
    if !violations.is_empty() {
        return Err(invalid(violations));
    }
    let NewPet { name, chip, status, weight_kg, tags } = new;
    Ok((StatusCode::CREATED, Json(Pet { id: 1, name, chip, status, weight_kg, tags })))
}

fn invalid(errors: Vec<Violation>) -> Response {
    let body = serde_json::json!({ "type": "about:blank", "status": 422, "title": "Unprocessable", "errors": errors });
    (StatusCode::UNPROCESSABLE_ENTITY, [(CONTENT_TYPE, "application/problem+json")], Json(body)).into_response()
}
