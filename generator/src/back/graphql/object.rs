//! An object type: its trait, and what asks it.

use super::Job;
use crate::plan::graphql::{ResolverPlan, Signature, signature};
use crate::plan::literals;
use crate::plan::rust::Writing;
use zephyrix_ir::vocabulary::{Graph, GraphField, GraphObject, GraphRoot, Resolved};
use zephyrix_templates::Template;
use zephyrix_templates::graphql::{File, Method};

/// The file of an object type.
pub(super) fn file(job: Job<'_>, graph: &Graph, plan: &ResolverPlan) -> String {
    let object = plan.object(graph);
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    to.uses.all(&["zephyrix::Cx", "zephyrix::graphql"]);
    let methods = plan.fields(graph).filter_map(|(at, field, name)| {
        let resolved = field.resolved.as_ref()?;
        Some(method(&mut to, object, (at, field, name), resolved))
    });
    let methods: Vec<Method> = methods.collect();
    let guard = methods.iter().any(|it| it.guarded);
    if guard {
        to.uses.add("zephyrix::Guard");
    }
    let (asked, answers) = match object.root {
        Some(GraphRoot::Subscription) => ("subscribe", "graphql::Events"),
        _ => ("resolve", "Box<dyn graphql::Column>"),
    };
    let view = File {
        source: job.source,
        uses: to.uses.lines(),
        name: &object.name,
        docs: literals::doc(object.docs.description.as_deref().unwrap_or_default()),
        trait_name: &plan.trait_name,
        module: &plan.module,
        guard,
        root: object.root.is_some(),
        asked,
        answers,
        methods,
    };
    view.render().unwrap_or_default()
}

fn method<'a>(
    to: &mut Writing<'_>,
    object: &GraphObject,
    (at, field, name): (usize, &GraphField, &'a str),
    resolved: &Resolved,
) -> Method<'a> {
    let mut docs = literals::doc(field.docs.description.as_deref().unwrap_or_default());
    if docs.is_empty() {
        docs = literals::doc(&format!("`{}.{}` of the schema.", object.name, field.name));
    }
    if field.deprecated {
        docs.extend([String::new(), "Deprecated: not to be used any more.".to_owned()]);
    }
    let Signature { of, request, answer } = signature(to, object, resolved);
    let (told, counts) = match (object.root, &of) {
        (Some(GraphRoot::Subscription), _) => ("events", false),
        (_, Some(_)) => ("rows", false),
        (_, None) => ("row", true),
    };
    Method { at, docs, name, guarded: field.guarded, of, request, answer, told, counts }
}
