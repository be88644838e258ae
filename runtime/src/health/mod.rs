//! Tells whether the service lives, has started and can take requests.

use crate::BoxError;
use axum::Router;
use axum::routing::get;
use futures_util::future::{BoxFuture, join_all};
use http::StatusCode;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Where probes are served.
pub(crate) const PATHS: [&str; 3] = ["/livez", "/readyz", "/startupz"];

/// How long one check may take, and how long its result holds.
const SECOND: Duration = Duration::from_secs(1);

/// Where the service is between its start and its end.
#[derive(Default)]
pub(crate) struct Life {
    started: AtomicBool,
    draining: watch::Sender<bool>,
    checks: Mutex<Vec<Check>>,
    /// When the checks were last done, and whether all were well. Held while they are done, so that they are done once.
    last: tokio::sync::Mutex<Option<(Instant, bool)>>,
}

/// Something that must be well for requests to be taken.
type Check = Arc<dyn Fn() -> BoxFuture<'static, Result<(), BoxError>> + Send + Sync>;

impl Life {
    /// From now on `/startupz` is well.
    pub(crate) fn start(&self) {
        self.started.store(true, Ordering::Relaxed);
    }

    /// From now on `/readyz` is not.
    pub(crate) fn drain(&self) {
        self.draining.send_replace(true);
    }

    /// Whether it stops.
    pub(crate) fn drains(&self) -> bool {
        *self.draining.borrow()
    }

    /// Done when it stops.
    #[cfg(any(feature = "graphql", feature = "grpc"))]
    pub(crate) async fn until_drain(&self) {
        self.stay().until_drain().await;
    }

    /// What the service does not end without, while there is time.
    #[cfg(any(feature = "graphql", feature = "grpc"))]
    pub(crate) fn stay(&self) -> Stay {
        Stay(self.draining.subscribe())
    }

    /// Done when nothing stays any more.
    pub(crate) async fn left(&self) {
        self.draining.closed().await;
    }

    /// Makes `/readyz` depend on one more thing.
    #[cfg_attr(not(feature = "sql"), allow(dead_code))]
    pub(crate) fn require<F, T>(&self, check: F)
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        let check: Check = Arc::new(move || Box::pin(check()));
        self.checks.lock().unwrap_or_else(PoisonError::into_inner).push(check);
    }

    fn has_started(&self) -> bool {
        self.started.load(Ordering::Relaxed)
    }

    /// Whether requests can be taken.
    pub(crate) async fn is_ready(&self) -> bool {
        if self.drains() || !self.has_started() {
            return false;
        }
        let mut last = self.last.lock().await;
        if let Some((when, well)) = *last
            && when.elapsed() < SECOND
        {
            return well;
        }
        let checks = self.checks.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let well = join_all(checks.iter().map(is_well)).await.into_iter().all(|it| it);
        *last = Some((Instant::now(), well));
        well
    }
}

/// Something beside the requests that takes until the service stops, or longer.
#[cfg(any(feature = "graphql", feature = "grpc"))]
#[derive(Debug)]
pub(crate) struct Stay(watch::Receiver<bool>);

#[cfg(any(feature = "graphql", feature = "grpc"))]
impl Stay {
    /// Done when the service stops, or is not there any more.
    pub(crate) async fn until_drain(&mut self) {
        let _ = self.0.wait_for(|it| *it).await;
    }
}

impl fmt::Debug for Life {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Life").field("started", &self.started).field("draining", &self.draining).finish_non_exhaustive()
    }
}

async fn is_well(check: &Check) -> bool {
    match tokio::time::timeout(SECOND, check()).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::warn!(error = %error, "not ready");
            false
        }
        Err(_) => {
            tracing::warn!("not ready: a check took longer than a second");
            false
        }
    }
}

/// Serves the probes at [`PATHS`].
pub(crate) fn router(life: Arc<Life>) -> Router {
    let [lives, is_ready, has_started] = PATHS;
    let also = life.clone();
    Router::new()
        .route(lives, get(async || "ok"))
        .route(is_ready, get(async move || says(life.is_ready().await)))
        .route(has_started, get(async move || says(also.has_started())))
}

fn says(well: bool) -> Result<&'static str, StatusCode> {
    if well { Ok("ok") } else { Err(StatusCode::SERVICE_UNAVAILABLE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn is_ready_between_start_and_drain() {
        let life = Life::default();
        assert!(!life.is_ready().await);
        life.start();
        assert!(life.is_ready().await);
        life.drain();
        assert!(!life.is_ready().await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_check_that_fails_or_hangs_is_not_ready() {
        let failing = Life::default();
        failing.start();
        failing.require(async || Err("down".into()));
        assert!(!failing.is_ready().await);
        let hanging = Life::default();
        hanging.start();
        hanging.require(std::future::pending::<Result<(), BoxError>>);
        assert!(!hanging.is_ready().await);
    }
}
