//! The operations tagged `visits`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::visits::{ListVisits, ListVisitsError, VisitsApi};
use crate::generated::models::VisitsList;
use crate::generated::store::VisitsQuery;
use zephyrix::Cx;

impl VisitsApi for App {
    async fn list_visits(
        &self,
        _cx: Cx,
        ListVisits { limit, offset, sort, fields, at, page }: ListVisits,
    ) -> Result<VisitsList, ListVisitsError> {
        let page = self
            .store
            .visits
            .list(VisitsQuery {
                limit: limit.into(),
                offset: offset.into(),
                sort: sort.unwrap_or_default(),
                fields,
                at,
                page,
            })
            .await?;
        Ok(VisitsList { items: page.items })
    }
}
