//! A service as a generated one is, whose resolvers are told what to answer; it keeps what it is asked.

use futures_util::future::BoxFuture;
use futures_util::stream;
use http::request::Parts;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::any::Any;
use std::borrow::Cow;
use std::sync::{Arc, Mutex};
use zephyrix::graphql::{
    Ask, Column, Engine, Error, Events, Field, From, Graph, Object, ObjectType, Out, Output, Result, Rows, Schema,
    Settings,
};
use zephyrix::{Check, Cx, Denied, Upload, Validate};

use Field::{Plain, Resolved};

pub(super) static SCHEMA: Schema = Schema {
    sdl: include_str!("shop.graphql"),
    objects: &[
        ObjectType {
            name: "Query",
            fields: &[
                Resolved("orders"),
                Resolved("order"),
                Resolved("page"),
                Resolved("entities"),
                Resolved("items"),
                Resolved("find"),
                Resolved("fails"),
                Resolved("panics"),
                Resolved("miscounts"),
                Resolved("me"),
                Resolved("secrets"),
                Resolved("audited"),
                Resolved("catalog"),
            ],
        },
        ObjectType { name: "Mutation", fields: &[Resolved("add"), Resolved("must"), Resolved("attach")] },
        ObjectType { name: "Subscription", fields: &[Resolved("ticks"), Resolved("opened"), Resolved("never")] },
        ObjectType { name: "Page", fields: &[Plain("nodes"), Plain("next"), Plain("last")] },
        ObjectType {
            name: "Order",
            fields: &[
                Plain("id"),
                Plain("state"),
                Plain("total"),
                Resolved("customer"),
                Resolved("owner"),
                Resolved("lines"),
            ],
        },
        ObjectType {
            name: "Customer",
            fields: &[Plain("id"), Plain("name"), Resolved("owner"), Plain("tags"), Resolved("email")],
        },
        ObjectType { name: "Line", fields: &[Resolved("product"), Plain("quantity")] },
        ObjectType { name: "Product", fields: &[Plain("name"), Resolved("parts")] },
    ],
};

/// A value of any of the types, by the names of its fields.
#[derive(Clone, Debug)]
pub(super) enum It {
    Nothing,
    Leaf(Value),
    Object(usize, Map<String, Value>),
    List(Vec<It>),
}

impl Output for It {
    fn out(&self) -> Out<'_> {
        match self {
            Self::Nothing => Out::Null,
            Self::Leaf(it) => Out::Json(it),
            Self::Object(..) => Out::Object(self),
            Self::List(it) => Out::List(it),
        }
    }
}

impl Object for It {
    fn index(&self) -> usize {
        if let Self::Object(index, _) = self { *index } else { usize::MAX }
    }

    fn field(&self, index: usize) -> Out<'_> {
        let Self::Object(object, members) = self else { return Out::Null };
        let name = SCHEMA.objects[*object].fields[index].name();
        if name == "nodes" {
            return ORDERS.get_or_init(|| It::List((0..3).map(order).collect())).out();
        }
        match members.get(name) {
            Some(Value::String(it)) => Out::Text(Cow::Borrowed(it)),
            other => other.map_or(Out::Null, Out::Json),
        }
    }
}

impl It {
    fn is_endless(&self) -> bool {
        matches!(self, Self::Object(_, members) if members["name"] == "endless")
    }

    fn out_id(&self) -> Option<u64> {
        let Self::Object(_, members) = self else { return None };
        members.get("id")?.as_u64()
    }
}

static ORDERS: std::sync::OnceLock<It> = std::sync::OnceLock::new();

fn object(name: &str, members: Value) -> It {
    let index = SCHEMA.objects.iter().position(|it| it.name == name).unwrap();
    let Value::Object(members) = members else { panic!("{members} is no object") };
    It::Object(index, members)
}

pub(super) fn order(id: usize) -> It {
    object("Order", json!({ "id": id, "state": "OPEN", "total": { "eur": id } }))
}

fn customer(id: usize) -> It {
    object("Customer", json!({ "id": id.to_string(), "name": format!("C{id}"), "tags": [["a"], null] }))
}

/// A service, and what it was asked.
#[derive(Default)]
pub(super) struct Shop {
    /// The field, and of how many objects.
    pub(super) asked: Mutex<Vec<String>>,
    /// The scopes that the caller was held against.
    pub(super) held: Mutex<Vec<Vec<Vec<String>>>>,
}

#[derive(Deserialize)]
struct Attach {
    file: Upload,
    note: Option<String>,
}

impl Validate for Attach {
    fn validate(&self, check: &mut Check) {
        if let Some(note) = &self.note {
            check.at("note").min_length(note, 3);
        }
    }
}

