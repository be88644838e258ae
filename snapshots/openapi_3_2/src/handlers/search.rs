//! The operations tagged `search`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::search::{
    CopyPets, CopyPetsError, SearchApi, SearchPets, SearchPetsError,
};
use zephyrix::{Cx, NoContent, Unwritten};

impl SearchApi for App {
    async fn search_pets(
        &self,
        _cx: Cx,
        _request: SearchPets,
    ) -> Result<Vec<String>, SearchPetsError> {
        Err(Unwritten::new("search_pets", "src/handlers/search.rs").into())
    }

    async fn copy_pets(
        &self,
        _cx: Cx,
        _request: CopyPets,
    ) -> Result<NoContent, CopyPetsError> {
        Err(Unwritten::new("copy_pets", "src/handlers/search.rs").into())
    }
}
