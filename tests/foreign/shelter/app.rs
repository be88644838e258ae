//! What handlers share.

use crate::generated::models::Pet;
use crate::generated::store::Store;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zephyrix::{BoxError, Start};

/// The state of the service.
#[derive(Clone, Debug)]
pub struct App {
    /// What the service keeps.
    pub store: Store,
    pets: Arc<Mutex<BTreeMap<i64, Pet>>>,
}

impl App {
    /// Opens what the service needs.
    pub async fn new(start: &Start) -> Result<Self, BoxError> {
        Ok(Self { store: Store::new(&start.sqlite().await?), pets: Arc::default() })
    }

    /// Who is here.
    pub fn pets(&self) -> MutexGuard<'_, BTreeMap<i64, Pet>> {
        self.pets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
