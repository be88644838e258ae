//! Fetching: a resolver is asked once for all objects of a level.

use super::super::trouble::{self, Path, Step};
use super::super::{Ask, Column, Error, Object, Result};
use super::level::{self, Fetched, Level, Rows};
use super::{Execution, Root};
use crate::graphql::plan::{FieldPlan, ObjectPlan, Planned, Selection, What};
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, join_all};
use std::any::Any;
use std::panic::AssertUnwindSafe;

impl Execution {
    /// The level of a root.
    pub(super) async fn one(&self, root: &Root) -> Level {
        let mut level = Level::default();
        let fetched = self.fields(&self.plan.root, &[root]).await;
        level.push(fetched);
        level
    }

    /// Everything that is to be fetched of objects of one type. Fields do not wait for one another.
    async fn fields(&self, plan: &ObjectPlan, of: &[&dyn Object]) -> Vec<Option<Fetched>> {
        if plan.fetched.is_empty() {
            return Vec::new();
        }
        let mut fetched: Vec<Option<Fetched>> = std::iter::repeat_with(|| None).take(plan.fields.len()).collect();
        let fields = plan.fetched.iter().filter_map(|at| match &plan.fields[*at].what {
            What::Field(field) => Some((*at, &plan.fields[*at], field)),
            _ => None,
        });
        if let [at] = plan.fetched.as_slice() {
            for (_, planned, field) in fields {
                fetched[*at] = Some(self.field(planned, field, of).await);
            }
            return fetched;
        }
        let each = fields.map(async |(at, planned, field)| (at, self.field(planned, field, of).await));
        for (at, it) in join_all(each).await {
            fetched[at] = Some(it);
        }
        fetched
    }

    /// One field of objects of one type, and whatever is below it.
    pub(super) async fn field(&self, planned: &Planned, field: &FieldPlan, of: &[&dyn Object]) -> Fetched {
        let rows = match self.refused(field) {
            Some(error) => Rows::Failed(error),
            None if field.is_resolved => self.resolved(planned, field, of).await,
            None => Rows::Plain,
        };
        self.settle(field, rows, of).await
    }

    /// What is below a field that is answered.
    pub(super) async fn settle(&self, field: &FieldPlan, rows: Rows, of: &[&dyn Object]) -> Fetched {
        let Some(below) = field.below.as_ref().filter(|it| it.is_fetched) else { return Fetched { rows, below: None } };
        let mut objects = Vec::with_capacity(of.len());
        let mut starts = Vec::with_capacity(of.len());
        for (position, parent) in of.iter().enumerate() {
            starts.push(level::small(objects.len()));
            if let Ok(out) = rows.at(position, || parent.field(field.index)) {
                level::gather(out, &field.shape, &mut objects);
            }
        }
        let level = self.level(below, objects).await;
        Fetched { rows, below: Some((level, starts)) }
    }

    /// All objects that a field has come to.
    fn level<'a>(&'a self, below: &'a Selection, objects: Vec<&'a dyn Object>) -> BoxFuture<'a, Level> {
        Box::pin(async move {
            let (mut level, groups) = Level::grouped(objects);
            if let [(object, of)] = groups.as_slice() {
                level.push(self.fields(self.plan_of(below, *object), of).await);
                return level;
            }
            let each = groups.iter().map(|(object, of)| self.fields(self.plan_of(below, *object), of));
            join_all(each).await.into_iter().for_each(|it| level.push(it));
            level
        })
    }

    /// Asks a resolver. Whatever it does instead of answering is an error of this field, and of no other.
    async fn resolved(&self, planned: &Planned, field: &FieldPlan, of: &[&dyn Object]) -> Rows {
        match self.asked(field, of).await {
            Ok(column) => Rows::Column(column),
            Err(error) => {
                let path = Path { around: None, step: Step::Key(&planned.name) };
                trouble::log(&error, &path, &self.asker);
                Rows::Failed(error)
            }
        }
    }

    async fn asked(&self, field: &FieldPlan, of: &[&dyn Object]) -> Result<Box<dyn Column>> {
        let args = self.args(field)?;
        let ask = Ask { asker: &self.asker, object: field.object, field: field.index, of, args: &args };
        // The resolver is called inside, where it may already panic.
        let asked = AssertUnwindSafe(async { self.graph.resolve(ask).await }).catch_unwind().await;
        let column = asked.unwrap_or_else(|panic| Err(panicked(&*panic)))?;
        if column.len() == of.len() {
            return Ok(column);
        }
        Err(Error::internal(format!("a resolver was asked of {} objects and answered {}", of.len(), column.len())))
    }
}

/// The error of a resolver that panics.
pub(in crate::graphql) fn panicked(panic: &(dyn Any + Send)) -> Error {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Error::internal(format!("a resolver panicked: {}", text.unwrap_or("with something that is no text")))
}
