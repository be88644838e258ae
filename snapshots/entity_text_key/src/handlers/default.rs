//! The operations tagged `default`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::default::{
    CreateCountry, CreateCountryError, DefaultApi, DeleteCountry, DeleteCountryError,
    GetCountry, GetCountryError, ListCountries, ListCountriesError, ReplaceCountry,
    ReplaceCountryError,
};
use crate::generated::models::Country;
use crate::generated::store::CountriesQuery;
use zephyrix::{Cx, NoContent};
use zephyrix::db::StoreError;

impl DefaultApi for App {
    async fn list_countries(
        &self,
        _cx: Cx,
        _request: ListCountries,
    ) -> Result<Vec<Country>, ListCountriesError> {
        let query = CountriesQuery {
            limit: 100,
            offset: 0,
            after: None,
        };
        let page = self.store.countries.list(query).await?;
        Ok(page.items)
    }

    async fn create_country(
        &self,
        _cx: Cx,
        CreateCountry { body }: CreateCountry,
    ) -> Result<Country, CreateCountryError> {
        Ok(self.store.countries.insert(body).await?)
    }

    async fn get_country(
        &self,
        _cx: Cx,
        GetCountry { code }: GetCountry,
    ) -> Result<Country, GetCountryError> {
        self.store.countries.find(&code).await?.ok_or(GetCountryError::NotFound)
    }

    async fn replace_country(
        &self,
        _cx: Cx,
        ReplaceCountry { code, body }: ReplaceCountry,
    ) -> Result<Country, ReplaceCountryError> {
        match self.store.countries.replace(&code, body).await {
            Ok(it) => Ok(it),
            Err(StoreError::Missing) => Err(ReplaceCountryError::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    async fn delete_country(
        &self,
        _cx: Cx,
        DeleteCountry { code }: DeleteCountry,
    ) -> Result<NoContent, DeleteCountryError> {
        match self.store.countries.delete(&code).await {
            Ok(()) => Ok(NoContent),
            Err(StoreError::Missing) => Err(DeleteCountryError::NotFound),
            Err(error) => Err(error.into()),
        }
    }
}
