//! What a field does to something that is kept.

use super::super::columns::same_storage;
use super::{asked, key, of_type};
use crate::Diagnostics;
use crate::TypeId;
use crate::vocabulary::{
    Connection, Entity, EntityId, Field, Graph, GraphAction, GraphAnswer, GraphBody, GraphObject, GraphRoot, Resolved,
    Scalar, Type,
};

/// What mutations do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Create,
    Update,
    Delete,
}

/// Words for it.
const VERBS: [(&str, Verb); 12] = [
    ("create", Verb::Create),
    ("add", Verb::Create),
    ("new", Verb::Create),
    ("insert", Verb::Create),
    ("update", Verb::Update),
    ("edit", Verb::Update),
    ("change", Verb::Update),
    ("patch", Verb::Update),
    ("modify", Verb::Update),
    ("delete", Verb::Delete),
    ("remove", Verb::Delete),
    ("destroy", Verb::Delete),
];

/// What the name of a mutation says that it does to an object type: `createOrder`, `orderCreate`.
pub(super) fn verb(name: &str, object: &str) -> Option<Verb> {
    let (name, object) = (name.to_ascii_lowercase(), object.to_ascii_lowercase());
    let rest = name.strip_prefix(&object).or_else(|| name.strip_suffix(&object))?;
    VERBS.iter().find(|(word, _)| *word == rest).map(|(_, verb)| *verb)
}

/// A field that may be about something that is kept.
pub(super) struct Asked<'a> {
    pub(super) types: &'a [Type],
    pub(super) objects: &'a [GraphObject],
    pub(super) entities: &'a [Entity],
    pub(super) root: Option<GraphRoot>,
    /// The record of the object that it is of.
    pub(super) of: Option<TypeId>,
}

type Found = Option<Result<(EntityId, GraphAction), String>>;

