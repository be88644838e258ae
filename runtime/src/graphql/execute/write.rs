//! Writing: what was fetched as JSON, in one go. What has no answer is null, or makes what is around it null
//! (GraphQL §6.4.4); after that nothing more is told of what is lost with it.

use super::super::trouble::{self, Path, Place, Step};
use super::super::{Error, List, Object, Out};
use super::level::{self, Level, Rows, Slot};
use super::{Execution, Root, Written, leaf};
use crate::graphql::catalog::{Inner, Shape};
use crate::graphql::plan::{FieldPlan, ObjectPlan, Planned, Selection, What};
use serde_json::Value;

/// What is around must be null.
#[derive(Clone, Copy)]
pub(super) struct Nulled;

/// An answer that is being written.
pub(super) struct Writer<'e> {
    execution: &'e Execution,
    to: Vec<u8>,
    errors: Vec<Value>,
}

/// The field whose value is being written.
#[derive(Clone, Copy)]
struct Of<'e> {
    planned: &'e Planned,
    field: &'e FieldPlan,
}

/// The objects that a field has come to, and which of them is the next.
struct Below<'e> {
    level: &'e Level,
    next: usize,
}

const DATA: &[u8] = b"{\"data\":";

impl<'e> Writer<'e> {
    pub(super) fn new(execution: &'e Execution) -> Self {
        let mut to = Vec::with_capacity(1024);
        to.extend_from_slice(DATA);
        to.push(b'{');
        Self { execution, to, errors: Vec::new() }
    }

    /// All fields of a root.
    pub(super) fn root(&mut self, root: &Root, level: &Level) -> Result<(), Nulled> {
        (0..self.execution.plan.root.fields.len()).try_for_each(|at| self.root_field(root, level, at))
    }

    /// One field of a root.
    pub(super) fn root_field(&mut self, root: &Root, level: &Level, at: usize) -> Result<(), Nulled> {
        self.member(&self.execution.plan.root, at, root, level.slot(0), None)
    }

    pub(super) fn finish(mut self, written: Result<(), Nulled>) -> Written {
        if written.is_ok() {
            self.to.push(b'}');
        } else {
            self.to.truncate(DATA.len());
            self.null();
        }
        let is_whole = self.errors.is_empty();
        if !is_whole {
            self.to.extend_from_slice(b",\"errors\":");
            // Writing to memory does not fail.
            let _ = serde_json::to_writer(&mut self.to, &self.errors);
        }
        self.to.push(b'}');
        Written { body: self.to, is_whole }
    }

    fn object(
        &mut self,
        plan: &'e ObjectPlan,
        object: &dyn Object,
        slot: Option<Slot<'_>>,
        path: &Path<'_>,
    ) -> Result<(), Nulled> {
        self.to.push(b'{');
        for at in 0..plan.fields.len() {
            self.member(plan, at, object, slot, Some(path))?;
        }
        self.to.push(b'}');
        Ok(())
    }

    fn member(
        &mut self,
        plan: &'e ObjectPlan,
        at: usize,
        object: &dyn Object,
        slot: Option<Slot<'_>>,
        around: Option<&Path<'_>>,
    ) -> Result<(), Nulled> {
        let planned = &plan.fields[at];
        if self.to.last() != Some(&b'{') {
            self.to.push(b',');
        }
        self.to.extend_from_slice(planned.key.as_bytes());
        match &planned.what {
            What::TypeName(json) => self.to.extend_from_slice(json.as_bytes()),
            What::Introspected => self.introspected(&planned.name),
            What::Field(field) => {
                let path = Path { around, step: Step::Key(&planned.name) };
                let before = self.to.len();
                let written = self.answer(Of { planned, field }, at, object, slot, &path);
                return self.or_null(written, before, &field.shape);
            }
        }
        Ok(())
    }

    /// What has no answer is null where it may be.
    fn or_null(&mut self, written: Result<(), Nulled>, before: usize, shape: &Shape) -> Result<(), Nulled> {
        if written.is_err() && !shape.is_required {
            self.to.truncate(before);
            self.null();
            return Ok(());
        }
        written
    }

    fn answer(
        &mut self,
        of: Of<'e>,
        at: usize,
        object: &dyn Object,
        slot: Option<Slot<'_>>,
        path: &Path<'_>,
    ) -> Result<(), Nulled> {
        let plain = || object.field(of.field.index);
        let Some((slot, fetched)) = slot.and_then(|it| Some((it, it.fetched(at)?))) else {
            if let Some(error) = self.execution.refused(of.field) {
                return self.error(of, &error, path);
            }
            return self.value(of, plain(), &of.field.shape, &mut None, path);
        };
        match fetched.rows.at(slot.position, plain) {
            Ok(out) => {
                let start = |starts: &[u32]| starts.get(slot.position).map_or(usize::MAX, |it| *it as usize);
                let below = fetched.below.as_ref();
                let mut below = below.map(|(level, starts)| Below { level, next: start(starts) });
                self.value(of, out, &of.field.shape, &mut below, path)
            }
            Err(error) => {
                // What goes wrong with all is written down where it is fetched.
                if !matches!(fetched.rows, Rows::Failed(_)) {
                    trouble::log(error, path, &self.execution.asker);
                }
                self.error(of, error, path)
            }
        }
    }

