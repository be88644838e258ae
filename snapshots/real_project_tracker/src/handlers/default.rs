//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    ActivityListEvents, ActivityListEventsError, DefaultApi,
};
use crate::generated::models::Event;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn activity_list_events(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: ActivityListEvents,
    ) -> Result<Vec<Event>, ActivityListEventsError> {
        Err(Unwritten::new("activity_list_events", "src/handlers/default.rs").into())
    }
}
