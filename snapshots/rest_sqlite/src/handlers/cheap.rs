//! The operations tagged `cheap`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::cheap::{CheapApi, ListCheap, ListCheapError};
use crate::generated::models::CheapList;
use crate::generated::store::CheapQuery;
use zephyrix::Cx;

impl CheapApi for App {
    async fn list_cheap(
        &self,
        _cx: Cx,
        ListCheap { limit, offset, sort, fields, code, title, price }: ListCheap,
    ) -> Result<CheapList, ListCheapError> {
        let page = self
            .store
            .cheap
            .list(CheapQuery {
                limit: limit.into(),
                offset: offset.into(),
                sort: sort.unwrap_or_default(),
                fields,
                code,
                title,
                price,
            })
            .await?;
        Ok(CheapList { items: page.items })
    }
}
