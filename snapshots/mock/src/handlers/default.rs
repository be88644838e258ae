//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    Changes, ChangesError, DefaultApi, Either, EitherError, EitherOk, Forget,
    ForgetError, Report, ReportError, Weather2, WeatherError,
};
use crate::generated::models::Weather;
use zephyrix::{Cx, Events, NoContent, Text};
use zephyrix::json::sample;

impl DefaultApi for App {
    async fn weather(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: Weather2,
    ) -> Result<Weather, WeatherError> {
        Ok(sample(r#"{"celsius":1.5,"sky":"clear"}"#)?)
    }

    async fn forget(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: Forget,
    ) -> Result<NoContent, ForgetError> {
        Ok(NoContent)
    }

    async fn report(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: Report,
    ) -> Result<Text<200>, ReportError> {
        Ok(Text { content_type: "text/plain".into(), value: "sample".to_owned() })
    }

    async fn changes(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: Changes,
    ) -> Result<Events<200, Weather>, ChangesError> {
        Ok(Events::all([sample(r#"{"celsius":1.5,"sky":"clear"}"#)?]))
    }

    async fn either(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: Either,
    ) -> Result<EitherOk, EitherError> {
        Ok(EitherOk::Ok(sample(r#"{"celsius":1.5,"sky":"clear"}"#)?))
    }
}
