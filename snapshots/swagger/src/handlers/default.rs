//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, SavePet, SavePetError};
use crate::generated::models::Pet;
use zephyrix::{Cx, Unwritten};

impl DefaultApi for App {
    async fn save_pet(&self, _cx: Cx, _request: SavePet) -> Result<Pet, SavePetError> {
        Err(Unwritten::new("save_pet", "src/handlers/default.rs").into())
    }
}
