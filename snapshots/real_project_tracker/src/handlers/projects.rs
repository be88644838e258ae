//! The operations tagged `projects`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::projects::{
    ProjectsApi, ProjectsCreate, ProjectsCreateError, ProjectsDelete,
    ProjectsDeleteError, ProjectsGet, ProjectsGetError, ProjectsGetOk, ProjectsList,
    ProjectsListError, ProjectsListHeaders,
};
use crate::generated::models::Project;
use zephyrix::{Cx, Headed, NoContent, Unwritten};

impl ProjectsApi for App {
    async fn projects_list(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: ProjectsList,
    ) -> Result<Headed<Vec<Project>, ProjectsListHeaders>, ProjectsListError> {
        Err(Unwritten::new("projects_list", "src/handlers/projects.rs").into())
    }

    async fn projects_create(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: ProjectsCreate,
    ) -> Result<Project, ProjectsCreateError> {
        Err(Unwritten::new("projects_create", "src/handlers/projects.rs").into())
    }

    async fn projects_get(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: ProjectsGet,
    ) -> Result<ProjectsGetOk, ProjectsGetError> {
        Err(Unwritten::new("projects_get", "src/handlers/projects.rs").into())
    }

    async fn projects_delete(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: ProjectsDelete,
    ) -> Result<NoContent, ProjectsDeleteError> {
        Err(Unwritten::new("projects_delete", "src/handlers/projects.rs").into())
    }
}
