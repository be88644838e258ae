//! The operations tagged `overdue`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::overdue::{ListOverdue, ListOverdueError, OverdueApi};
use crate::generated::models::OverdueList;
use crate::generated::store::OverdueQuery;
use zephyrix::Cx;

impl OverdueApi for App {
    async fn list_overdue(
        &self,
        _cx: Cx,
        ListOverdue {
            limit,
            offset,
            sort,
            fields,
            rental_id,
            name,
            rented,
            email,
        }: ListOverdue,
    ) -> Result<OverdueList, ListOverdueError> {
        let page = self
            .store
            .overdue
            .list(OverdueQuery {
                limit: limit.into(),
                offset: offset.into(),
                sort: sort.unwrap_or_default(),
                fields,
                rental_id,
                name,
                rented,
                email,
            })
            .await?;
        Ok(OverdueList { items: page.items })
    }
}
