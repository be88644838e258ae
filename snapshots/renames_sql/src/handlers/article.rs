//! The operations tagged `article`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::paths;
use crate::generated::api::article::{
    ArticleApi, CreateArticle, CreateArticleError, CreateManyArticle,
    CreateManyArticleError, DeleteArticle, DeleteArticleError, GetArticle,
    GetArticleError, ListArticle, ListArticleError, PatchArticle, PatchArticleError,
    ReplaceArticle, ReplaceArticleError,
};
use crate::generated::models::{Article, ArticleList};
use crate::generated::store::ArticleQuery;
use zephyrix::{Created, Cx, NoContent};
use zephyrix::db::StoreError;

impl ArticleApi for App {
    async fn list_article(
        &self,
        _cx: Cx,
        ListArticle { limit, cursor, sort, fields, id, title, price }: ListArticle,
    ) -> Result<ArticleList, ListArticleError> {
        let page = self
            .store
            .article
            .list(ArticleQuery {
                limit: limit.into(),
                cursor,
                sort: sort.unwrap_or_default(),
                fields,
                id,
                title,
                price,
            })
            .await?;
        Ok(ArticleList {
            items: page.items,
            next_cursor: page.next,
        })
    }

    async fn get_article(
        &self,
        _cx: Cx,
        GetArticle { id }: GetArticle,
    ) -> Result<Article, GetArticleError> {
        Ok(self.store.article.find(id).await?.ok_or(StoreError::Missing)?)
    }

    async fn create_article(
        &self,
        _cx: Cx,
        CreateArticle { body }: CreateArticle,
    ) -> Result<Created<Article>, CreateArticleError> {
        let it = self.store.article.insert(body).await?;
        Ok(Created::at(paths::get_article(it.id), it))
    }

    async fn create_many_article(
        &self,
        _cx: Cx,
        CreateManyArticle { body }: CreateManyArticle,
    ) -> Result<Vec<Article>, CreateManyArticleError> {
        Ok(self.store.article.insert_many(body).await?)
    }

    async fn replace_article(
        &self,
        _cx: Cx,
        ReplaceArticle { id, body }: ReplaceArticle,
    ) -> Result<Article, ReplaceArticleError> {
        Ok(self.store.article.replace(id, body).await?)
    }

    async fn patch_article(
        &self,
        _cx: Cx,
        PatchArticle { id, body }: PatchArticle,
    ) -> Result<Article, PatchArticleError> {
        Ok(self.store.article.patch(id, body).await?)
    }

    async fn delete_article(
        &self,
        _cx: Cx,
        DeleteArticle { id }: DeleteArticle,
    ) -> Result<NoContent, DeleteArticleError> {
        self.store.article.delete(id).await?;
        Ok(NoContent)
    }
}
