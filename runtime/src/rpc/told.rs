//! What a service tells of itself to callers of its methods: whether it is well, and what it is described by.

use super::health::{self, Health};
use super::reflection::{self, Reflection};
use crate::health::Life;
use crate::routing::{Owner, Router, Routes};
use std::sync::Arc;

/// The methods of a service, and the files that describe them.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// Their paths: `/library.v1.Library/GetBook`.
    pub(crate) methods: Vec<&'static str>,
    /// Sets of descriptors.
    pub(crate) descriptors: Vec<&'static str>,
}

impl Told {
    /// Takes over what another tells.
    pub(crate) fn merge(&mut self, other: Self) {
        self.methods.extend(other.methods);
        self.descriptors.extend(other.descriptors);
    }

    /// The services of all methods, each once.
    fn services(&self) -> Vec<&'static str> {
        let mut services: Vec<_> = self.methods.iter().filter_map(|it| it.split('/').nth(1)).collect();
        services.sort_unstable();
        services.dedup();
        services
    }
}

/// Adds health, and reflection where it is wanted, to a service that has methods; its own of the same name win.
pub(crate) fn told(mut router: Router, life: &Arc<Life>, reflected: bool) -> Router {
    if router.told.methods.is_empty() {
        return router;
    }
    let health = health(Health::new(life.clone(), router.told.services()));
    router = router.merge(health.owned_by(Owner::Probe));
    if reflected {
        let mut told = std::mem::take(&mut router.told);
        told.methods.extend(reflection::METHODS);
        told.descriptors.push(OWN);
        let services = told.services();
        let reflection = Reflection::new(told.descriptors, services);
        router = router.merge(reflect(reflection).owned_by(Owner::Runtime));
    }
    router
}

/// The descriptors of what is served here.
const OWN: &str = include_str!("own.binpb.base64");

fn health(api: Health) -> Router {
    Routes::of(api)
        .rpc::<health::Check, _, _>(Health::check)
        .rpc::<health::List, _, _>(Health::list)
        .rpc::<health::Watch, _, _>(Health::watch)
        .router()
}

fn reflect(api: Reflection) -> Router {
    Routes::of(api)
        .rpc::<reflection::V1, _, _>(Reflection::answer)
        .rpc::<reflection::V1Alpha, _, _>(Reflection::answer)
        .router()
}
