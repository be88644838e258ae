//! The service of `bench.proto` by hand: messages by prost's derive, and what tonic's generator writes of a service.

use futures_util::stream::{self, BoxStream, StreamExt};
use std::collections::HashMap;
use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::task::{Context, Poll};
use tonic::body::Body;
use tonic::codec::CompressionEncoding::Gzip;
use tonic::codegen::http;
use tonic::server::{Grpc, NamedService, ServerStreamingService, UnaryService};
use tonic::{Request, Response, Status};
use tonic_prost::ProstCodec;

#[derive(Clone, PartialEq, prost::Message)]
struct Ping {
    #[prost(string, tag = "1")]
    text: String,
    #[prost(int64, tag = "2")]
    number: i64,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Order {
    #[prost(string, tag = "1")]
    id: String,
    #[prost(message, optional, tag = "2")]
    customer: Option<Customer>,
    #[prost(message, repeated, tag = "3")]
    lines: Vec<Line>,
    #[prost(map = "string, string", tag = "4")]
    labels: HashMap<String, String>,
    #[prost(int64, tag = "5")]
    total: i64,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Customer {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "2")]
    email: String,
    #[prost(bool, tag = "3")]
    known: bool,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Line {
    #[prost(string, tag = "1")]
    sku: String,
    #[prost(string, tag = "2")]
    title: String,
    #[prost(int32, tag = "3")]
    quantity: i32,
    #[prost(int64, tag = "4")]
    price: i64,
    #[prost(string, repeated, tag = "5")]
    tags: Vec<String>,
    #[prost(string, optional, tag = "6")]
    note: Option<String>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct WatchRequest {
    #[prost(int32, tag = "1")]
    count: i32,
}

fn order(at: i32) -> Order {
    let line = |number: i32| Line {
        sku: format!("sku-{number:08}"),
        title: "A thing that somebody may want, in a box of its own".to_owned(),
        quantity: number,
        price: 1_999,
        tags: vec!["new".to_owned(), "blue".to_owned()],
        note: None,
    };
    let customer = Customer { name: "Ada Lovelace".to_owned(), email: "ada@example.org".to_owned(), known: true };
    Order {
        id: format!("order-{at}"),
        customer: Some(customer),
        lines: (0..100).map(line).collect(),
        labels: [("region".to_owned(), "eu".to_owned())].into(),
        total: 199_900,
    }
}

/// A method that answers what it is asked with.
struct Echo;

impl<M: Send + 'static> UnaryService<M> for Echo {
    type Response = M;
    type Future = Ready<Result<Response<M>, Status>>;

    fn call(&mut self, request: Request<M>) -> Self::Future {
        ready(Ok(Response::new(request.into_inner())))
    }
}

struct Watch;

impl ServerStreamingService<WatchRequest> for Watch {
    type Response = Order;
    type ResponseStream = BoxStream<'static, Result<Order, Status>>;
    type Future = Ready<Result<Response<Self::ResponseStream>, Status>>;

    fn call(&mut self, request: Request<WatchRequest>) -> Self::Future {
        ready(Ok(Response::new(stream::iter((0..request.into_inner().count).map(|at| Ok(order(at)))).boxed())))
    }
}

#[derive(Clone)]
struct Bench;

impl NamedService for Bench {
    const NAME: &'static str = "bench.v1.Bench";
}

impl tonic::codegen::Service<http::Request<Body>> for Bench {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        match request.uri().path() {
            "/bench.v1.Bench/Echo" => Box::pin(async move {
                let mut grpc = Grpc::new(ProstCodec::<Ping, Ping>::default()).accept_compressed(Gzip).send_compressed(Gzip);
                Ok(grpc.unary(Echo, request).await)
            }),
            "/bench.v1.Bench/Place" => Box::pin(async move {
                let mut grpc = Grpc::new(ProstCodec::<Order, Order>::default()).accept_compressed(Gzip).send_compressed(Gzip);
                Ok(grpc.unary(Echo, request).await)
            }),
            "/bench.v1.Bench/Watch" => Box::pin(async move {
                let mut grpc =
                    Grpc::new(ProstCodec::<Order, WatchRequest>::default()).accept_compressed(Gzip).send_compressed(Gzip);
                Ok(grpc.server_streaming(Watch, request).await)
            }),
            _ => Box::pin(async { Ok(Status::unimplemented("").into_http()) }),
        }
    }
}

#[tokio::main]
async fn main() {
    let address = std::env::args().nth(1).and_then(|it| it.parse().ok()).expect("an address");
    // As the generated service does: a client that is silent is asked whether it is there.
    let pings = Some(std::time::Duration::from_secs(20));
    let mut server = tonic::transport::Server::builder().http2_keepalive_interval(pings);
    server.add_service(Bench).serve(address).await.expect("it listens");
}
