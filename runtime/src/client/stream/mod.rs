//! Answers that come item by item.

mod download;
mod frames;

pub use download::Download;
pub use frames::Framing;

use super::answer::Answer;
use super::error::{Decode, Error, Transport};
use super::problem::Problem;
use crate::media::{essence, is_within};
use bytes::Bytes;
use frames::{Frame, Frames};
use futures_util::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// An answer whose body is yet to come.
#[derive(Debug)]
pub struct Opened {
    response: reqwest::Response,
    max_body: usize,
    timeout: Duration,
}

impl Opened {
    /// Waits for the head of an answer; for its body, nobody knows how long.
    pub(super) async fn receive(
        http: &reqwest::Client,
        mut request: reqwest::Request,
        max_body: usize,
        timeout: Duration,
    ) -> Result<Self, Transport> {
        *request.timeout_mut() = None;
        let response = tokio::time::timeout(timeout, http.execute(request)).await.map_err(|_| Transport::late())??;
        Ok(Self { response, max_body, timeout })
    }

    /// The status, as a number.
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// Whether the body is of one of these media types, or of a range of them.
    pub fn is_of(&self, types: &[&str]) -> bool {
        let said = self.response.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).map_or("", essence);
        types.iter().any(|it| is_within(said, it))
    }

    /// All of the answer, for one that is no stream.
    ///
    /// # Errors
    /// When it does not come in time, or is too large.
    pub async fn whole(self) -> Result<Answer, Transport> {
        let receiving = Answer::receive(self.response, self.max_body);
        tokio::time::timeout(self.timeout, receiving).await.map_err(|_| Transport::late())?
    }

    /// The items of the body, as they come.
    pub fn items<T: DeserializeOwned>(mut self, framing: Framing) -> Items<T> {
        let head = Head { status: self.response.status(), headers: std::mem::take(self.response.headers_mut()) };
        let ends = framing == Framing::Results;
        let reading =
            Reading { response: self.response, frames: Frames::new(framing), head, limit: self.max_body, ends };
        let items = futures_util::stream::try_unfold(Some(reading), |reading| async {
            let Some(mut reading) = reading else { return Ok(None) };
            Ok(reading.next().await?.map(|item| (item, Some(reading))))
        });
        Items(Box::pin(items))
    }
}

/// The items of an answer, as they come; dropping it ends the call.
///
/// It has no deadline. An item is as large as an answer may be, at most. The first error is the last item.
pub struct Items<T>(Pin<Box<dyn Stream<Item = ItemResult<T>> + Send>>);

/// An item; or the problem that the service had in the midst of it, or that something is wrong with what came.
type ItemResult<T> = Result<T, Error<Box<Problem>>>;

impl<T> Stream for Items<T> {
    type Item = ItemResult<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

/// Shows nothing of the items, which may be secret.
impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").finish_non_exhaustive()
    }
}

struct Head {
    status: StatusCode,
    headers: HeaderMap,
}

struct Reading {
    response: reqwest::Response,
    frames: Frames,
    head: Head,
    limit: usize,
    /// Whether the last item is told, so that less is an error.
    ends: bool,
}

impl Reading {
    async fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Error<Box<Problem>>> {
        loop {
            match self.frames.next() {
                Some(Frame::End) => return Ok(None),
                Some(frame) => return self.read(frame).map(Some),
                None => {}
            }
            if self.frames.len() > self.limit {
                return Err(Transport::too_large(self.limit).into());
            }
            match self.response.chunk().await.map_err(Transport::from)? {
                Some(chunk) => self.frames.push(&chunk),
                None if self.ends => return Err(Transport::broken_off().into()),
                None => return self.frames.last().map(|frame| self.read(frame)).transpose(),
            }
        }
    }

    fn read<T: DeserializeOwned>(&self, frame: Frame) -> Result<T, Error<Box<Problem>>> {
        match frame {
            // That there is nothing more is nothing to read.
            Frame::End => Err(Transport::broken_off().into()),
            Frame::Problem(text) => {
                Err(Error::Api(Box::new(Problem::read(StatusCode::INTERNAL_SERVER_ERROR, &text, false))))
            }
            Frame::Item(text) => serde_json::from_slice(&text).map_err(|error| self.unlike(text, &error)),
        }
    }

    fn unlike(&self, text: Bytes, error: &serde_json::Error) -> Error<Box<Problem>> {
        let detail = format!("an item of {} bytes: {error}", text.len());
        let answer = Answer::of(self.head.status, self.head.headers.clone(), text);
        Error::Decode(Decode { detail, answer: Box::new(answer) })
    }
}
