//! The methods of `Bench`.

use crate::app::App;
use crate::generated::api::bench::BenchApi;
use crate::generated::models::{Customer, Line, Order, Ping, WatchRequest};
use zephyrix::Cx;
use zephyrix::rpc::{Messages, Status};

impl BenchApi for App {
    async fn echo(&self, _: Cx, request: Ping) -> Result<Ping, Status> {
        Ok(request)
    }

    async fn place(&self, _: Cx, request: Order) -> Result<Order, Status> {
        Ok(request)
    }

    async fn watch(&self, _: Cx, request: WatchRequest) -> Result<Messages<Order>, Status> {
        Ok(Messages::all((0..request.count).map(order)))
    }
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
