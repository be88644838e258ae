//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{DefaultApi, Eat, EatApple, EatAppleError, EatError};
use crate::generated::models::Fruit;
use zephyrix::{Cx, NoContent, Unwritten};

impl DefaultApi for App {
    async fn eat(&self, _cx: Cx, _request: Eat) -> Result<Fruit, EatError> {
        Err(Unwritten::new("eat", "src/handlers/default.rs").into())
    }

    async fn eat_apple(
        &self,
        _cx: Cx,
        _request: EatApple,
    ) -> Result<NoContent, EatAppleError> {
        Err(Unwritten::new("eat_apple", "src/handlers/default.rs").into())
    }
}
