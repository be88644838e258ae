//! The operations tagged `loyalty`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::loyalty::{ListLoyalty, ListLoyaltyError, LoyaltyApi};
use crate::generated::models::LoyaltyList;
use crate::generated::store::LoyaltyQuery;
use zephyrix::Cx;

impl LoyaltyApi for App {
    async fn list_loyalty(
        &self,
        _cx: Cx,
        ListLoyalty { limit, offset, sort, fields, who, purchases }: ListLoyalty,
    ) -> Result<LoyaltyList, ListLoyaltyError> {
        let page = self
            .store
            .loyalty
            .list(LoyaltyQuery {
                limit: limit.into(),
                offset: offset.into(),
                sort: sort.unwrap_or_default(),
                fields,
                who,
                purchases,
            })
            .await?;
        Ok(LoyaltyList { items: page.items })
    }
}
