//! The operations tagged `Chat`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::chat::ChatApi;
use crate::generated::models::{HttpBody, Line};
use zephyrix::Cx;
use zephyrix::rpc::{Messages, Status};

impl ChatApi for App {
    async fn say(&self, _cx: Cx, _request: Line) -> Result<Line, Status> {
        Err(Status::unimplemented("Say is for src/handlers/chat.rs to say."))
    }

    async fn listen(&self, _cx: Cx, _request: Line) -> Result<Messages<Line>, Status> {
        Err(Status::unimplemented("Listen is for src/handlers/chat.rs to say."))
    }

    async fn tell(&self, _cx: Cx, _request: Messages<Line>) -> Result<Line, Status> {
        Err(Status::unimplemented("Tell is for src/handlers/chat.rs to say."))
    }

    async fn talk(
        &self,
        _cx: Cx,
        _request: Messages<Line>,
    ) -> Result<Messages<Line>, Status> {
        Err(Status::unimplemented("Talk is for src/handlers/chat.rs to say."))
    }

    async fn read(&self, _cx: Cx, _request: Line) -> Result<HttpBody, Status> {
        Err(Status::unimplemented("Read is for src/handlers/chat.rs to say."))
    }
}
