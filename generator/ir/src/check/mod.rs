//! From [`Draft`] to [`Model`]: the only way to make one.
//!
//! Each rule family has a file; each takes what the former made and reports what it cannot accept.

mod alike;
mod constraints;
mod entities;
mod graphql;
mod links;
mod merge;
mod nesting;
mod operations;
mod paging;
mod recursion;
mod renames;
mod resolve;
mod servers;
mod tags;
mod views;

pub(crate) use entities::snake;

use crate::vocabulary::{Graph, Map, Operation, Outgoing, TagDef, Type};
use crate::{Diagnostics, Draft, DraftType, Model, Ref};
use indexmap::IndexMap;
use std::sync::Arc;

/// Resolves every name and checks every rule, or says what is wrong.
///
/// `None` exactly when `log` has errors, from here or from before.
pub fn check(draft: Draft, log: &mut Diagnostics) -> Option<Model> {
    let Draft {
        info,
        servers,
        mut tags,
        schemes,
        types,
        assertions,
        operations,
        outgoing,
        schema,
        entities,
        queries,
        protos,
        graph,
    } = draft;
    let (mut types, mut operations, mut outgoing, mut graph) = resolved(types, operations, outgoing, graph, log);
    if graph.is_none() {
        operations::some(&operations, &outgoing, info.span, log);
    }
    operations::names(operations.iter().chain(outgoing.iter().map(|it| &it.operation)), log);
    let named = renames::Named {
        types: &mut types,
        tags: &mut tags,
        operations: &mut operations,
        outgoing: &mut outgoing,
        graph: graph.as_mut(),
    };
    renames::settle(named, log);
    servers::settle(&mut operations, &servers);
    links::settle(&mut operations, &mut outgoing, log);
    operations::routes(&mut operations, log);
    operations::security(&operations, &schemes, log);
    tags::keep(&mut types);
    let (mut types, operations, outgoing) = views::split(types, operations, outgoing);
    nesting::check(&types, log).then_some(())?;
    recursion::check(&types, log);
    recursion::untangle(&mut types, log);
    constraints::check(&mut types, log);
    let (mut types, mut operations, outgoing, mut graph) = alike::join(types, &operations, &outgoing, graph.as_ref());
    let kept = entities::Kept { stated: entities, schema: schema.as_ref() };
    let entities = entities::settle(kept, &mut types, &mut operations, graph.as_mut(), log);
    let tags = used_tags(tags, operations.iter().map(|it| it.tag.as_str()));
    (!log.has_errors()).then_some(Model {
        info,
        servers,
        tags,
        schemes,
        types,
        assertions,
        operations,
        outgoing,
        entities,
        queries,
        schema,
        protos,
        graph,
    })
}

/// The same without names that dangle. What is resolved here is as large as all that comes of it, and goes here.
#[allow(clippy::needless_pass_by_value, reason = "so that it is gone afterwards")]
fn resolved(
    types: IndexMap<Arc<str>, DraftType>,
    operations: Vec<Operation<Ref>>,
    outgoing: Vec<Outgoing<Ref>>,
    graph: Option<Graph<Ref>>,
    log: &mut Diagnostics,
) -> (Vec<Type>, Vec<Operation>, Vec<Outgoing>, Option<Graph>) {
    let mut types = resolve::types(&types, log);
    let operations = operations::resolve(&operations, &mut types, log);
    let outgoing = operations::resolve(&outgoing, &mut types, log);
    let graph = graph.map(|it| graphql::settle(it.map(&mut |to: &Ref| types.id(to, log)), &mut types));
    (types.finish(), operations, outgoing, graph)
}

/// The declared tags that an operation has, then the others in order of use.
fn used_tags<'a>(declared: Vec<TagDef>, used: impl Iterator<Item = &'a str> + Clone) -> Vec<TagDef> {
    let mut tags: Vec<TagDef> = declared.into_iter().filter(|tag| used.clone().any(|it| it == tag.name)).collect();
    for name in used {
        if !tags.iter().any(|it| it.name == name) {
            tags.push(TagDef {
                name: name.to_owned(),
                renamed_from: Vec::new(),
                docs: crate::vocabulary::Docs::default(),
            });
        }
    }
    tags
}
