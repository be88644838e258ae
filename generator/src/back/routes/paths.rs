//! `src/generated/paths.rs`: a function an operation that builds its path.

use super::Job;
use crate::plan::rust::Writing;
use crate::plan::{asking, literals};
use zephyrix_ir::vocabulary::{HttpPlace, Operation, PathPart};
use zephyrix_templates::Template;
use zephyrix_templates::routes::{Named, Paths};

/// The file.
pub(super) fn file(job: Job<'_>) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    let paths = job
        .model
        .operations()
        .map(|(id, it)| {
            let plan = job.plan.operation(id);
            let held: Vec<(&str, String)> = it
                .inputs
                .iter()
                .zip(&plan.inputs)
                .filter(|(input, _)| matches!(input.place, HttpPlace::Path(_)))
                .map(|(input, plan)| (input.field.name.as_str(), plan.name.clone()))
                .collect();
            named(&mut to, it, &plan.method, &held)
        })
        .collect();
    Paths { source: job.source, uses: to.uses.lines(), paths }.render().unwrap_or_default()
}

fn named<'a>(to: &mut Writing<'_>, it: &Operation, method: &'a str, held: &[(&str, String)]) -> Named<'a> {
    let mut format = String::new();
    let mut arguments = Vec::new();
    for segment in &it.http.path.segments {
        format.push('/');
        for part in segment {
            match part {
                PathPart::Text(text) => format.push_str(&asking::text(text).replace('{', "{{").replace('}', "}}")),
                PathPart::Hole(hole) | PathPart::Rest(hole) => {
                    format.push_str("{}");
                    let name = held.iter().find(|(wire, _)| wire == hole).map_or(hole.as_str(), |(_, name)| name);
                    arguments.push(format!("{}(&{name})", to.uses.add("zephyrix::path_segment")));
                }
            }
        }
    }
    format.push_str(&asking::told(&it.http.path, '?', |it| !it.header));
    if arguments.is_empty() {
        format = format.replace("{{", "{").replace("}}", "}");
    }
    Named {
        docs: format!("The path of `{}`.", it.name),
        method,
        parameters: held.iter().map(|(_, name)| format!("{name}: impl ToString")).collect(),
        format: literals::string(if format.is_empty() { "/" } else { &format }),
        arguments,
    }
}
