//! What handlers share.

use std::sync::Arc;
use std::sync::atomic::AtomicI32;
use zephyrix::{BoxError, Start};

/// The state of the service.
#[derive(Clone, Debug, Default)]
pub struct App {
    /// How many handlers were dropped before they were done.
    pub left: Arc<AtomicI32>,
}

impl App {
    /// Opens what the service needs.
    pub async fn new(_: &Start) -> Result<Self, BoxError> {
        Ok(Self::default())
    }
}
