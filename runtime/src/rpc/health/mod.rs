//! `grpc.health.v1.Health`: whether a service takes calls, as `/readyz` says it.
//!
//! Messages of our own tables and not tonic-health's: that is asked by gRPC alone, this by every protocol.

mod messages;

use super::{Messages, Rpc, Status};
use crate::Cx;
use crate::health::Life;
use futures_util::stream::unfold;
use messages::{ListRequest, ListResponse, Request, Response, State};
use std::future::{Ready, ready};
use std::sync::Arc;
use std::time::Duration;

/// How often those who watch are told of a change, but for the end, which they are told of at once.
const LOOK: Duration = Duration::from_secs(1);

/// Answers for all services of a process; they are well or not together.
#[derive(Clone, Debug)]
pub(super) struct Health {
    life: Arc<Life>,
    services: Arc<[&'static str]>,
}

pub(super) struct Check;

impl Rpc for Check {
    type Input = Request;
    type Output = Response;
    const PROCEDURE: &'static str = "/grpc.health.v1.Health/Check";
    const SAFE: bool = true;
}

pub(super) struct List;

impl Rpc for List {
    type Input = ListRequest;
    type Output = ListResponse;
    const PROCEDURE: &'static str = "/grpc.health.v1.Health/List";
    const SAFE: bool = true;
}

pub(super) struct Watch;

impl Rpc for Watch {
    type Input = Request;
    type Output = Response;
    const PROCEDURE: &'static str = "/grpc.health.v1.Health/Watch";
}

impl Health {
    pub(super) fn new(life: Arc<Life>, services: Vec<&'static str>) -> Self {
        Self { life, services: services.into() }
    }

    /// How a service is now, the whole process where it has no name.
    pub(super) async fn check(self, _: Cx, request: Request) -> Result<Response, Status> {
        match self.state(&request.service).await {
            State::ServiceUnknown => Err(Status::not_found("There is no such service.")),
            status => Ok(Response { status }),
        }
    }

    /// How every service is now.
    pub(super) async fn list(self, _: Cx, _: ListRequest) -> Result<ListResponse, Status> {
        let status = self.state("").await;
        let names = std::iter::once("").chain(self.services.iter().copied());
        Ok(ListResponse { statuses: names.map(|it| (it.to_owned(), Response { status })).collect() })
    }

    /// How a service is now, and whenever that changes; until the process stops.
    pub(super) fn watch(self, _: Cx, request: Request) -> Ready<Result<Messages<Response>, Status>> {
        let states = unfold((self, None, false), move |(health, last, over)| {
            let service = request.service.clone();
            async move {
                if over {
                    return None;
                }
                let (status, over) = health.change(&service, last).await;
                Some((Ok::<_, Status>(Response { status }), (health, Some(status), over)))
            }
        });
        ready(Ok(Messages::new(states)))
    }

    /// The next state that is another, and whether there are no more. What stops does not wait for those who watch.
    async fn change(&self, service: &str, last: Option<State>) -> (State, bool) {
        loop {
            let drains = self.life.drains();
            let state = self.state(service).await;
            if drains || Some(state) != last {
                return (state, drains);
            }
            // Either way the state is looked at.
            let _ = tokio::time::timeout(LOOK, self.life.until_drain()).await;
        }
    }

    async fn state(&self, service: &str) -> State {
        if !service.is_empty() && !self.services.contains(&service) {
            State::ServiceUnknown
        } else if self.life.is_ready().await {
            State::Serving
        } else {
            State::NotServing
        }
    }
}
