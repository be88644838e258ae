//! The service of `shop.graphql` by hand: objects by derive, relations by data loaders.

#[path = "../../data.rs"]
mod data;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{ComplexObject, Context, EmptyMutation, EmptySubscription, ID, Object, Result, Schema, SimpleObject};
use async_graphql_axum::{GraphQLRequest, GraphQLResponse};
use axum::extract::State;
use axum::routing::post;
use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

type Shop = Schema<Query, EmptyMutation, EmptySubscription>;

struct Query;

#[Object]
impl Query {
    async fn orders(&self, #[graphql(default = 20)] first: i32) -> Vec<Order> {
        data::orders(first).map(|(id, note, total, customer)| Order { id: id.into(), note, total, customer }).collect()
    }
}

#[derive(Clone, SimpleObject)]
#[graphql(complex)]
struct Order {
    id: ID,
    note: Option<String>,
    total: f64,
    #[graphql(skip)]
    customer: String,
}

#[ComplexObject]
impl Order {
    async fn customer(&self, cx: &Context<'_>) -> Result<Customer> {
        let found = cx.data::<DataLoader<Customers>>()?.load_one(self.customer.clone()).await?;
        found.ok_or_else(|| "there is no such customer".into())
    }

    async fn lines(&self, cx: &Context<'_>) -> Result<Vec<Line>> {
        Ok(cx.data::<DataLoader<Lines>>()?.load_one(self.id.to_string()).await?.unwrap_or_default())
    }
}

#[derive(Clone, SimpleObject)]
struct Customer {
    id: ID,
    name: String,
    city: String,
}

#[derive(Clone, SimpleObject)]
#[graphql(complex)]
struct Line {
    id: ID,
    quantity: i32,
    #[graphql(skip)]
    product: String,
}

#[ComplexObject]
impl Line {
    async fn product(&self, cx: &Context<'_>) -> Result<Product> {
        let found = cx.data::<DataLoader<Products>>()?.load_one(self.product.clone()).await?;
        found.ok_or_else(|| "there is no such product".into())
    }
}

#[derive(Clone, SimpleObject)]
struct Product {
    id: ID,
    name: String,
    price: f64,
    in_stock: bool,
}

struct Customers;

impl Loader<String> for Customers {
    type Value = Customer;
    type Error = Infallible;

    async fn load(&self, keys: &[String]) -> std::result::Result<HashMap<String, Customer>, Infallible> {
        let found = keys.iter().map(|key| {
            let (name, city) = data::customer(key);
            (key.clone(), Customer { id: key.into(), name, city })
        });
        Ok(found.collect())
    }
}

struct Lines;

impl Loader<String> for Lines {
    type Value = Vec<Line>;
    type Error = Infallible;

    async fn load(&self, keys: &[String]) -> std::result::Result<HashMap<String, Vec<Line>>, Infallible> {
        let line = |(id, quantity, product): (String, i32, String)| Line { id: id.into(), quantity, product };
        Ok(keys.iter().map(|key| (key.clone(), data::lines(key).map(line).collect())).collect())
    }
}

struct Products;

impl Loader<String> for Products {
    type Value = Product;
    type Error = Infallible;

    async fn load(&self, keys: &[String]) -> std::result::Result<HashMap<String, Product>, Infallible> {
        let found = keys.iter().map(|key| {
            let (name, price, in_stock) = data::product(key);
            (key.clone(), Product { id: key.into(), name, price, in_stock })
        });
        Ok(found.collect())
    }
}

async fn ask(State(shop): State<Shop>, request: GraphQLRequest) -> GraphQLResponse {
    // Loaders of their own for each request, as their documentation wants it; that they wait would be all there is to see.
    let request = request.into_inner();
    let request = request.data(DataLoader::new(Customers, tokio::spawn).delay(Duration::ZERO));
    let request = request.data(DataLoader::new(Lines, tokio::spawn).delay(Duration::ZERO));
    let request = request.data(DataLoader::new(Products, tokio::spawn).delay(Duration::ZERO));
    shop.execute(request).await.into()
}

#[tokio::main]
async fn main() {
    let shop = Schema::build(Query, EmptyMutation, EmptySubscription).limit_depth(15).limit_complexity(100_000).finish();
    let app = axum::Router::new().route("/graphql", post(ask)).with_state(shop);
    let addr = std::env::args().nth(1).expect("an address");
    let listener = tokio::net::TcpListener::bind(addr).await.expect("a free port");
    axum::serve(listener, app).await.expect("a server");
}
