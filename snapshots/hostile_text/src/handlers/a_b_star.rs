//! The operations tagged `a"b*/`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::a_b_star::{ABStarApi, GetHash, GetHashError};
use crate::generated::models::T;
use zephyrix::{Cx, Unwritten};

impl ABStarApi for App {
    async fn get_hash(&self, _cx: Cx, _request: GetHash) -> Result<T, GetHashError> {
        Err(Unwritten::new("get_hash", "src/handlers/a_b_star.rs").into())
    }
}
