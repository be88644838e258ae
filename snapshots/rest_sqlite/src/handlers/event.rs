//! The operations tagged `event`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::event::{EventApi, ListEvent, ListEventError};
use crate::generated::models::EventList;
use crate::generated::store::EventQuery;
use zephyrix::Cx;

impl EventApi for App {
    async fn list_event(
        &self,
        _cx: Cx,
        ListEvent { limit, offset, sort, fields, at, what }: ListEvent,
    ) -> Result<EventList, ListEventError> {
        let page = self
            .store
            .event
            .list(EventQuery {
                limit: limit.into(),
                offset: offset.into(),
                sort: sort.unwrap_or_default(),
                fields,
                at,
                what,
            })
            .await?;
        Ok(EventList { items: page.items })
    }
}
