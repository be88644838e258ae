//! Answering an operation: first everything is fetched, level by level, then everything is written, once.

mod fetch;
mod leaf;
mod level;
mod write;

pub(super) use fetch::panicked;

use super::catalog::Catalog;
use super::plan::{Arguments, FieldPlan, ObjectPlan, Plan, Planned, Selection, What};
use super::request::From;
use super::trouble::{self, Path, Step};
use super::{Args, Asker, Error, Graph, Object, Out, Output, Result, authorise, coerce};
use crate::{Denied, Upload};
use apollo_compiler::response::JsonMap;
use level::{Level, Rows};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::sync::Arc;
use write::Writer;

/// Everything that the fields of one operation are answered with.
pub(super) struct Execution {
    pub(super) catalog: Arc<Catalog>,
    pub(super) graph: Arc<dyn Graph>,
    pub(super) plan: Arc<Plan>,
    /// The document, for the places of errors.
    pub(super) text: Arc<str>,
    pub(super) variables: Map<String, Value>,
    pub(super) from: Arc<From>,
    pub(super) asker: Asker,
    /// By the position of what a field may ask of the caller: why it is not so.
    pub(super) denied: Vec<Option<Denied>>,
    /// The members of the answer that tell the schema.
    pub(super) introspected: Option<JsonMap>,
}

/// What is written: `data`, `errors`, and whether there are any.
pub(super) struct Written {
    pub(super) body: Vec<u8>,
    pub(super) is_whole: bool,
}

/// A root: it has nothing by itself.
pub(super) struct Root(usize);

impl Object for Root {
    fn index(&self) -> usize {
        self.0
    }

    fn field(&self, _: usize) -> Out<'_> {
        Out::Null
    }
}

impl Execution {
    /// Reads: all fields at once.
    pub(super) async fn query(&self) -> Written {
        let root = self.root();
        let level = self.one(&root).await;
        let mut writer = Writer::new(self);
        let written = writer.root(&root, &level);
        writer.finish(written)
    }

    /// Changes: a field is fetched when all before it are done, and none after one that makes the whole null.
    pub(super) async fn mutation(&self) -> Written {
        let root = self.root();
        let mut level = Level::of_one(self.plan.root.fields.len());
        let mut writer = Writer::new(self);
        let mut written = Ok(());
        for (at, planned) in self.plan.root.fields.iter().enumerate() {
            if let What::Field(field) = &planned.what {
                let fetched = self.field(planned, field, &[&root]).await;
                level.put(at, fetched);
            }
            written = writer.root_field(&root, &level, at);
            if written.is_err() {
                break;
            }
        }
        writer.finish(written)
    }

    /// One event of a subscription, which is what its only field has come to.
    pub(super) async fn event(&self, event: Result<Box<dyn Output>>) -> Written {
        let root = self.root();
        let mut level = Level::of_one(self.plan.root.fields.len());
        if let Some((planned, field)) = self.only() {
            if let Err(error) = &event {
                let path = Path { around: None, step: Step::Key(&planned.name) };
                trouble::log(error, &path, &self.asker);
            }
            level.put(0, self.settle(field, Rows::of_event(event), &[&root]).await);
        }
        let mut writer = Writer::new(self);
        let written = writer.root(&root, &level);
        writer.finish(written)
    }

    /// The only field of a subscription.
    pub(super) fn only(&self) -> Option<(&Planned, &FieldPlan)> {
        match self.plan.root.fields.as_slice() {
            [planned] => match &planned.what {
                What::Field(field) => Some((planned, field)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What resolvers of the root are asked of.
    pub(super) fn root(&self) -> Root {
        Root(self.plan.object)
    }

    /// The arguments of a field.
    pub(super) fn args<'a>(&self, field: &'a FieldPlan) -> Result<Cow<'a, Args>> {
        match &field.args {
            Arguments::Fixed(args) => Ok(Cow::Borrowed(args)),
            Arguments::Open(definition, node) => {
                let values = coerce::arguments(&self.catalog.schema, definition, node, Some(&self.variables));
                let values = values.map_err(|wrong| Error::new(Error::BAD_USER_INPUT, wrong.join(" ")))?;
                Ok(Cow::Owned(Args { values, uploads: self.uploads() }))
            }
        }
    }

    fn uploads(&self) -> Arc<[Upload]> {
        if self.from.uploads.is_empty() { Arc::default() } else { self.from.uploads.as_slice().into() }
    }

    /// Why the caller may not ask for a field, where that is so.
    pub(super) fn refused(&self, field: &FieldPlan) -> Option<Error> {
        let denied = field.needs.iter().find_map(|it| self.denied.get(*it).copied().flatten())?;
        Some(authorise::refusal(denied))
    }

    /// What is asked of an object of a type by a field.
    fn plan_of<'a>(&'a self, below: &'a Selection, object: usize) -> &'a ObjectPlan {
        below.of(&self.plan.planner, object)
    }
}