    /// `CompleteValue` (GraphQL §6.4.3).
    fn value(
        &mut self,
        of: Of<'e>,
        out: Out<'_>,
        shape: &Shape,
        below: &mut Option<Below<'_>>,
        path: &Path<'_>,
    ) -> Result<(), Nulled> {
        match (&shape.inner, out) {
            (_, Out::Null | Out::Json(Value::Null)) if shape.is_required => self.missing(of, path),
            (_, Out::Null | Out::Json(Value::Null)) => {
                self.null();
                Ok(())
            }
            (Inner::Leaf(leaf), out) => match leaf::write(&mut self.to, leaf, &out) {
                Ok(()) => Ok(()),
                Err(why) => self.wrong(of, why, path),
            },
            (Inner::Object(possible), Out::Object(it)) if possible.binary_search(&it.index()).is_ok() => {
                self.nested(of, it, below, path)
            }
            (Inner::List(item), Out::List(items)) => self.list(of, items, item, below, path),
            (Inner::List(item), Out::Json(Value::Array(items))) => self.list(of, items, item, below, path),
            (_, Out::Object(it)) => {
                let object = self.execution.catalog.objects.get(it.index()).map_or("nothing", |it| it.name.as_str());
                self.wrong(of, format!("an object of {object} may not be here"), path)
            }
            (Inner::List(_), _) => self.wrong(of, "what is no list may not be here".to_owned(), path),
            (Inner::Object(_), _) => self.wrong(of, "what is no object may not be here".to_owned(), path),
        }
    }

    fn list(
        &mut self,
        of: Of<'e>,
        items: &dyn List,
        shape: &Shape,
        below: &mut Option<Below<'_>>,
        path: &Path<'_>,
    ) -> Result<(), Nulled> {
        self.to.push(b'[');
        let count = items.len();
        for index in 0..count {
            if index > 0 {
                self.to.push(b',');
            }
            let path = Path { around: Some(path), step: Step::Item(index) };
            let before = self.to.len();
            let written = self.value(of, items.at(index), shape, below, &path);
            if self.or_null(written, before, shape).is_err() {
                // The objects of the items that are lost with this one are passed over.
                if let Some(below) = below {
                    below.next += (index + 1..count).map(|it| level::count(&items.at(it), shape)).sum::<usize>();
                }
                return Err(Nulled);
            }
        }
        self.to.push(b']');
        Ok(())
    }

    fn nested(
        &mut self,
        of: Of<'e>,
        object: &dyn Object,
        below: &mut Option<Below<'_>>,
        path: &Path<'_>,
    ) -> Result<(), Nulled> {
        let slot = below.as_mut().and_then(|it| {
            it.next += 1;
            it.level.slot(it.next - 1)
        });
        let Some(selection) = &of.field.below else { return self.wrong(of, "an object is no leaf".to_owned(), path) };
        let plan = self.plan(selection, object.index());
        self.object(plan, object, slot, path)
    }

    fn plan(&self, selection: &'e Selection, object: usize) -> &'e ObjectPlan {
        self.execution.plan_of(selection, object)
    }

    fn introspected(&mut self, name: &str) {
        match self.execution.introspected.as_ref().and_then(|it| it.get(name)) {
            // Writing to memory does not fail.
            Some(it) => drop(serde_json::to_writer(&mut self.to, it)),
            None => self.null(),
        }
    }

    fn null(&mut self) {
        self.to.extend_from_slice(b"null");
    }

    /// A null where there must be none.
    fn missing(&mut self, of: Of<'e>, path: &Path<'_>) -> Result<(), Nulled> {
        let object = &self.execution.catalog.objects[of.field.object];
        let field = object.fields.values().find(|it| it.index == of.field.index);
        let field = field.map_or("", |it| it.definition.name.as_str());
        let message = format!("Cannot return null for non-nullable field {}.{field}.", object.name);
        let error = Error::new(Error::INTERNAL, message);
        trouble::log(&error, path, &self.execution.asker);
        self.error(of, &error, path)
    }

    /// A value that its type does not allow.
    fn wrong(&mut self, of: Of<'e>, why: String, path: &Path<'_>) -> Result<(), Nulled> {
        let error = Error::internal(why);
        trouble::log(&error, path, &self.execution.asker);
        self.error(of, &error, path)
    }

    fn error(&mut self, of: Of<'e>, error: &Error, path: &Path<'_>) -> Result<(), Nulled> {
        let place = Place::of(&self.execution.text, of.planned.at);
        self.errors.push(trouble::of_field(error, path, place));
        Err(Nulled)
    }
}
