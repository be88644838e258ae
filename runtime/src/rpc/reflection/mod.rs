//! `grpc.reflection.v1.ServerReflection` and its elder `v1alpha`: what a service is described by, for tools like grpcurl.
//!
//! An index of our own and not tonic-reflection's: that is asked by gRPC alone, and knows no extensions.

mod index;
mod messages;

use super::{Code, Messages, Rpc, Status};
use crate::Cx;
use futures_util::stream::StreamExt;
use index::Index;
use messages::{
    ErrorResponse, ExtensionNumberResponse, FileDescriptorResponse, ListServiceResponse, Request, Response,
    ServiceResponse,
};
use std::collections::HashSet;
use std::future::{Ready, ready};
use std::sync::{Arc, OnceLock};

/// The paths of both.
pub(super) const METHODS: [&str; 2] = [V1::PROCEDURE, V1Alpha::PROCEDURE];

/// What both ask; they differ in name alone.
#[derive(Clone, Debug)]
pub(super) struct Reflection(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Sets of descriptors in base64.
    sets: Vec<&'static str>,
    services: Vec<&'static str>,
    /// Made when first asked for: few ever ask.
    index: OnceLock<Index>,
}

pub(super) struct V1;

impl Rpc for V1 {
    type Input = Request;
    type Output = Response;
    const PROCEDURE: &'static str = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
}

pub(super) struct V1Alpha;

impl Rpc for V1Alpha {
    type Input = Request;
    type Output = Response;
    const PROCEDURE: &'static str = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
}

impl Reflection {
    /// Of descriptors, and the services that there are.
    pub(super) fn new(sets: Vec<&'static str>, services: Vec<&'static str>) -> Self {
        Self(Arc::new(Inner { sets, services, index: OnceLock::new() }))
    }

    /// Answers each question.
    pub(super) fn answer(self, _: Cx, asked: Messages<Request>) -> Ready<Result<Messages<Response>, Status>> {
        let mut sent = HashSet::new();
        ready(Ok(Messages::new(asked.map(move |it| it.map(|it| self.one(it, &mut sent))))))
    }

    fn one(&self, asked: Request, sent: &mut HashSet<usize>) -> Response {
        let mut response = Response { valid_host: asked.host.clone(), ..Response::default() };
        if let Err(status) = self.fill(&asked, sent, &mut response) {
            let error =
                ErrorResponse { error_code: status.code().number(), error_message: status.message().to_owned() };
            response.error = Some(error);
        }
        response.original_request = Some(asked);
        response
    }

    fn fill(&self, asked: &Request, sent: &mut HashSet<usize>, response: &mut Response) -> Result<(), Status> {
        let index = self.0.index.get_or_init(|| Index::of(&self.0.sets));
        if let Some(name) = &asked.file_by_filename {
            response.files = Some(files(index, index.file(name), "file", sent)?);
        } else if let Some(name) = &asked.file_containing_symbol {
            response.files = Some(files(index, index.symbol(name), "symbol", sent)?);
        } else if let Some(it) = &asked.file_containing_extension {
            let found = index.extension(&it.containing_type, it.extension_number);
            response.files = Some(files(index, found, "extension", sent)?);
        } else if let Some(name) = &asked.all_extension_numbers_of_type {
            let extension_number = index.extensions(name).ok_or_else(|| missing("type"))?;
            let found = ExtensionNumberResponse { base_type_name: name.clone(), extension_number };
            response.numbers = Some(found);
        } else if asked.list_services.is_some() {
            let service = self.0.services.iter().map(|it| ServiceResponse { name: (*it).to_owned() }).collect();
            response.services = Some(ListServiceResponse { service });
        } else {
            return Err(Status::invalid_argument("Nothing is asked."));
        }
        Ok(())
    }
}

fn missing(what: &str) -> Status {
    Status::new(Code::NotFound, format!("There is no such {what}."))
}

/// A file with those that it imports, but for what has been sent before.
fn files(
    index: &Index,
    found: Option<usize>,
    what: &str,
    sent: &mut HashSet<usize>,
) -> Result<FileDescriptorResponse, Status> {
    let found = found.ok_or_else(|| missing(what))?;
    sent.remove(&found);
    let mut open = vec![found];
    let mut files = Vec::new();
    while let Some(at) = open.pop() {
        if sent.insert(at) {
            files.push(index.encoded(at));
            open.extend(index.imports(at));
        }
    }
    Ok(FileDescriptorResponse { file_descriptor_proto: files })
}
