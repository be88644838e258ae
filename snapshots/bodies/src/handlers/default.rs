//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, Maybe, MaybeError, SendBytes, SendBytesError, SendJson, SendJsonError,
    SendLimit, SendLimitError, SendTags, SendTagsError, SendText, SendTextError, Vendor,
    VendorError,
};
use zephyrix::{Bytes, Cx, Empty, NoContent, Text, Unwritten};

impl DefaultApi for App {
    async fn send_text(
        &self,
        _cx: Cx,
        _request: SendText,
    ) -> Result<Text<200>, SendTextError> {
        Err(Unwritten::new("send_text", "src/handlers/default.rs").into())
    }

    async fn send_bytes(
        &self,
        _cx: Cx,
        _request: SendBytes,
    ) -> Result<Bytes<200>, SendBytesError> {
        Err(Unwritten::new("send_bytes", "src/handlers/default.rs").into())
    }

    async fn send_json(
        &self,
        _cx: Cx,
        _request: SendJson,
    ) -> Result<i64, SendJsonError> {
        Err(Unwritten::new("send_json", "src/handlers/default.rs").into())
    }

    async fn maybe(&self, _cx: Cx, _request: Maybe) -> Result<NoContent, MaybeError> {
        Err(Unwritten::new("maybe", "src/handlers/default.rs").into())
    }

    async fn vendor(
        &self,
        _cx: Cx,
        _request: Vendor,
    ) -> Result<Empty<202>, VendorError> {
        Err(Unwritten::new("vendor", "src/handlers/default.rs").into())
    }

    async fn send_tags(
        &self,
        _cx: Cx,
        _request: SendTags,
    ) -> Result<NoContent, SendTagsError> {
        Err(Unwritten::new("send_tags", "src/handlers/default.rs").into())
    }

    async fn send_limit(
        &self,
        _cx: Cx,
        _request: SendLimit,
    ) -> Result<NoContent, SendLimitError> {
        Err(Unwritten::new("send_limit", "src/handlers/default.rs").into())
    }
}
