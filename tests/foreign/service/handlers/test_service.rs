//! What gRPC's interoperability tests expect of a server.

use crate::app::{App, echo};
use crate::generated::api::test_service::TestServiceApi;
use crate::generated::models::{
    BoolValue, EchoStatus, Empty2, Payload2, PayloadType, ResponseParameters, SimpleRequest, SimpleResponse,
    StreamingInputCallRequest, StreamingInputCallResponse, StreamingOutputCallRequest, StreamingOutputCallResponse,
};
use futures_util::StreamExt;
use futures_util::stream::iter;
use std::time::Duration;
use zephyrix::types::Base64;
use zephyrix::{Cx, rpc};

fn payload(size: i32) -> Option<Payload2> {
    let body = Base64(vec![0; usize::try_from(size).unwrap_or_default()]);
    Some(Payload2 { r#type: PayloadType::Compressable, body })
}

/// The failure that a request asks for, if it does.
fn echoed(status: Option<EchoStatus>) -> Result<(), rpc::Status> {
    match status {
        Some(it) if it.code != 0 => Err(rpc::Status::new(rpc::Code::of(it.code), it.message)),
        _ => Ok(()),
    }
}

/// That a message came as its sender says.
fn came(cx: &Cx, expected: Option<BoolValue>) -> Result<(), rpc::Status> {
    match expected {
        Some(expected) if expected.value != cx.was_compressed() => Err(rpc::Status::invalid_argument("It came otherwise.")),
        _ => Ok(()),
    }
}

async fn part(cx: Cx, it: ResponseParameters) -> Result<StreamingOutputCallResponse, rpc::Status> {
    tokio::time::sleep(Duration::from_micros(it.interval_us.max(0).unsigned_abs().into())).await;
    if let Some(it) = it.compressed {
        cx.compress(it.value);
    }
    Ok(StreamingOutputCallResponse { payload: payload(it.size) })
}

impl TestServiceApi for App {
    async fn empty_call(&self, _: Cx, _: Empty2) -> Result<Empty2, rpc::Status> {
        Ok(Empty2 {})
    }

    async fn unary_call(&self, cx: Cx, request: SimpleRequest) -> Result<SimpleResponse, rpc::Status> {
        echo(&cx);
        came(&cx, request.expect_compressed)?;
        echoed(request.response_status)?;
        if let Some(it) = request.response_compressed {
            cx.compress(it.value);
        }
        Ok(SimpleResponse { payload: payload(request.response_size) })
    }

    async fn streaming_output_call(
        &self,
        cx: Cx,
        request: StreamingOutputCallRequest,
    ) -> Result<rpc::Messages<StreamingOutputCallResponse>, rpc::Status> {
        echoed(request.response_status)?;
        Ok(rpc::Messages::new(iter(request.response_parameters).then(move |it| part(cx.clone(), it))))
    }

    async fn streaming_input_call(
        &self,
        cx: Cx,
        mut request: rpc::Messages<StreamingInputCallRequest>,
    ) -> Result<StreamingInputCallResponse, rpc::Status> {
        let mut size = 0;
        while let Some(it) = request.next().await {
            let it = it?;
            came(&cx, it.expect_compressed)?;
            size += it.payload.map_or(0, |it| it.body.0.len());
        }
        Ok(StreamingInputCallResponse { aggregated_payload_size: i32::try_from(size)? })
    }

    async fn full_duplex_call(
        &self,
        cx: Cx,
        request: rpc::Messages<StreamingOutputCallRequest>,
    ) -> Result<rpc::Messages<StreamingOutputCallResponse>, rpc::Status> {
        echo(&cx);
        let answers = request.flat_map(move |it| match it.and_then(|it| echoed(it.response_status).map(|()| it.response_parameters)) {
            Ok(all) => {
                let cx = cx.clone();
                iter(all).then(move |it| part(cx.clone(), it)).boxed()
            }
            Err(status) => iter([Err(status)]).boxed(),
        });
        Ok(rpc::Messages::new(answers))
    }
}
