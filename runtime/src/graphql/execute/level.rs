//! What was fetched for all objects of a level, which is what is written of them.

use super::super::{Column, Error, Out, Output, Result};
use crate::graphql::catalog::{Inner, Shape};
use crate::graphql::output::Object;

/// Objects that are answered together: those that one field has come to, of all objects around them.
#[derive(Default)]
pub(in crate::graphql) struct Level {
    /// By their types, then by the position of the field in the plan: nothing for one that is just looked at.
    groups: Vec<Vec<Option<Fetched>>>,
    /// The group of each object, and its position there; empty where all are of one group.
    places: Vec<(u32, u32)>,
}

/// What was fetched for one field of all objects of a type.
pub(in crate::graphql) struct Fetched {
    pub(super) rows: Rows,
    /// The objects that the field has come to, and for each object around them the position of its first.
    pub(super) below: Option<(Level, Vec<u32>)>,
}

/// The answers of one field.
pub(super) enum Rows {
    /// The objects have them.
    Plain,
    Column(Box<dyn Column>),
    /// There are none.
    Failed(Error),
}

/// What one object of a level has.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    fetched: &'a [Option<Fetched>],
    /// The position of the object in its group.
    pub(super) position: usize,
}

/// A type, by its position, and objects of it.
type OfType<'o> = (usize, Vec<&'o dyn Object>);

impl Level {
    /// A root, of which nothing is fetched yet.
    pub(super) fn of_one(fields: usize) -> Self {
        let fetched = std::iter::repeat_with(|| None).take(fields).collect();
        Self { groups: vec![fetched], places: Vec::new() }
    }

    pub(super) fn put(&mut self, field: usize, fetched: Fetched) {
        if let Some(slot) = self.groups.first_mut().and_then(|it| it.get_mut(field)) {
            *slot = Some(fetched);
        }
    }

    /// Objects grouped by their types, for each of which something is fetched.
    pub(super) fn grouped(objects: Vec<&dyn Object>) -> (Self, Vec<OfType<'_>>) {
        let Some(first) = objects.first().map(|it| it.index()) else { return (Self::default(), Vec::new()) };
        if objects.iter().all(|it| it.index() == first) {
            return (Self::default(), vec![(first, objects)]);
        }
        let mut groups: Vec<OfType<'_>> = Vec::new();
        let mut places = Vec::with_capacity(objects.len());
        for object in objects {
            let ty = object.index();
            let group = groups.iter().position(|it| it.0 == ty).unwrap_or_else(|| {
                groups.push((ty, Vec::new()));
                groups.len() - 1
            });
            places.push((small(group), small(groups[group].1.len())));
            groups[group].1.push(object);
        }
        (Self { groups: Vec::new(), places }, groups)
    }

    pub(super) fn push(&mut self, fetched: Vec<Option<Fetched>>) {
        self.groups.push(fetched);
    }

    /// What the object of a position has.
    pub(super) fn slot(&self, position: usize) -> Option<Slot<'_>> {
        let (group, position) = if self.places.is_empty() {
            (0, position)
        } else {
            let (group, position) = *self.places.get(position)?;
            (group as usize, position as usize)
        };
        Some(Slot { fetched: self.groups.get(group)?, position })
    }
}

impl<'a> Slot<'a> {
    pub(super) fn fetched(self, field: usize) -> Option<&'a Fetched> {
        self.fetched.get(field)?.as_ref()
    }
}

/// Positions: nobody holds 2³² objects.
pub(super) fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl Rows {
    /// What an event of a subscription has come to.
    pub(super) fn of_event(event: Result<Box<dyn Output>>) -> Self {
        match event {
            Ok(it) => Self::Column(Box::new(Single(it))),
            Err(error) => Self::Failed(error),
        }
    }

    /// The answer for the object of a position.
    pub(super) fn at<'a>(
        &'a self,
        position: usize,
        plain: impl FnOnce() -> Out<'a>,
    ) -> std::result::Result<Out<'a>, &'a Error> {
        match self {
            Self::Plain => Ok(plain()),
            Self::Column(it) => it.at(position),
            Self::Failed(error) => Err(error),
        }
    }
}

/// One answer.
struct Single(Box<dyn Output>);

impl Column for Single {
    fn len(&self) -> usize {
        1
    }

    fn at(&self, _: usize) -> std::result::Result<Out<'_>, &Error> {
        Ok(self.0.out())
    }
}

/// Puts the objects of an answer to those of its level, in the order in which they are written.
pub(super) fn gather<'o>(out: Out<'o>, shape: &Shape, objects: &mut Vec<&'o dyn Object>) {
    match (out, &shape.inner) {
        (Out::Object(it), Inner::Object(possible)) if possible.binary_search(&it.index()).is_ok() => objects.push(it),
        (Out::List(items), Inner::List(item)) => {
            for index in 0..items.len() {
                gather(items.at(index), item, objects);
            }
        }
        _ => {}
    }
}

/// How many objects [`gather`] finds.
pub(super) fn count(out: &Out<'_>, shape: &Shape) -> usize {
    match (out, &shape.inner) {
        (Out::Object(it), Inner::Object(possible)) => possible.binary_search(&it.index()).is_ok().into(),
        (Out::List(items), Inner::List(item)) => (0..items.len()).map(|index| count(&items.at(index), item)).sum(),
        _ => 0,
    }
}