impl Asked<'_> {
    /// What it does; `None` for what is about nothing that is kept.
    pub(super) fn action(&self, name: &str, it: &Resolved) -> Found {
        match self.root {
            Some(GraphRoot::Query) => self.query(it),
            Some(GraphRoot::Mutation) => self.mutation(name, it),
            Some(GraphRoot::Subscription) => None,
            None => self.relation(name, it),
        }
    }

    fn query(&self, it: &Resolved) -> Found {
        if let Some(id) = of_type(self.entities, it.answer) {
            let entity = &self.entities[id.0 as usize];
            let (_, key) = key(self.types, entity.ty)?;
            let is_key = |arg: &Field| asked::is_key(self.types, arg, key, &entity.name);
            return Some(match asked::only(&it.args).filter(|it| is_key(it)) {
                Some(arg) => Ok((id, GraphAction::Get { key: arg.name.clone() })),
                None => Err("it is asked by something else than the key".to_owned()),
            });
        }
        let of = asked::some(self.types, it.answer)?;
        let id = of_type(self.entities, of)?;
        Some(self.list(it, &self.entities[id.0 as usize]).map(|action| (id, action)))
    }

    fn list(&self, it: &Resolved, entity: &Entity) -> Result<GraphAction, String> {
        let connected = asked::connected(self.types, it.answer);
        let arg =
            |names: &[&str]| it.args.iter().find(|it| names.contains(&it.name.as_str())).map(|it| it.name.clone());
        let mut filters = Vec::new();
        for it in it.args.iter().filter(|it| !asked::PAGING.contains(&it.name.as_str())) {
            let column = entity.columns.iter().find(|column| column.field == it.name);
            let fits = column.filter(|column| same_storage(self.types, it.ty, column) && it.default.is_none());
            let column = fits.ok_or_else(|| format!("nothing is known of what its argument `{}` does", it.name))?;
            filters.push((it.name.clone(), column.name.clone()));
        }
        let cursors = ["after", "last", "before"];
        if let Some(odd) = arg(&cursors).filter(|_| connected.is_none()) {
            return Err(format!("its argument `{odd}` is for connections, and it answers a list"));
        }
        let connection = connected.map(|it| Connection {
            edge: it.edge,
            page: it.page,
            nodes: it.nodes,
            total: it.total.map(|it| it.name.clone()),
        });
        let (limit, offset) = (arg(&["first", "limit", "take"]), arg(&["offset", "skip"]));
        Ok(GraphAction::List { limit, offset, filters, connection })
    }

    fn mutation(&self, name: &str, it: &Resolved) -> Found {
        let object =
            self.objects.iter().filter(|object| object.ty.is_some_and(|ty| of_type(self.entities, ty).is_some()));
        // The longest name first: `createOrderLine` is about an `OrderLine`.
        let mut named: Vec<(&GraphObject, Verb)> =
            object.filter_map(|object| Some((object, verb(name, &object.name)?))).collect();
        named.sort_by_key(|(object, _)| std::cmp::Reverse(object.name.len()));
        let (object, verb) = named.first()?;
        let id = of_type(self.entities, object.ty?)?;
        let entity = &self.entities[id.0 as usize];
        let found = match verb {
            Verb::Create => self.create(it, entity),
            Verb::Update => self.update(it, entity),
            Verb::Delete => self.delete(it, entity),
        };
        Some(found.map(|action| (id, action)))
    }

    fn create(&self, it: &Resolved, entity: &Entity) -> Result<GraphAction, String> {
        let answer = self.said(it, entity)?;
        let (body, fields) = self.body(&it.args);
        self.storable(fields, entity)?;
        Ok(GraphAction::Create { body, answer })
    }

    fn update(&self, it: &Resolved, entity: &Entity) -> Result<GraphAction, String> {
        let answer = self.said(it, entity)?;
        let key = self.key(&it.args, entity)?;
        let rest: Vec<Field> = it.args.iter().filter(|it| it.name != key).cloned().collect();
        let (body, fields) = self.body(&rest);
        self.storable(fields, entity)?;
        Ok(GraphAction::Patch { key, body, answer })
    }

    fn delete(&self, it: &Resolved, entity: &Entity) -> Result<GraphAction, String> {
        let key = self.key(&it.args, entity)?;
        if it.args.len() > 1 {
            return Err("it is asked by more than the key".to_owned());
        }
        let key_ty = asked::record(self.types, entity.ty)[entity.key[0]].ty;
        let answer = match self.said(it, entity) {
            Ok(answer) => answer,
            Err(_) if asked::is_scalar(self.types, it.answer, Scalar::Bool) => GraphAnswer::Done,
            Err(_) if self.types[it.answer.index()].shape == self.types[key_ty.index()].shape => GraphAnswer::Key,
            Err(why) => return Err(why),
        };
        Ok(GraphAction::Delete { key, answer })
    }

    fn said(&self, it: &Resolved, entity: &Entity) -> Result<GraphAnswer, String> {
        asked::said(self.types, it.answer, entity.ty).ok_or_else(|| format!("its answer is no `{}`", entity.name))
    }

    /// The argument that is the key.
    fn key(&self, args: &[Field], entity: &Entity) -> Result<String, String> {
        let (_, key) = key(self.types, entity.ty).ok_or("it has no key")?;
        let found = args.iter().find(|it| asked::is_key(self.types, it, key, &entity.name));
        found.map(|it| it.name.clone()).ok_or_else(|| "no argument of it is the key".to_owned())
    }

    /// What is written: the members of the one argument that is a record, or the arguments.
    fn body<'f>(&'f self, args: &'f [Field]) -> (GraphBody, &'f [Field]) {
        match asked::only(args).map(|it| (it, asked::record(self.types, it.ty))) {
            Some((arg, fields)) if !fields.is_empty() => (GraphBody::Argument(arg.name.clone()), fields),
            _ => (GraphBody::Arguments, args),
        }
    }

    /// Every member of the body has its column.
    fn storable(&self, fields: &[Field], entity: &Entity) -> Result<(), String> {
        for field in fields.iter().filter(|it| it.name != "clientMutationId") {
            if !entity.columns.iter().any(|it| it.field == field.name) {
                return Err(format!("it is given `{}`, which `{}` has not", field.name, entity.name));
            }
            let kept = asked::record(self.types, entity.ty).iter().find(|it| it.name == field.name);
            if kept.is_none_or(|it| !asked::fits(self.types, field.ty, it.ty, &mut Vec::new())) {
                return Err(format!("`{}` is of one type there and of another in `{}`", field.name, entity.name));
            }
        }
        Ok(())
    }

    fn relation(&self, name: &str, it: &Resolved) -> Found {
        if !it.args.is_empty() {
            return None;
        }
        let own = self.of?;
        let by = format!("{name}Id");
        let has_key = asked::record(self.types, own).iter().any(|it| it.name == by);
        if let Some(id) = of_type(self.entities, it.answer) {
            return has_key.then_some(Ok((id, GraphAction::One { by })));
        }
        if asked::is_stub(self.types, it.answer) && has_key {
            return of_type(self.entities, own).map(|id| Ok((id, GraphAction::Key { by })));
        }
        if of_type(self.entities, own).is_none() && !asked::is_stub(self.types, own) {
            return None;
        }
        let of = asked::items(self.types, it.answer)?;
        let id = of_type(self.entities, of)?;
        // The field of the other that leads back here.
        let other = self.objects.iter().find(|it| it.ty == Some(of))?;
        let back = other.fields.iter().filter(|it| it.resolved.as_ref().is_some_and(|it| it.answer == own));
        let columns = &self.entities[id.0 as usize].columns;
        let by: Vec<String> = back
            .filter_map(|it| columns.iter().find(|column| column.field == format!("{}Id", it.name)))
            .map(|it| it.name.clone())
            .collect();
        match by.as_slice() {
            [by] => Some(Ok((id, GraphAction::Many { by: by.clone() }))),
            [] => Some(Err(format!("nothing in `{}` leads back here", other.name))),
            _ => Some(Err(format!("several fields of `{}` lead back here", other.name))),
        }
    }
}

/// Says who fills what no mutation does, and takes away what cannot be filled.
pub(super) fn fill(types: &[Type], graph: &mut Graph, entities: &mut [Entity], log: &mut Diagnostics) {
    for field in graph.objects.iter_mut().flat_map(|it| &mut it.fields) {
        let Some(resolved) = &mut field.resolved else { continue };
        let Some(serves) = &resolved.serves else { continue };
        let GraphAction::Create { body, .. } = &serves.action else { continue };
        let given: Vec<&Field> = match body {
            GraphBody::Argument(name) => {
                let of = resolved.args.iter().find(|it| it.name == *name);
                of.map(|it| asked::record(types, it.ty).iter().collect()).unwrap_or_default()
            }
            GraphBody::Arguments => resolved.args.iter().collect(),
        };
        let entity = &mut entities[serves.entity.0 as usize];
        entity.columns.iter_mut().for_each(|it| it.generated = None);
        super::generated(entity, Some(&given));
        let filled = |it: &crate::vocabulary::Column| {
            let field = given.iter().find(|field| field.name == it.field);
            let surely = field.is_some_and(|it| !it.presence.is_nullable() || it.default.is_some());
            it.nullable || it.generated.is_some() || surely
        };
        if let Some(column) = entity.columns.iter().find(|it| !filled(it)) {
            let why = format!("nothing surely fills `{}` of `{}`", column.field, entity.name);
            log.push(super::left(&field.name, field.span, &why));
            resolved.serves = None;
        }
    }
}
