//! JSON of answers as the engine looks at it.

use super::table::{Bridge, Holds, Source, Union};
use crate::graphql::{Object, Out, Output};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// An object.
pub(super) struct Node {
    object: usize,
    /// By their positions; null where a resolver answers.
    pub(super) fields: Vec<Held>,
}

/// A value.
#[derive(Clone)]
pub(super) enum Held {
    Null,
    Leaf(Value),
    /// A value of an enum.
    Name(&'static str),
    /// Shared, since a connection shows what is in it twice.
    Object(Arc<Node>),
    List(Vec<Held>),
}

impl Held {
    /// An object whose fields are known.
    pub(super) fn object(object: usize, fields: Vec<Self>) -> Self {
        Self::Object(Arc::new(Node { object, fields }))
    }

    /// A value of JSON.
    pub(super) fn of(bridge: &Bridge, holds: Holds, value: Value) -> Self {
        match (value, holds) {
            (Value::Null, _) => Self::Null,
            (Value::Array(items), _) => Self::List(items.into_iter().map(|it| Self::of(bridge, holds, it)).collect()),
            (Value::Object(members), Holds::Object(at)) => node(bridge, at, members),
            (Value::Object(members), Holds::Union(at)) => {
                match bridge.unions.get(at).and_then(|it| it.object(&members)) {
                    Some(object) => node(bridge, object, members),
                    None => Self::Leaf(Value::Object(members)),
                }
            }
            (Value::String(text), Holds::Enum(at)) => {
                let values = bridge.enums.get(at).copied().unwrap_or_default();
                values.iter().find(|it| it.1 == text).map_or(Self::Leaf(text.into()), |it| Self::Name(it.0))
            }
            (Value::String(text), Holds::Whole) => Self::Leaf(whole(text)),
            (value, _) => Self::Leaf(value),
        }
    }
}

/// A text that is a whole number, as one.
pub(super) fn whole(text: String) -> Value {
    text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from)).unwrap_or(text.into())
}

fn node(bridge: &Bridge, object: usize, mut members: Map<String, Value>) -> Held {
    let sources = bridge.objects.get(object).copied().unwrap_or_default();
    let mut fields: Vec<Held> = sources.iter().map(|it| field(bridge, it, &mut members)).collect();
    if let Some(at) = sources.iter().position(|it| matches!(it, Source::Others)) {
        fields[at] = Held::Leaf(Value::Object(members));
    }
    Held::object(object, fields)
}

fn field(bridge: &Bridge, source: &Source, members: &mut Map<String, Value>) -> Held {
    match source {
        Source::Member(name, holds, absent) => {
            let absent = || if absent.is_empty() { None } else { serde_json::from_str(absent).ok() };
            members.remove(*name).or_else(absent).map_or(Held::Null, |it| Held::of(bridge, *holds, it))
        }
        Source::Constant(text) => Held::Leaf((*text).into()),
        Source::Others | Source::Asked(_) | Source::Related(_) => Held::Null,
    }
}

impl Union {
    /// The object type of a value.
    fn object(&self, members: &Map<String, Value>) -> Option<usize> {
        let tag = members.get(self.tag).and_then(Value::as_str);
        let told = self.types.iter().find(|it| Some(it.0) == tag).map(|it| it.1);
        told.or(self.otherwise)
    }
}

impl Object for Node {
    fn index(&self) -> usize {
        self.object
    }

    fn field(&self, index: usize) -> Out<'_> {
        self.fields.get(index).map_or(Out::Null, Output::out)
    }
}

impl Output for Held {
    fn out(&self) -> Out<'_> {
        match self {
            Self::Null => Out::Null,
            Self::Leaf(value) => Out::Json(value),
            Self::Name(name) => Out::Text(Cow::Borrowed(name)),
            Self::Object(node) => Out::Object(&**node),
            Self::List(items) => Out::List(items),
        }
    }
}
