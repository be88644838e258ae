//! Which template a path belongs to, known before the router is asked, so that every answer is counted by it.

use crate::Service;
use crate::metrics::{Metrics, OTHER, RouteMetrics};

/// All templates of the contract and our own.
#[derive(Debug)]
pub(super) struct Routes {
    find: matchit::Router<usize>,
    /// The first is for paths that belong to none.
    all: Vec<Route>,
}

/// One template.
#[derive(Debug)]
pub(super) struct Route {
    /// As in the contract: `/pets/{petId}`; empty for paths that belong to none.
    pub(super) template: &'static str,
    /// Who answers it.
    pub(super) owner: Owner,
    /// Its measurements, where any are taken.
    pub(super) metrics: Option<RouteMetrics>,
}

/// Who answers a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The service, as its contract says.
    Contract,
    /// The runtime.
    Runtime,
    /// The runtime, asked too often to be logged.
    Probe,
    /// The service, beside its contract, or nobody.
    Unknown,
}

impl Routes {
    /// The contract's templates win over our own.
    pub(super) fn new(service: &Service, own: &[(&'static str, Owner)], metrics: Option<&Metrics>) -> Self {
        let unknown = Route { template: "", owner: Owner::Unknown, metrics: metrics.map(|it| it.route(OTHER)) };
        let mut routes = Self { find: matchit::Router::new(), all: vec![unknown] };
        let contract = service.operations.iter().map(|it| (it.path, Owner::Contract));
        for (template, owner) in contract.chain(own.iter().copied()) {
            // Refused is what is there already; or what the router will refuse too.
            if routes.find.insert(template, routes.all.len()).is_ok() {
                routes.all.push(Route { template, owner, metrics: metrics.map(|it| it.route(template)) });
            }
        }
        routes
    }

    /// The route of a path.
    pub(super) fn of(&self, path: &str) -> &Route {
        let index = self.find.at(path).map_or(0, |it| *it.value);
        &self.all[index]
    }
}
