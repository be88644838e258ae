//! What fields answer, as the engine looks at it: nothing is copied before it is written.

use crate::types::{Base64, Date, DateTime, Duration, Time, Uuid};
use serde_json::Value;
use std::any::Any;
use std::borrow::Cow;

/// A value of an output type, as it is looked at.
pub enum Out<'a> {
    /// Nothing.
    Null,
    /// A truth.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number; one that JSON cannot say is null.
    Float(f64),
    /// A text: also an id, an enum's value, or any scalar that JSON has as a text.
    Text(Cow<'a, str>),
    /// A scalar that may be anything.
    Json(&'a Value),
    /// An object, whose fields are looked at one by one.
    Object(&'a dyn Object),
    /// Several.
    List(&'a dyn List),
}

/// What a field may answer.
pub trait Output: Send + Sync {
    /// How it is looked at.
    fn out(&self) -> Out<'_>;
}

/// A value of an object type.
pub trait Object: Any + Send + Sync {
    /// The position of its type in [`Schema::objects`](super::Schema::objects).
    fn index(&self) -> usize;

    /// One of the fields that it has by itself, by its position in [`ObjectType::fields`](super::ObjectType::fields).
    fn field(&self, index: usize) -> Out<'_>;
}

/// Values in order.
pub trait List {
    /// How many there are.
    fn len(&self) -> usize;

    /// One of them; beyond the last, nothing.
    fn at(&self, index: usize) -> Out<'_>;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: Output> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn at(&self, index: usize) -> Out<'_> {
        self.get(index).map_or(Out::Null, Output::out)
    }
}

impl<T: Output> Output for Vec<T> {
    fn out(&self) -> Out<'_> {
        Out::List(self)
    }
}

impl<T: Output> Output for Option<T> {
    fn out(&self) -> Out<'_> {
        self.as_ref().map_or(Out::Null, Output::out)
    }
}

impl<T: Output + ?Sized> Output for Box<T> {
    fn out(&self) -> Out<'_> {
        (**self).out()
    }
}

impl Output for bool {
    fn out(&self) -> Out<'_> {
        Out::Bool(*self)
    }
}

impl Output for f64 {
    fn out(&self) -> Out<'_> {
        Out::Float(*self)
    }
}

impl Output for f32 {
    fn out(&self) -> Out<'_> {
        Out::Float(f64::from(*self))
    }
}

impl Output for i32 {
    fn out(&self) -> Out<'_> {
        Out::Int(i64::from(*self))
    }
}

impl Output for i64 {
    fn out(&self) -> Out<'_> {
        Out::Int(*self)
    }
}

impl Output for String {
    fn out(&self) -> Out<'_> {
        Out::Text(Cow::Borrowed(self))
    }
}

impl Output for Value {
    fn out(&self) -> Out<'_> {
        Out::Json(self)
    }
}

/// Types of which JSON has a text.
macro_rules! texts {
    ($($ty:ty),* $(,)?) => {$(
        impl Output for $ty {
            fn out(&self) -> Out<'_> {
                Out::Text(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

texts!(Base64, Date, DateTime, Duration, Time, Uuid);
