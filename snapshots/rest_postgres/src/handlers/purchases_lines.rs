//! The operations tagged `purchases_lines`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::purchases_lines::{
    CreateManyPurchasesLines, CreateManyPurchasesLinesError, CreatePurchasesLines,
    CreatePurchasesLinesError, DeletePurchasesLines, DeletePurchasesLinesError,
    GetPurchasesLines, GetPurchasesLinesError, ListPurchasesLines,
    ListPurchasesLinesError, PatchPurchasesLines, PatchPurchasesLinesError,
    PurchasesLinesApi, ReplacePurchasesLines, ReplacePurchasesLinesError,
};
use crate::generated::models::{PurchaseLine, PurchaseLineList};
use crate::generated::store::PurchaseLineQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl PurchasesLinesApi for App {
    async fn list_purchases_lines(
        &self,
        _cx: Cx,
        ListPurchasesLines {
            limit,
            cursor,
            sort,
            fields,
            include,
            purchase_id,
            line,
            code,
            quantity,
        }: ListPurchasesLines,
    ) -> Result<PurchaseLineList, ListPurchasesLinesError> {
        let page = self
            .store
            .purchase_line
            .list(PurchaseLineQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                purchase_id,
                line,
                code,
                quantity,
            })
            .await?;
        Ok(PurchaseLineList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_purchases_lines(
        &self,
        _cx: Cx,
        GetPurchasesLines { purchase_id, line }: GetPurchasesLines,
    ) -> Result<PurchaseLine, GetPurchasesLinesError> {
        Ok(
            self
                .store
                .purchase_line
                .find(purchase_id, line)
                .await?
                .ok_or(StoreError::Missing)?,
        )
    }

    async fn create_purchases_lines(
        &self,
        _cx: Cx,
        CreatePurchasesLines { body }: CreatePurchasesLines,
    ) -> Result<Created<PurchaseLine>, CreatePurchasesLinesError> {
        let it = self.store.purchase_line.insert(body).await?;
        Ok(Created::at(paths::get_purchases_lines(it.purchase_id, it.line), it))
    }

    async fn create_many_purchases_lines(
        &self,
        _cx: Cx,
        CreateManyPurchasesLines { body }: CreateManyPurchasesLines,
    ) -> Result<Vec<PurchaseLine>, CreateManyPurchasesLinesError> {
        Ok(self.store.purchase_line.insert_many(body).await?)
    }

    async fn replace_purchases_lines(
        &self,
        _cx: Cx,
        ReplacePurchasesLines { purchase_id, line, body }: ReplacePurchasesLines,
    ) -> Result<PurchaseLine, ReplacePurchasesLinesError> {
        Ok(self.store.purchase_line.replace(purchase_id, line, body).await?)
    }

    async fn patch_purchases_lines(
        &self,
        _cx: Cx,
        PatchPurchasesLines { purchase_id, line, body }: PatchPurchasesLines,
    ) -> Result<PurchaseLine, PatchPurchasesLinesError> {
        Ok(self.store.purchase_line.patch(purchase_id, line, body).await?)
    }

    async fn delete_purchases_lines(
        &self,
        _cx: Cx,
        DeletePurchasesLines { purchase_id, line }: DeletePurchasesLines,
    ) -> Result<NoContent, DeletePurchasesLinesError> {
        self.store.purchase_line.delete(purchase_id, line).await?;
        Ok(NoContent)
    }
}
