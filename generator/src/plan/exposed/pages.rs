//! Lists of entities as connections (GraphQL Cursor Connections).

use super::operations::{argument, called};
use super::types::{Role, Types};
use super::words::lower;
use super::{Answer, Argument, Asking, Field, Holds, Listing, Page, Source};
use crate::plan::names::Scope;
use crate::plan::sample;
use zephyrix_ir::vocabulary::{Choice, Constraint, Docs, Entity, HttpPlace, Operation, OperationId, Paging, Shape};
use zephyrix_ir::{Model, TypeId};

/// A list, and what may be said of it.
pub(super) struct Asked<'a> {
    pub(super) id: OperationId,
    pub(super) it: &'a Operation,
    pub(super) paging: &'a Paging,
    pub(super) filters: &'a [(String, String)],
    pub(super) chosen: Option<&'a Choice>,
}

impl Asked<'_> {
    /// How it is asked, and how it is paged.
    pub(super) fn listing(&self, types: &Types<'_>) -> (Asking, Listing) {
        let plan = &types.decided.operations[self.id.0 as usize];
        let member = |name: &Option<String>| name.as_ref().and_then(|it| self.member(types, it));
        let limit = self.paging.limit.as_ref().and_then(|name| {
            let input = self.it.inputs.iter().find(|it| it.field.name == *name)?;
            let most = most(types.decided.model, input.field.ty).unwrap_or(MOST);
            let usual = input.field.default.as_ref().and_then(|it| sample::literal(it).as_u64()).unwrap_or(USUAL);
            Some((self.member(types, name)?, usual.min(most), most))
        });
        let listing = Listing {
            limit,
            cursor: member(&self.paging.cursor),
            offset: member(&self.paging.offset),
            items: self.paging.items.clone(),
            next: self.paging.next.clone(),
        };
        (Asking::new(self.it, plan), listing)
    }

    /// What an input is called where a table says how it is asked.
    pub(super) fn member(&self, types: &Types<'_>, name: &str) -> Option<String> {
        let plan = &types.decided.operations[self.id.0 as usize];
        let mut all = self.it.inputs.iter().zip(&plan.inputs);
        all.find(|(it, _)| it.field.name == name && !matches!(it.place, HttpPlace::Body(_))).map(|it| it.1.name.clone())
    }
}

/// So many are on a page where nothing says how many, and so many at most.
const USUAL: u64 = 100;
const MOST: u64 = 1000;

/// The bound of a number.
fn most(model: &Model, id: TypeId) -> Option<u64> {
    let bound = |it: &Constraint<TypeId>| match it {
        Constraint::Maximum(it) => it.as_i128().and_then(|it| u64::try_from(it).ok()),
        _ => None,
    };
    match model.shape(id) {
        Shape::Nullable(inner) => most(model, *inner),
        _ => model[id].constraints.iter().find_map(bound),
    }
}

/// A field that answers a page of a list.
pub(super) fn field(types: &mut Types<'_>, entity: &Entity, asked: &Asked<'_>) -> Field {
    let (asking, listing) = asked.listing(types);
    let node = types.object(entity.ty);
    let Holds::Object(of) = node.holds else { return Field::new(String::new(), String::new(), Source::Others) };
    let arguments = arguments(types, entity, asked);
    let total = asked.paging.total.clone();
    let [connection, edge, info] = objects(types, &node.text, total.is_some());
    let ty = format!("{}!", types.made.objects[connection].name);
    let page = Page { listing, total, of, connection, edge, info };
    called(asked.it, asking, arguments, (Answer::Page(page), ty))
}

fn arguments(types: &mut Types<'_>, entity: &Entity, asked: &Asked<'_>) -> Vec<Argument> {
    let plan = &types.decided.operations[asked.id.0 as usize];
    let mut scope = Scope::with(["first", "after"]);
    let mut all = vec![
        Argument::own("first", "Int", "At most so many."),
        Argument::own("after", "String", "Only those after this cursor."),
    ];
    let Paging { limit, cursor, offset, .. } = asked.paging;
    let chosen = asked.chosen.map(|it| [Some(&it.fields), it.include.as_ref()]);
    let known: Vec<&String> =
        [limit, cursor, offset].into_iter().flatten().chain(chosen.into_iter().flatten().flatten()).collect();
    for (input, planned) in asked.it.inputs.iter().zip(&plan.inputs) {
        if known.contains(&&input.field.name) || matches!(input.place, HttpPlace::Header(_)) {
            continue;
        }
        let filtered = asked.filters.iter().find(|(name, _)| *name == input.field.name);
        let column = filtered.and_then(|(_, column)| entity.column(column));
        let role = column.and_then(|it| types.roles.get(&(entity.ty, it.field.clone()))).copied();
        let role = role.filter(|it| *it == Role::Id);
        let name = scope.claim(lower(&input.field.name));
        all.push(argument(types, (input, &planned.how, &planned.name), name, (role, None)));
    }
    all
}

/// The object types of a connection, of an edge and of what is said of the page.
fn objects(types: &mut Types<'_>, node: &str, total: bool) -> [usize; 3] {
    let name = types.scope.claim(format!("{node}Connection"));
    let known = |it: &super::Object| it.name == "PageInfo";
    let info = types.made.objects.iter().position(known).unwrap_or_else(|| page_info(types));
    let edge = types.scope.claim(format!("{node}Edge"));
    let plain = |name: &str, ty: String| {
        Field::new(name.to_owned(), ty, Source::Member(name.to_owned(), Holds::Plain, String::new()))
    };
    let mut fields = vec![
        plain("edges", format!("[{edge}!]!")),
        plain("nodes", format!("[{node}!]!")),
        plain("pageInfo", "PageInfo!".to_owned()),
    ];
    fields.extend(total.then(|| plain("totalCount", "Int".to_owned())));
    let connection = types.start(name, docs(&format!("A page of `{node}`.")));
    types.made.objects[connection].fields = fields;
    let at = types.start(edge, docs(&format!("A `{node}` on a page.")));
    types.made.objects[at].fields = vec![plain("cursor", "String!".to_owned()), plain("node", format!("{node}!"))];
    [connection, at, info]
}

fn page_info(types: &mut Types<'_>) -> usize {
    let plain = |(name, ty): (&str, &str)| {
        Field::new(name.to_owned(), ty.to_owned(), Source::Member(name.to_owned(), Holds::Plain, String::new()))
    };
    let fields = [
        ("hasNextPage", "Boolean!"),
        ("hasPreviousPage", "Boolean!"),
        ("startCursor", "String"),
        ("endCursor", "String"),
    ];
    let at = types.start("PageInfo".to_owned(), docs("Where a page is in its list."));
    types.made.objects[at].fields = fields.map(plain).into();
    at
}

fn docs(text: &str) -> Docs {
    Docs { summary: None, description: Some(text.to_owned()) }
}