impl Shop {
    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    async fn each(&self, name: &str, at: usize, ask: Ask<'_>) -> Result<It> {
        let args = ask.args.values();
        let args = || Value::Object(args.clone());
        Ok(match name {
            "Query.secrets" => {
                assert!(ask.asker.principal.as_ref().is_some_and(|it| it.is::<String>()));
                It::List((0..3).map(order).collect())
            }
            "Query.orders" => {
                let count = args().get("first").and_then(Value::as_u64).unwrap_or(3);
                It::List((0..usize::try_from(count).unwrap()).map(order).collect())
            }
            "Query.order" | "Mutation.add" => {
                let mut it = order(7);
                if let It::Object(_, members) = &mut it {
                    members.insert("total".to_owned(), args());
                }
                it
            }
            "Query.page" => object("Page", json!({})),
            "Query.entities" => It::List(vec![order(1), customer(2), It::Nothing, order(3), object("Line", json!({}))]),
            "Query.items" => {
                let product = || object("Product", json!({ "name": "P" }));
                It::List(vec![
                    It::List(vec![product(), customer(1)]),
                    It::List(vec![It::Nothing, customer(2)]),
                    It::List(vec![customer(3)]),
                ])
            }
            "Query.find" => It::Leaf(args().to_string().into()),
            "Query.fails" => return Err(Error::internal("the password of the database is 1234")),
            "Query.panics" => panic!("no answer"),
            "Order.owner" if ask.of::<It>()?[at].out_id() == Some(3) => It::Nothing,
            "Query.me" | "Order.customer" | "Order.owner" => customer(at),
            "Query.catalog" => It::List(vec![object("Product", json!({ "name": "endless" }))]),
            "Product.parts" if ask.of::<It>()?[at].is_endless() => It::List(vec![ask.of::<It>()?[at].clone()]),
            "Customer.owner" => return Err(Error::new("NOT_FOUND", "There is no such owner.").with("id", at)),
            "Customer.email" => It::Leaf("c@example.com".into()),
            "Order.lines" => {
                let line = |it| object("Line", json!({ "quantity": it }));
                It::List((0..2).map(line).collect())
            }
            "Line.product" => object("Product", json!({ "name": format!("P{at}") })),
            "Mutation.must" if args()["n"] == 0 => It::Nothing,
            "Mutation.must" => It::Leaf(args()["n"].clone()),
            "Mutation.attach" => {
                let Attach { file, note } = ask.args.read()?;
                let bytes = file.bytes().await?;
                It::Leaf(format!("{:?} {} {note:?}", file.file_name, bytes.len()).into())
            }
            _ => It::Nothing,
        })
    }
}

impl Graph for Shop {
    fn resolve<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Box<dyn Column>>> {
        Box::pin(async move {
            let object = &SCHEMA.objects[ask.object];
            let name = format!("{}.{}", object.name, object.fields[ask.field].name());
            self.asked.lock().unwrap().push(format!("{name} {}", ask.of.len()));
            let count = if name == "Query.miscounts" { 2 } else { ask.of.len() };
            let mut rows = Vec::new();
            for at in 0..count {
                rows.push(self.each(&name, at, ask).await);
            }
            Ok(Box::new(Rows(rows)) as Box<dyn Column>)
        })
    }

    fn subscribe<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, Result<Events>> {
        Box::pin(async move {
            let name = SCHEMA.objects[ask.object].fields[ask.field].name();
            let count = ask.args.values().get("count").and_then(Value::as_u64).unwrap_or(1);
            if count == 0 {
                return Err(Error::new("NOT_FOUND", "There is nothing to be told of."));
            }
            let event = move |it: u64| -> Result<Box<dyn Output>> {
                match (name, it) {
                    ("opened", _) => Ok(Box::new(order(9))),
                    (_, 3) => Err(Error::internal("lost")),
                    _ => Ok(Box::new(It::Leaf(it.into()))),
                }
            };
            Ok(Box::pin(stream::iter((1..=count).map(event))) as Events)
        })
    }

    fn allow<'a>(
        &'a self,
        scopes: &'a [Vec<String>],
        request: &'a Parts,
    ) -> BoxFuture<'a, std::result::Result<Arc<dyn Any + Send + Sync>, Denied>> {
        self.held.lock().unwrap().push(scopes.to_vec());
        Box::pin(async move {
            let shown = request.headers.get("x-scopes").ok_or(Denied::Unknown)?.to_str().unwrap();
            let has = |scope: &String| shown.split(' ').any(|it| it == scope);
            let may = scopes.iter().any(|all| all.iter().all(has));
            if may { Ok(Arc::new(shown.to_owned()) as Arc<dyn Any + Send + Sync>) } else { Err(Denied::Forbidden) }
        })
    }
}

/// A service that runs.
pub(super) struct Running {
    pub(super) shop: Arc<Shop>,
    pub(super) engine: Engine,
}

impl Running {
    pub(super) fn new(settings: &Settings) -> Self {
        let shop = Arc::new(Shop::default());
        let engine = Engine::new(&SCHEMA, shop.clone(), settings).unwrap();
        Self { shop, engine }
    }

    /// What a document is answered.
    pub(super) async fn ask(&self, query: &str) -> Value {
        self.ask_with(query, json!({}), None).await
    }

    pub(super) async fn ask_with(&self, query: &str, variables: Value, scopes: Option<&str>) -> Value {
        let Value::Object(variables) = variables else { panic!("{variables} is no object") };
        let response = match self.engine.prepare(query, None) {
            Ok(prepared) => self.engine.execute(&prepared, &variables, from(scopes)).await,
            Err(response) => response,
        };
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!(response.began, body.get("data").is_some(), "{body}");
        assert_eq!(response.began, response.code.is_none(), "{body}");
        body
    }
}

/// Whoever has these scopes.
pub(super) fn from(scopes: Option<&str>) -> Arc<From> {
    let mut request = http::Request::get("/graphql");
    if let Some(scopes) = scopes {
        request = request.header("x-scopes", scopes);
    }
    let (parts, ()) = request.body(()).unwrap().into_parts();
    Arc::new(From { cx: Cx::default(), parts, uploads: vec![Upload::new("four").named("a.txt")] })
}
