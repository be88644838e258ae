//! What subscriptions bring.

use super::answer::{Answer, Wire};
use super::error::Refused;
use crate::client::{Error, Framing, Items, Opened};
use futures_util::Stream;
use serde::de::DeserializeOwned;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The events of a subscription, as they come; dropping it ends the subscription. It has no deadline.
///
/// The first error is the last item. A stream that breaks off without the service saying that it is done ends with an error, too:
/// ask again, and expect to have missed something.
pub struct Events<T>(Items<Wire<T>>);

impl<T: DeserializeOwned> Events<T> {
    pub(super) fn of(opened: Opened) -> Self {
        Self(opened.items(Framing::Results))
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Answer<T>, Error<Refused>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0).poll_next(cx).map(|it| {
            it.map(|it| match it {
                Ok(wire) => wire.read().map_err(Error::Api),
                Err(Error::Unexpected(it)) => Err(Error::Unexpected(it)),
                Err(Error::Decode(it)) => Err(Error::Decode(it)),
                Err(Error::Transport(it)) => Err(Error::Transport(it)),
                // Results have no event for errors: what is wrong, they say themselves.
                Err(Error::Api(problem)) => Err(Error::Api(Refused::told(problem.to_string()))),
            })
        })
    }
}

/// Shows nothing of the events, which may be secret.
impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Events").finish_non_exhaustive()
    }
}
