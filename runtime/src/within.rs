//! Futures that may take only so long.

use pin_project_lite::pin_project;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// A future's output, if it takes no longer than `limit`, where there is one.
///
/// By hand and not tokio's: most are done when first asked, and those need no timer; and it is as small as what it waits for.
pub(crate) fn within<F: Future>(limit: Option<Duration>, future: F) -> Within<F> {
    Within { future, limit, timer: None }
}

pin_project! {
    /// See [`within`].
    pub(crate) struct Within<F> {
        #[pin]
        future: F,
        limit: Option<Duration>,
        timer: Option<Pin<Box<Sleep>>>,
    }
}

impl<F: Future> Future for Within<F> {
    type Output = Option<F::Output>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if let Poll::Ready(output) = this.future.poll(cx) {
            return Poll::Ready(Some(output));
        }
        let Some(limit) = *this.limit else { return Poll::Pending };
        this.timer.get_or_insert_with(|| Box::pin(sleep(limit))).as_mut().poll(cx).map(|()| None)
    }
}
