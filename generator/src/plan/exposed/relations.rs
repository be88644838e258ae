//! What belongs to objects: fields that lead from one entity to another.

use super::entities::{Link, links, serving};
use super::pages::Asked;
use super::types::Types;
use super::{Asking, Field, Finds, Included, Related, Source};
use crate::plan::names::Scope;
use zephyrix_ir::vocabulary::{Action, EntityId, HttpPlace};

/// Every relation that an operation can answer, of the objects that there are.
pub(super) fn all(types: &mut Types<'_>) {
    let links = links(types);
    // What one leads to may have relations of its own: there are as many rounds as a chain is long.
    let mut left: Vec<&Link> = links.iter().collect();
    loop {
        let before = left.len();
        left.retain(|it| !add(types, it));
        if left.len() == before {
            return;
        }
    }
}

/// Adds a relation, where its object is there.
fn add(types: &mut Types<'_>, link: &Link) -> bool {
    let model = types.decided.model;
    let Some(at) = types.object_of(model[link.from].ty) else { return false };
    let is_key = |it: &Field| matches!(&it.source, Source::Member(name, ..) if *name == link.own);
    let Some(key) = types.made.objects[at].fields.iter().position(is_key) else { return true };
    let Some((asking, by, finds)) = found(types, link) else { return true };
    let node = types.object(model[link.to].ty);
    let super::Holds::Object(of) = node.holds else { return true };
    let taken = types.made.objects[at].fields.iter().map(|it| it.name.as_str());
    let name = Scope::with(taken).claim(link.name.clone());
    let ty = if link.many { node.list().written(false) } else { node.written(true) };
    let related = Related { key, of, many: link.many, asking, by, finds };
    types.made.objects[at].fields.push(Field::new(name, ty, Source::Related(Box::new(related))));
    true
}

/// The operation that finds what belongs to objects: a list that takes several keys at once, the operation that gets one, or
/// a list that takes one key.
fn found(types: &Types<'_>, link: &Link) -> Option<(Asking, String, Finds)> {
    if let Some(names) = &link.through {
        return included(types, link, names.clone());
    }
    let listed = listed(types, link.to, &link.theirs);
    let takes_many = listed.as_ref().is_some_and(|it| it.0.chosen.is_some());
    if link.by_key && !takes_many {
        let (id, it) = serving(types.decided.model, link.to, |it| *it == Action::Get)?;
        let plan = &types.decided.operations[id.0 as usize];
        let key = it.inputs.iter().position(|it| matches!(it.place, HttpPlace::Path(_)))?;
        return Some((Asking::new(it, plan), plan.inputs.get(key)?.name.clone(), Finds::One));
    }
    let (asked, by) = listed?;
    let (asking, listing) = asked.listing(types);
    let field = types.decided.model[link.to].column(&link.theirs)?.field.clone();
    Some((asking, by, if takes_many { Finds::Lists(listing, field) } else { Finds::List(listing) }))
}

/// A list that shows in each of its items what belongs to it by a table between the two.
fn included(types: &Types<'_>, link: &Link, [name, more]: [String; 2]) -> Option<(Asking, String, Finds)> {
    let key = types.decided.model[link.from].columns.iter().find(|it| it.field == link.own)?;
    let (asked, filter) = listed(types, link.from, &key.name)?;
    let by = asked.member(types, asked.chosen?.include.as_deref()?)?;
    let (asking, listing) = asked.listing(types);
    let included = Included { key: link.own.clone(), by, name, more };
    Some((asking, filter, Finds::Included(listing, included)))
}

/// A list that is filtered by a column, and what by.
fn listed<'a>(types: &Types<'a>, entity: EntityId, column: &str) -> Option<(Asked<'a>, String)> {
    let lists = |it: &Action| matches!(it, Action::List { filters, .. } if filters.iter().any(|it| it.1 == *column));
    let (id, it) = serving(types.decided.model, entity, lists)?;
    let Action::List { paging, filters, choice } = &it.serves.as_ref()?.action else { return None };
    let asked = Asked { id, it, paging, filters, chosen: choice.as_deref() };
    let (filter, _) = filters.iter().find(|it| it.1 == *column)?;
    let by = asked.member(types, filter)?;
    Some((asked, by))
}
