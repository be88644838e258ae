//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    DefaultApi, ExportOldTicks, ExportOldTicksError, ExportSequence, ExportSequenceError,
    ExportSequenceOk, ExportTicks, ExportTicksError, Image, ImageError, ImageOk,
    WatchEvents, WatchEventsError, WatchText, WatchTextError, WatchTicks,
    WatchTicksError,
};
use crate::generated::models::Tick;
use zephyrix::{Cx, Events, Lines, Text, Unwritten};

impl DefaultApi for App {
    async fn watch_ticks(
        &self,
        _cx: Cx,
        _request: WatchTicks,
    ) -> Result<Events<200, Tick>, WatchTicksError> {
        Err(Unwritten::new("watch_ticks", "src/handlers/default.rs").into())
    }

    async fn export_ticks(
        &self,
        _cx: Cx,
        _request: ExportTicks,
    ) -> Result<Lines<200, Tick>, ExportTicksError> {
        Err(Unwritten::new("export_ticks", "src/handlers/default.rs").into())
    }

    async fn export_old_ticks(
        &self,
        _cx: Cx,
        _request: ExportOldTicks,
    ) -> Result<Lines<200, Tick>, ExportOldTicksError> {
        Err(Unwritten::new("export_old_ticks", "src/handlers/default.rs").into())
    }

    async fn export_sequence(
        &self,
        _cx: Cx,
        _request: ExportSequence,
    ) -> Result<ExportSequenceOk, ExportSequenceError> {
        Err(Unwritten::new("export_sequence", "src/handlers/default.rs").into())
    }

    async fn watch_events(
        &self,
        _cx: Cx,
        _request: WatchEvents,
    ) -> Result<Text<200>, WatchEventsError> {
        Err(Unwritten::new("watch_events", "src/handlers/default.rs").into())
    }

    async fn image(&self, _cx: Cx, _request: Image) -> Result<ImageOk, ImageError> {
        Err(Unwritten::new("image", "src/handlers/default.rs").into())
    }

    async fn watch_text(
        &self,
        _cx: Cx,
        _request: WatchText,
    ) -> Result<Text<200>, WatchTextError> {
        Err(Unwritten::new("watch_text", "src/handlers/default.rs").into())
    }
}
