//! The operations tagged `film`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::film::{
    CreateFilm, CreateFilmError, CreateManyFilm, CreateManyFilmError, DeleteFilm,
    DeleteFilmError, FilmApi, GetFilm, GetFilmError, ListFilm, ListFilmError, PatchFilm,
    PatchFilmError, ReplaceFilm, ReplaceFilmError,
};
use crate::generated::models::{Film, FilmList};
use crate::generated::store::FilmQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl FilmApi for App {
    async fn list_film(
        &self,
        _cx: Cx,
        ListFilm {
            limit,
            cursor,
            sort,
            fields,
            include,
            film_id,
            title,
            released,
            length,
            rate,
            score,
            rating,
        }: ListFilm,
    ) -> Result<FilmList, ListFilmError> {
        let page = self
            .store
            .film
            .list(FilmQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                include: include.unwrap_or_default(),
                film_id,
                title,
                released,
                length,
                rate,
                score,
                rating,
            })
            .await?;
        Ok(FilmList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_film(
        &self,
        _cx: Cx,
        GetFilm { film_id }: GetFilm,
    ) -> Result<Film, GetFilmError> {
        Ok(self.store.film.find(film_id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_film(
        &self,
        _cx: Cx,
        CreateFilm { body }: CreateFilm,
    ) -> Result<Created<Film>, CreateFilmError> {
        let it = self.store.film.insert(body).await?;
        Ok(Created::at(paths::get_film(it.film_id), it))
    }

    async fn create_many_film(
        &self,
        _cx: Cx,
        CreateManyFilm { body }: CreateManyFilm,
    ) -> Result<Vec<Film>, CreateManyFilmError> {
        Ok(self.store.film.insert_many(body).await?)
    }

    async fn replace_film(
        &self,
        _cx: Cx,
        ReplaceFilm { film_id, body }: ReplaceFilm,
    ) -> Result<Film, ReplaceFilmError> {
        Ok(self.store.film.replace(film_id, body).await?)
    }

    async fn patch_film(
        &self,
        _cx: Cx,
        PatchFilm { film_id, body }: PatchFilm,
    ) -> Result<Film, PatchFilmError> {
        Ok(self.store.film.patch(film_id, body).await?)
    }

    async fn delete_film(
        &self,
        _cx: Cx,
        DeleteFilm { film_id }: DeleteFilm,
    ) -> Result<NoContent, DeleteFilmError> {
        self.store.film.delete(film_id).await?;
        Ok(NoContent)
    }
}
