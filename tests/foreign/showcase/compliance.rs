//! What is asked is sent back, as the showcase's own server does; which binding was asked, a handler is not told.

use crate::app::App;
use crate::generated::api::compliance::ComplianceApi;
use crate::generated::models::{Continent, EnumRequest, EnumResponse, RepeatRequest, RepeatResponse};
use zephyrix::{Cx, rpc};

fn repeat(request: RepeatRequest) -> Result<RepeatResponse, rpc::Status> {
    Ok(RepeatResponse { request: Some(request), ..RepeatResponse::default() })
}

/// What an enum is asked to be: one that is listed, or one that is not.
fn continent(request: &EnumRequest) -> Continent {
    if request.unknown_enum { Continent::Unrecognized(999) } else { Continent::Antartica }
}

impl ComplianceApi for App {
    async fn repeat_data_body(&self, _: Cx, request: RepeatRequest) -> Result<RepeatResponse, rpc::Status> {
        repeat(request)
    }

    async fn repeat_data_body_info(&self, _: Cx, request: RepeatRequest) -> Result<RepeatResponse, rpc::Status> {
        repeat(request)
    }

    async fn repeat_data_query(&self, _: Cx, request: RepeatRequest) -> Result<RepeatResponse, rpc::Status> {
        repeat(request)
    }

    async fn repeat_data_simple_path(&self, _: Cx, request: RepeatRequest) -> Result<RepeatResponse, rpc::Status> {
        repeat(request)
    }

    async fn repeat_data_path_resource(&self, _: Cx, request: RepeatRequest) -> Result<RepeatResponse, rpc::Status> {
        repeat(request)
    }

    async fn repeat_data_path_trailing_resource(
        &self,
        _: Cx,
        request: RepeatRequest,
    ) -> Result<RepeatResponse, rpc::Status> {
        repeat(request)
    }

    async fn repeat_data_body_put(&self, _: Cx, request: RepeatRequest) -> Result<RepeatResponse, rpc::Status> {
        repeat(request)
    }

    async fn repeat_data_body_patch(&self, _: Cx, request: RepeatRequest) -> Result<RepeatResponse, rpc::Status> {
        repeat(request)
    }

    async fn get_enum(&self, _: Cx, request: EnumRequest) -> Result<EnumResponse, rpc::Status> {
        Ok(EnumResponse { continent: continent(&request), request: Some(request) })
    }

    async fn verify_enum(&self, _: Cx, request: EnumResponse) -> Result<EnumResponse, rpc::Status> {
        let asked = request.request.clone().unwrap_or_default();
        if continent(&asked) == request.continent {
            Ok(request)
        } else {
            Err(rpc::Status::invalid_argument("that is not what was told"))
        }
    }
}
