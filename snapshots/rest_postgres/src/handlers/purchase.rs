//! The operations tagged `purchase`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::purchase::{
    CreateManyPurchase, CreateManyPurchaseError, CreatePurchase, CreatePurchaseError,
    DeletePurchase, DeletePurchaseError, GetPurchase, GetPurchaseError, ListPurchase,
    ListPurchaseError, PatchPurchase, PatchPurchaseError, PurchaseApi, ReplacePurchase,
    ReplacePurchaseError,
};
use crate::generated::models::{Purchase, PurchaseList};
use crate::generated::store::PurchaseQuery;
use zephyrix::{Created, Cx, NoContent, Tagged};
use zephyrix::db::StoreError;

impl PurchaseApi for App {
    async fn list_purchase(
        &self,
        _cx: Cx,
        ListPurchase {
            limit,
            cursor,
            sort,
            fields,
            include,
            purchase_id,
            customer_id,
            note,
            version,
        }: ListPurchase,
    ) -> Result<PurchaseList, ListPurchaseError> {
        let page = self
            .store
            .purchase
            .list(PurchaseQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                purchase_id,
                customer_id,
                note,
                version,
            })
            .await?;
        Ok(PurchaseList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_purchase(
        &self,
        _cx: Cx,
        GetPurchase { purchase_id }: GetPurchase,
    ) -> Result<Tagged<Purchase>, GetPurchaseError> {
        Ok(self.store.purchase.find(purchase_id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_purchase(
        &self,
        _cx: Cx,
        CreatePurchase { body }: CreatePurchase,
    ) -> Result<Created<Tagged<Purchase>>, CreatePurchaseError> {
        let it = self.store.purchase.insert(body).await?;
        Ok(Created::at(paths::get_purchase(it.value.purchase_id), it))
    }

    async fn create_many_purchase(
        &self,
        _cx: Cx,
        CreateManyPurchase { body }: CreateManyPurchase,
    ) -> Result<Vec<Purchase>, CreateManyPurchaseError> {
        let all = self.store.purchase.insert_many(body).await?;
        Ok(all.into_iter().map(|it| it.value).collect())
    }

    async fn replace_purchase(
        &self,
        _cx: Cx,
        ReplacePurchase { purchase_id, if_match, body }: ReplacePurchase,
    ) -> Result<Tagged<Purchase>, ReplacePurchaseError> {
        Ok(self.store.purchase.replace(purchase_id, if_match.as_deref(), body).await?)
    }

    async fn patch_purchase(
        &self,
        _cx: Cx,
        PatchPurchase { purchase_id, if_match, body }: PatchPurchase,
    ) -> Result<Tagged<Purchase>, PatchPurchaseError> {
        Ok(self.store.purchase.patch(purchase_id, if_match.as_deref(), body).await?)
    }

    async fn delete_purchase(
        &self,
        _cx: Cx,
        DeletePurchase { purchase_id, if_match }: DeletePurchase,
    ) -> Result<NoContent, DeletePurchaseError> {
        self.store.purchase.delete(purchase_id, if_match.as_deref()).await?;
        Ok(NoContent)
    }
}
