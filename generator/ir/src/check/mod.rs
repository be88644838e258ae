//! From [`Draft`] to [`Model`]: the only way to make one.
//!
//! Each rule family has a file; each takes what the former made and reports what it cannot accept.

mod alike;
mod constraints;
mod entities;
mod merge;
mod operations;
mod paging;
mod recursion;
mod resolve;
mod tags;
mod views;

use crate::vocabulary::TagDef;
use crate::{Diagnostics, Draft, Model};

/// Resolves every name and checks every rule, or says what is wrong.
///
/// `None` exactly when `log` has errors, from here or from before.
pub fn check(draft: Draft, log: &mut Diagnostics) -> Option<Model> {
    let Draft { info, servers, tags, schemes, types, assertions, operations } = draft;
    let mut types = resolve::types(&types, log);
    let mut operations = operations::resolve(&operations, &mut types, log);
    operations::some(&operations, info.span, log);
    operations::names(&operations, log);
    operations::routes(&mut operations, log);
    operations::security(&operations, &schemes, log);
    let mut types = types.finish();
    tags::keep(&mut types);
    let (mut types, operations) = views::split(types, operations);
    recursion::check(&types, log);
    recursion::untangle(&mut types, log);
    constraints::check(&mut types, log);
    let (mut types, mut operations) = alike::join(types, &operations);
    let entities = entities::infer(&mut types, &mut operations, log);
    let tags = used_tags(tags, operations.iter().map(|it| it.tag.as_str()));
    (!log.has_errors()).then_some(Model { info, servers, tags, schemes, types, assertions, operations, entities })
}

/// The declared tags that an operation has, then the others in order of use.
fn used_tags<'a>(declared: Vec<TagDef>, used: impl Iterator<Item = &'a str> + Clone) -> Vec<TagDef> {
    let mut tags: Vec<TagDef> = declared.into_iter().filter(|tag| used.clone().any(|it| it == tag.name)).collect();
    for name in used {
        if !tags.iter().any(|it| it.name == name) {
            tags.push(TagDef { name: name.to_owned(), docs: crate::vocabulary::Docs::default() });
        }
    }
    tags
}
