//! `grpc/health/v1/health.proto`.

use crate::proto::{Enum, Implicit, Map, Msg, Text};
use crate::{Check, Validate};
use std::collections::BTreeMap;

/// Which service is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct Request {
    /// Its full name; all of them where it is empty.
    pub(super) service: String,
}

crate::message!(Request "grpc.health.v1.HealthCheckRequest" {
    0: 1 "service" "service" => service: Implicit<Text>,
});

impl Validate for Request {
    fn validate(&self, _: &mut Check) {}
}

/// How a service is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct Response {
    pub(super) status: State,
}

crate::message!(Response "grpc.health.v1.HealthCheckResponse" {
    0: 1 "status" "status" => status: Implicit<Enum<State>>,
});

/// Whether a service takes calls; `ServingStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rpc) enum State {
    Unknown,
    Serving,
    NotServing,
    /// There is no such service: only those who watch are told so.
    ServiceUnknown,
    /// None of the above.
    Unrecognized(i32),
}

crate::enumeration!(State {
    Unknown = 0 "UNKNOWN",
    Serving = 1 "SERVING",
    NotServing = 2 "NOT_SERVING",
    ServiceUnknown = 3 "SERVICE_UNKNOWN",
} else Unrecognized);

/// Asks for every service.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct ListRequest {}

crate::message!(ListRequest "grpc.health.v1.HealthListRequest" {});

impl Validate for ListRequest {
    fn validate(&self, _: &mut Check) {}
}

/// How every service is, by name.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct ListResponse {
    pub(super) statuses: BTreeMap<String, Response>,
}

crate::message!(ListResponse "grpc.health.v1.HealthListResponse" {
    0: 1 "statuses" "statuses" => statuses: Map<Text, Msg<Response>>,
});
