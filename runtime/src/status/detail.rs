//! What programs are told of a failure: messages of any type, `google/rpc/status.proto` and `google/rpc/error_details.proto`.

use crate::proto::{Bytes, Implicit, Int32, Msg, Repeated, Text};
use crate::types::Base64;

/// A message of any type, `google/protobuf/any.proto`.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Its type: `type.googleapis.com/google.rpc.BadRequest`.
    pub type_url: String,
    /// Its bytes.
    pub value: Base64,
}

crate::message!(Detail "google.protobuf.Any" {
    0: 1 "typeUrl" "type_url" => type_url: Implicit<Text>,
    1: 2 "value" "value" => value: Implicit<Bytes>,
});

impl Detail {
    /// A message as a detail.
    pub fn new<M: prost::Name>(message: &M) -> Self {
        Self { type_url: M::type_url(), value: Base64(message.encode_to_vec()) }
    }

    /// The message, where it is of a type, and can be read.
    pub fn read<M: prost::Name + Default>(&self) -> Option<M> {
        let name = self.type_url.rsplit('/').next()?;
        if name == M::full_name() { M::decode(self.value.0.as_slice()).ok() } else { None }
    }
}

/// What `grpc-status-details-bin` holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wire {
    pub(crate) code: i32,
    pub(crate) message: String,
    pub(crate) details: Vec<Detail>,
}

crate::message!(Wire "google.rpc.Status" {
    0: 1 "code" "code" => code: Implicit<Int32>,
    1: 2 "message" "message" => message: Implicit<Text>,
    2: 3 "details" "details" => details: Repeated<Msg<Detail>>,
});

/// What is wrong with a request, field by field.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRequest {
    /// Every violation.
    pub field_violations: Vec<FieldViolation>,
}

crate::message!(BadRequest "google.rpc.BadRequest" {
    0: 1 "fieldViolations" "field_violations" => field_violations: Repeated<Msg<FieldViolation>>,
});

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldViolation {
    /// Its path: `items[3].name`.
    pub field: String,
    /// A sentence.
    pub description: String,
    /// A word for programs: `string.min_len`.
    pub reason: String,
}

crate::message!(FieldViolation "google.rpc.BadRequest.FieldViolation" {
    0: 1 "field" "field" => field: Implicit<Text>,
    1: 2 "description" "description" => description: Implicit<Text>,
    2: 3 "reason" "reason" => reason: Implicit<Text>,
});
