//! Every operation with what serves it.

use super::vocabulary::auth;
use crate::{Job, Sources, plan, selected};
use zephyrix_ir::vocabulary::Action;
use zephyrix_ir::{Diagnostics, Model};

/// One operation, as people look for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// As the schema calls it.
    pub name: String,
    /// Upper case.
    pub method: String,
    /// With holes: `/pets/{petId}`.
    pub path: String,
    /// The group it belongs to.
    pub tag: String,
    /// What the caller must prove, in a few words.
    pub auth: String,
    /// The action and the entity: `create Pet`; `None`: the handler is written by hand.
    pub serves: Option<String>,
    /// The method of the handler.
    pub handler: String,
    /// The file of the handler, relative to the project.
    pub file: String,
}

/// Every operation, in the order written; `None` when there are errors.
pub fn routes(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<Vec<Route>> {
    let model = zephyrix_ir::check(selected(sources, job, log), log)?;
    let plan = plan::make(&model, job.config, job.previous, log);
    let route = |(id, it): (_, &zephyrix_ir::vocabulary::Operation)| {
        let planned = plan.operation(id);
        Route {
            name: it.name.clone(),
            method: it.http.method.token(),
            path: it.http.path.text.clone(),
            tag: it.tag.clone(),
            auth: auth(&it.security),
            serves: it.serves.as_ref().map(|it| serves(&model, it)),
            handler: planned.method.clone(),
            file: format!("src/handlers/{}.rs", planned.module),
        }
    };
    Some(model.operations().map(route).collect())
}

fn serves(model: &Model, it: &zephyrix_ir::vocabulary::Serves) -> String {
    let word = match it.action {
        Action::List { .. } => "list",
        Action::CreateMany => "create many",
        Action::Get => "get",
        Action::Create => "create",
        Action::Replace => "replace",
        Action::Patch => "patch",
        Action::Delete => "delete",
    };
    format!("{word} {}", model[it.entity].name)
}
