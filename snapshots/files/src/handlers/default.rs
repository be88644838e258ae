//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Owners, OwnersError, Pets, PetsError};
use crate::generated::models::{Owner, Pet};
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn pets(&self, _cx: Cx, _request: Pets) -> Result<Vec<Pet>, PetsError> {
        Err(Unwritten::new("pets", "src/handlers/default.rs").into())
    }

    async fn owners(
        &self,
        _cx: Cx,
        _request: Owners,
    ) -> Result<Vec<Owner>, OwnersError> {
        Err(Unwritten::new("owners", "src/handlers/default.rs").into())
    }
}
