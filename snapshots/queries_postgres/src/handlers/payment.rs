//! The operations tagged `payment`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::payment::{
    CreateManyPayment, CreateManyPaymentError, CreatePayment, CreatePaymentError,
    DeletePayment, DeletePaymentError, GetPayment, GetPaymentError, ListPayment,
    ListPaymentError, PatchPayment, PatchPaymentError, PaymentApi, ReplacePayment,
    ReplacePaymentError,
};
use crate::generated::models::{Payment, PaymentList};
use crate::generated::store::PaymentQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl PaymentApi for App {
    async fn list_payment(
        &self,
        _cx: Cx,
        ListPayment {
            limit,
            cursor,
            sort,
            fields,
            include,
            payment_id,
            rental_id,
            amount,
            paid,
        }: ListPayment,
    ) -> Result<PaymentList, ListPaymentError> {
        let page = self
            .store
            .payment
            .list(PaymentQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                payment_id,
                rental_id,
                amount,
                paid,
            })
            .await?;
        Ok(PaymentList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_payment(
        &self,
        _cx: Cx,
        GetPayment { payment_id }: GetPayment,
    ) -> Result<Payment, GetPaymentError> {
        Ok(self.store.payment.find(payment_id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_payment(
        &self,
        _cx: Cx,
        CreatePayment { body }: CreatePayment,
    ) -> Result<Created<Payment>, CreatePaymentError> {
        let it = self.store.payment.insert(body).await?;
        Ok(Created::at(paths::get_payment(it.payment_id), it))
    }

    async fn create_many_payment(
        &self,
        _cx: Cx,
        CreateManyPayment { body }: CreateManyPayment,
    ) -> Result<Vec<Payment>, CreateManyPaymentError> {
        Ok(self.store.payment.insert_many(body).await?)
    }

    async fn replace_payment(
        &self,
        _cx: Cx,
        ReplacePayment { payment_id, body }: ReplacePayment,
    ) -> Result<Payment, ReplacePaymentError> {
        Ok(self.store.payment.replace(payment_id, body).await?)
    }

    async fn patch_payment(
        &self,
        _cx: Cx,
        PatchPayment { payment_id, body }: PatchPayment,
    ) -> Result<Payment, PatchPaymentError> {
        Ok(self.store.payment.patch(payment_id, body).await?)
    }

    async fn delete_payment(
        &self,
        _cx: Cx,
        DeletePayment { payment_id }: DeletePayment,
    ) -> Result<NoContent, DeletePaymentError> {
        self.store.payment.delete(payment_id).await?;
        Ok(NoContent)
    }
}
