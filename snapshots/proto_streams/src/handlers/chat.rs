//! The operations tagged `Chat`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::chat::ChatApi;
use crate::generated::models::{HttpBody, Line};
use zephyrix::{rpc, Cx};

impl ChatApi for App {
    async fn say(&self, _cx: Cx, _request: Line) -> Result<Line, rpc::Status> {
        Err(rpc::Status::unimplemented("Say is for src/handlers/chat.rs to say."))
    }

    async fn listen(
        &self,
        _cx: Cx,
        _request: Line,
    ) -> Result<rpc::Messages<Line>, rpc::Status> {
        Err(rpc::Status::unimplemented("Listen is for src/handlers/chat.rs to say."))
    }

    async fn tell(
        &self,
        _cx: Cx,
        _request: rpc::Messages<Line>,
    ) -> Result<Line, rpc::Status> {
        Err(rpc::Status::unimplemented("Tell is for src/handlers/chat.rs to say."))
    }

    async fn talk(
        &self,
        _cx: Cx,
        _request: rpc::Messages<Line>,
    ) -> Result<rpc::Messages<Line>, rpc::Status> {
        Err(rpc::Status::unimplemented("Talk is for src/handlers/chat.rs to say."))
    }

    async fn read(&self, _cx: Cx, _request: Line) -> Result<HttpBody, rpc::Status> {
        Err(rpc::Status::unimplemented("Read is for src/handlers/chat.rs to say."))
    }
}
