//! Futures that may take only so long.

use futures_util::FutureExt;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

/// A future's output, if it takes no longer than `limit`, where there is one.
pub(crate) async fn within<F: Future>(limit: Option<Duration>, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    // Most are done when first asked: no timer for those.
    if let Some(output) = future.as_mut().now_or_never() {
        return Some(output);
    }
    match limit {
        Some(limit) => tokio::time::timeout(limit, future).await.ok(),
        None => Some(future.await),
    }
}
