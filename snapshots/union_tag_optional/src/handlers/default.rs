//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, MakeAccount, MakeAccountError};
use crate::generated::models::Account;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn make_account(
        &self,
        _cx: Cx,
        _request: MakeAccount,
    ) -> Result<Account, MakeAccountError> {
        Err(Unwritten::new("make_account", "src/handlers/default.rs").into())
    }
}
