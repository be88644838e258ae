//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    CreateEvent, CreateEventError, DefaultApi, DeleteEvent, DeleteEventError, GetEvent,
    GetEventError, ListEvents, ListEventsError,
};
use crate::generated::models::{Event, EventPage};
use crate::generated::store::EventsQuery;
use zephyrix::{Cx, NoContent};
use zephyrix::db::{after, StoreError};

impl DefaultApi for App {
    async fn list_events(
        &self,
        _cx: Cx,
        ListEvents { limit, cursor }: ListEvents,
    ) -> Result<EventPage, ListEventsError> {
        let after = after(cursor.as_deref())?;
        let query = EventsQuery {
            limit,
            offset: 0,
            after,
        };
        let page = self.store.events.list(query).await?;
        Ok(EventPage {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn create_event(
        &self,
        _cx: Cx,
        CreateEvent { body }: CreateEvent,
    ) -> Result<Event, CreateEventError> {
        Ok(self.store.events.insert(body).await?)
    }

    async fn get_event(
        &self,
        _cx: Cx,
        GetEvent { id }: GetEvent,
    ) -> Result<Event, GetEventError> {
        self.store.events.find(id).await?.ok_or(GetEventError::NotFound)
    }

    async fn delete_event(
        &self,
        _cx: Cx,
        DeleteEvent { id }: DeleteEvent,
    ) -> Result<NoContent, DeleteEventError> {
        match self.store.events.delete(id).await {
            Ok(()) => Ok(NoContent),
            Err(StoreError::Missing) => Err(DeleteEventError::NotFound),
            Err(error) => Err(error.into()),
        }
    }
}
