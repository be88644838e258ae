//! What generated code says in few words.

use super::{Ask, Column, Error, Events, Out, Output, Result, Rows};
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use serde_json::Value;
use std::str::FromStr;

/// What a resolver's answer is waited for with.
pub type Future<'a, T> = BoxFuture<'a, Result<T>>;

/// The events of a subscription, as its resolver gives them.
pub type Stream<T> = BoxStream<'static, Result<T>>;

/// The answer of a root: the same for each object that is asked, since a root may be the value of fields.
///
/// # Errors
/// Never; so that it ends a function.
pub fn row<T: Output + 'static>(answer: T, ask: Ask<'_>) -> Result<Box<dyn Column>> {
    Ok(Box::new(Same { answer, len: ask.of.len() }))
}

/// One answer for all.
struct Same<T> {
    answer: T,
    len: usize,
}

impl<T: Output> Column for Same<T> {
    fn len(&self) -> usize {
        self.len
    }

    fn at(&self, index: usize) -> std::result::Result<Out<'_>, &Error> {
        Ok(if index < self.len { self.answer.out() } else { Out::Null })
    }
}

/// The answers for many objects.
///
/// # Errors
/// Never; so that it ends a function.
pub fn rows<T: Output + 'static>(answers: Vec<Result<T>>) -> Result<Box<dyn Column>> {
    Ok(Box::new(Rows(answers)))
}

/// The events of a subscription.
///
/// # Errors
/// Never; so that it ends a function.
pub fn events<T: Output + 'static>(stream: Stream<T>) -> Result<Events> {
    Ok(stream.map(|it| it.map(|it| Box::new(it) as Box<dyn Output>)).boxed())
}

/// The answer to a question that no resolver has, which the engine never asks.
pub fn unknown<T: Send + 'static>() -> Future<'static, T> {
    Box::pin(async { Err(Error::internal("the schema has a field that nothing answers")) })
}

/// Answers that are all there.
///
/// # Errors
/// Never; so that it ends a resolver.
pub fn each<T>(answers: Vec<T>) -> super::Each<T> {
    Ok(answers.into_iter().map(Ok).collect())
}

/// There is no such thing.
pub fn missing() -> Error {
    Error::new(Error::NOT_FOUND, "There is no such thing.")
}

/// Answers that must all be there.
///
/// # Errors
/// Never as a whole; those that are not there are errors with the code `NOT_FOUND`.
pub fn present<T>(answers: Vec<Option<T>>) -> super::Each<T> {
    Ok(answers.into_iter().map(|it| it.ok_or_else(missing)).collect())
}

/// The keys in representations of one type (Apollo Federation): where they are of another, or have none, nothing.
pub fn keys<K: FromStr>(representations: &[Value], of: &str, key: &str) -> Vec<Option<K>> {
    let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let key = |it: &Value| {
        let is_it = it.get("__typename").and_then(Value::as_str) == Some(of);
        it.get(key).filter(|_| is_it).and_then(|it| text(it).parse().ok())
    };
    representations.iter().map(key).collect()
}

/// Puts what was found where it belongs.
pub fn fill<T, U>(to: &mut [Option<U>], found: Vec<Option<T>>, made: impl Fn(T) -> U) {
    for (to, found) in to.iter_mut().zip(found) {
        if let Some(it) = found {
            *to = Some(made(it));
        }
    }
}

/// How the engine looks at an object: `object!(Order = 3 { 0 => id, 2 => total })`, by positions in the schema.
#[macro_export]
macro_rules! graphql_object {
    ($ty:ident = $index:literal { $($at:literal => $member:ident),* $(,)? }) => {
        impl $crate::graphql::Object for $ty {
            fn index(&self) -> usize {
                $index
            }

            fn field(&self, index: usize) -> $crate::graphql::Out<'_> {
                match index {
                    $($at => $crate::graphql::Output::out(&self.$member),)*
                    _ => $crate::graphql::Out::Null,
                }
            }
        }

        impl $crate::graphql::Output for $ty {
            fn out(&self) -> $crate::graphql::Out<'_> {
                $crate::graphql::Out::Object(self)
            }
        }
    };
}

/// How the engine looks at an interface or a union: `variants!(Node { Order, Customer })`.
#[macro_export]
macro_rules! graphql_variants {
    ($ty:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::graphql::Output for $ty {
            fn out(&self) -> $crate::graphql::Out<'_> {
                match self {
                    $(Self::$variant(it) => $crate::graphql::Output::out(it),)*
                }
            }
        }
    };
}

/// How the engine looks at an enum: `texts!(Status)`.
#[macro_export]
macro_rules! graphql_texts {
    ($ty:ident $(,)?) => {
        impl $crate::graphql::Output for $ty {
            fn out(&self) -> $crate::graphql::Out<'_> {
                $crate::graphql::Out::Text(std::borrow::Cow::Borrowed(self.as_str()))
            }
        }
    };
}
