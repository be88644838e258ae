//! `grpc/reflection/v1/reflection.proto`.

use crate::proto::{Bytes, Implicit, Int32, Msg, Optional, Packed, Repeated, Text};
use crate::types::Base64;
use crate::{Check, Validate};

/// A question: one of those after `host`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct Request {
    pub(super) host: String,
    /// The file of this name.
    pub(super) file_by_filename: Option<String>,
    /// The file that has this type, service, method or field.
    pub(super) file_containing_symbol: Option<String>,
    /// The file that has this extension.
    pub(super) file_containing_extension: Option<ExtensionRequest>,
    /// The numbers of all extensions of this type.
    pub(super) all_extension_numbers_of_type: Option<String>,
    /// Every service. What it says means nothing.
    pub(super) list_services: Option<String>,
}

crate::message!(Request "grpc.reflection.v1.ServerReflectionRequest" {
    0: 1 "host" "host" => host: Implicit<Text>,
    1: 3 "fileByFilename" "file_by_filename" => file_by_filename: Optional<Text>,
    2: 4 "fileContainingSymbol" "file_containing_symbol" => file_containing_symbol: Optional<Text>,
    3: 5 "fileContainingExtension" "file_containing_extension" => file_containing_extension: Optional<Msg<ExtensionRequest>>,
    4: 6 "allExtensionNumbersOfType" "all_extension_numbers_of_type" => all_extension_numbers_of_type: Optional<Text>,
    5: 7 "listServices" "list_services" => list_services: Optional<Text>,
} [
    3 file_by_filename, 4 file_containing_symbol, 5 file_containing_extension, 6 all_extension_numbers_of_type,
    7 list_services
]);

impl Validate for Request {
    fn validate(&self, _: &mut Check) {}
}

/// Which extension.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct ExtensionRequest {
    /// What it extends.
    pub(super) containing_type: String,
    pub(super) extension_number: i32,
}

crate::message!(ExtensionRequest "grpc.reflection.v1.ExtensionRequest" {
    0: 1 "containingType" "containing_type" => containing_type: Implicit<Text>,
    1: 2 "extensionNumber" "extension_number" => extension_number: Implicit<Int32>,
});

/// An answer: one of those after the question.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct Response {
    pub(super) valid_host: String,
    pub(super) original_request: Option<Request>,
    pub(super) files: Option<FileDescriptorResponse>,
    pub(super) numbers: Option<ExtensionNumberResponse>,
    pub(super) services: Option<ListServiceResponse>,
    pub(super) error: Option<ErrorResponse>,
}

crate::message!(Response "grpc.reflection.v1.ServerReflectionResponse" {
    0: 1 "validHost" "valid_host" => valid_host: Implicit<Text>,
    1: 2 "originalRequest" "original_request" => original_request: Optional<Msg<Request>>,
    2: 4 "fileDescriptorResponse" "file_descriptor_response" => files: Optional<Msg<FileDescriptorResponse>>,
    3: 5 "allExtensionNumbersResponse" "all_extension_numbers_response" => numbers: Optional<Msg<ExtensionNumberResponse>>,
    4: 6 "listServicesResponse" "list_services_response" => services: Optional<Msg<ListServiceResponse>>,
    5: 7 "errorResponse" "error_response" => error: Optional<Msg<ErrorResponse>>,
} [
    4 files, 5 numbers, 6 services, 7 error
]);

/// Files, a `google.protobuf.FileDescriptorProto` each.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct FileDescriptorResponse {
    pub(super) file_descriptor_proto: Vec<Base64>,
}

crate::message!(FileDescriptorResponse "grpc.reflection.v1.FileDescriptorResponse" {
    0: 1 "fileDescriptorProto" "file_descriptor_proto" => file_descriptor_proto: Repeated<Bytes>,
});

/// The extensions of a type.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct ExtensionNumberResponse {
    pub(super) base_type_name: String,
    pub(super) extension_number: Vec<i32>,
}

crate::message!(ExtensionNumberResponse "grpc.reflection.v1.ExtensionNumberResponse" {
    0: 1 "baseTypeName" "base_type_name" => base_type_name: Implicit<Text>,
    1: 2 "extensionNumber" "extension_number" => extension_number: Packed<Int32>,
});

/// Every service.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct ListServiceResponse {
    pub(super) service: Vec<ServiceResponse>,
}

crate::message!(ListServiceResponse "grpc.reflection.v1.ListServiceResponse" {
    0: 1 "service" "service" => service: Repeated<Msg<ServiceResponse>>,
});

/// A service by its full name.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct ServiceResponse {
    pub(super) name: String,
}

crate::message!(ServiceResponse "grpc.reflection.v1.ServiceResponse" {
    0: 1 "name" "name" => name: Implicit<Text>,
});

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rpc) struct ErrorResponse {
    /// Of [`Code`](crate::rpc::Code).
    pub(super) error_code: i32,
    pub(super) error_message: String,
}

crate::message!(ErrorResponse "grpc.reflection.v1.ErrorResponse" {
    0: 1 "errorCode" "error_code" => error_code: Implicit<Int32>,
    1: 2 "errorMessage" "error_message" => error_message: Implicit<Text>,
});
