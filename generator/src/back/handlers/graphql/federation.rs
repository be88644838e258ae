//! The first text of what a router asks of a subgraph.

use super::super::Job;
use crate::plan::graphql::keyed;
use crate::plan::rust::Writing;
use crate::plan::{literals, size};
use zephyrix_ir::vocabulary::{EntityId, GraphField, Resolved, Scalar, Shape};

/// The body of the method; `None` for any other field.
pub(super) fn body(job: Job<'_>, field: &GraphField, it: &Resolved, to: &mut Writing<'_>) -> Option<String> {
    let keyed = keyed(job.model);
    match field.name.as_str() {
        "_service" => {
            let (service, schema) = (to.ty(it.answer), to.uses.add("crate::generated::graphql::SCHEMA"));
            Some(format!("Ok({service} {{ sdl: Some({schema}.sdl.to_owned()) }})"))
        }
        "_entities" => entities(job, keyed?, to),
        _ => None,
    }
}

/// Those that are kept are found by their keys, one statement a type; all others are left to the user.
fn entities(job: Job<'_>, union: zephyrix_ir::TypeId, to: &mut Writing<'_>) -> Option<String> {
    let Shape::Union { variants, .. } = job.model.shape(union) else { return None };
    let (name, graphql) = (to.ty(union), to.uses.add("zephyrix::graphql"));
    let mut lines = Vec::new();
    for (at, variant) in variants.iter().enumerate() {
        let Shape::Record { fields, .. } = job.model.shape(variant.ty) else { continue };
        let Some(key) = fields.iter().find(|it| it.name == "id") else { continue };
        let Shape::Scalar(scalar) = *job.model.shape(key.ty) else { continue };
        let (ty, member) = (to.scalar(scalar), &job.plan.rust.members(union)[at]);
        let boxed = job.plan.rust.is_boxed(job.model, union, variant.ty)
            || size::is_large(job.model, &job.plan.rust, variant.ty);
        let made = if boxed { format!("|it| {name}::{member}(Box::new(it))") } else { format!("{name}::{member}") };
        let of = variant.tags.first().map(|it| literals::string(it))?;
        let kept = job.model.entities().find(|(_, it)| it.ty == variant.ty);
        let all = match kept {
            Some((EntityId(position), _)) => {
                let table = &job.plan.entities[position as usize].module;
                let borrowed = if scalar == Scalar::Text { "as_deref" } else { "as_ref" };
                format!(
                    "let keys: Vec<_> = keys.iter().map(Option::{borrowed}).collect(); \
                     let all = self.store.{table}.find_each(&keys).await?;"
                )
            }
            // Of what others keep, the key is all there is to know.
            None if fields.len() == 1 => {
                let record = to.ty(variant.ty);
                format!("let all = keys.into_iter().map(|it| it.map(|id| {record} {{ id }})).collect();")
            }
            None => continue,
        };
        lines.push(format!(
            "let keys = {graphql}::keys::<{ty}>(&request.representations, {of}, \"id\"); {all} \
             {graphql}::fill(&mut found, all, {made});"
        ));
    }
    if lines.is_empty() {
        return None;
    }
    Some(format!("let mut found = vec![None; request.representations.len()]; {} Ok(found)", lines.join(" ")))
}
