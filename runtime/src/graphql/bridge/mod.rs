//! A schema whose fields operations of HTTP answer: a root field becomes a request to the service itself, and its answer
//! the value.
//!
//! So there is one handler, and whoever it is asked by, the same is proven, validated and limited. What goes where, tables
//! say: no type of Rust is made for it.

mod asked;
mod input;
mod node;
mod page;
mod related;
mod table;

pub use table::{
    Answer, Asking, Bridge, Call, Finds, Holds, Included, Limit, Listing, Member, Null, Page, Place, Related, Source,
    To, Union, Written,
};

use super::{Ask, Column, Error, Events, Future, Graph, Result, generated};
use crate::bridge::Within;
use crate::types::Base64;
use asked::Caller;
use node::{Held, Node};
use serde_json::{Map, Value};
use std::any::Any;
use std::sync::{Arc, OnceLock};

/// Answers a schema by the operations of the service around it.
#[derive(Debug)]
pub struct Bridged {
    bridge: &'static Bridge,
    within: OnceLock<Within>,
}

impl Bridged {
    /// Answers as a table says.
    pub fn new(bridge: &'static Bridge) -> Arc<Self> {
        Arc::new(Self { bridge, within: OnceLock::new() })
    }

    async fn answer(&self, ask: Ask<'_>) -> Result<Box<dyn Column>> {
        let sources = self.bridge.objects.get(ask.object).copied().unwrap_or_default();
        match sources.get(ask.field) {
            Some(Source::Constant(text)) => generated::row((*text).to_owned(), ask),
            Some(Source::Asked(call)) => generated::row(self.call(call, ask).await?, ask),
            Some(Source::Related(related)) => {
                let caller = Caller::new(self.within.get(), ask.asker)?;
                let of: Vec<&Node> = ask.of.iter().filter_map(|it| (*it as &dyn Any).downcast_ref()).collect();
                generated::rows(related::related(&caller, self.bridge, related, &of).await)
            }
            _ => generated::unknown().await,
        }
    }

    async fn call(&self, call: &Call, ask: Ask<'_>) -> Result<Held> {
        let caller = Caller::new(self.within.get(), ask.asker)?;
        let given = ask.args.values();
        let mut members = input::members(self.bridge, call.arguments, given);
        if call.bodied {
            members.entry(input::BODY).or_insert_with(|| Map::new().into());
        }
        match &call.answer {
            Answer::Json(holds) => Ok(Held::of(self.bridge, *holds, caller.json(call.asking, members).await?)),
            Answer::Found(holds) => match caller.json(call.asking, members).await {
                Ok(it) => Ok(Held::of(self.bridge, *holds, it)),
                Err(error) if error.code() == Error::NOT_FOUND => Ok(Held::Null),
                Err(error) => Err(error),
            },
            Answer::Text => {
                let bytes = caller.ask(call.asking, members).await?;
                Ok(Held::Leaf(String::from_utf8_lossy(&bytes).into()))
            }
            Answer::Bytes => {
                let bytes = caller.ask(call.asking, members).await?;
                Ok(Held::Leaf(Base64(bytes.to_vec()).to_string().into()))
            }
            Answer::Done => caller.ask(call.asking, members).await.map(|_| Held::Leaf(Value::Bool(true))),
            Answer::Page(page) => page::page(&caller, self.bridge, (call.asking, page), given, members).await,
        }
    }
}

impl Graph for Bridged {
    fn resolve<'a>(&'a self, ask: Ask<'a>) -> Future<'a, Box<dyn Column>> {
        Box::pin(self.answer(ask))
    }

    fn subscribe<'a>(&'a self, _: Ask<'a>) -> Future<'a, Events> {
        generated::unknown()
    }

    fn within(&self, service: Within) {
        // A service is put together once.
        let _ = self.within.set(service);
    }
}
