//! Lists that come in pages, as one stream.

use super::error::Error;
use futures_util::stream::{Stream, TryStreamExt, iter, try_unfold};
use std::future::Future;

/// Every item of a list that comes in pages. A page is asked for when its first item is.
///
/// `fetch` answers a request with its page's items, and the request for the next page if there is one.
pub fn pages<R, T, E, F, P>(first: R, fetch: F) -> impl Stream<Item = Result<T, Error<E>>>
where
    F: Fn(R) -> P,
    P: Future<Output = Result<(Vec<T>, Option<R>), Error<E>>>,
{
    let pages = try_unfold((Some(first), fetch), async |(next, fetch)| {
        let Some(request) = next else { return Ok::<_, Error<E>>(None) };
        let (items, next) = fetch(request).await?;
        Ok(Some((iter(items.into_iter().map(Ok)), (next, fetch))))
    });
    pages.try_flatten()
}
