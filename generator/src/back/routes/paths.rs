//! `src/generated/paths.rs`: a function an operation that builds its path.

use super::Job;
use crate::plan::literals;
use crate::plan::rust::Writing;
use zephyrix_ir::vocabulary::{HttpPlace, Operation, PathPart, PathTemplate, Told};
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

/// A template's text, of which nothing ends the path.
pub(super) fn text(it: &str) -> String {
    it.replace('?', "%3F").replace('#', "%23")
}

/// What a request must have beside its path, after a mark; nothing where it is nothing.
pub(super) fn told(path: &PathTemplate, mark: char, which: impl Fn(&Told) -> bool) -> String {
    let told = path.told_by.iter().filter(|it| which(it));
    let pairs: Vec<String> =
        told.map(|it| format!("{}={}", literals::encoded(&it.name), literals::encoded(&it.value))).collect();
    if pairs.is_empty() { String::new() } else { format!("{mark}{}", pairs.join("&")) }
}

fn named<'a>(to: &mut Writing<'_>, it: &Operation, method: &'a str, held: &[(&str, String)]) -> Named<'a> {
    let mut format = String::new();
    let mut arguments = Vec::new();
    for segment in &it.http.path.segments {
        format.push('/');
        for part in segment {
            match part {
                PathPart::Text(text) => format.push_str(&self::text(text).replace('{', "{{").replace('}', "}}")),
                PathPart::Hole(hole) | PathPart::Rest(hole) => {
                    format.push_str("{}");
                    let name = held.iter().find(|(wire, _)| wire == hole).map_or(hole.as_str(), |(_, name)| name);
                    arguments.push(format!("{}(&{name})", to.uses.add("zephyrix::path_segment")));
                }
            }
        }
    }
    format.push_str(&told(&it.http.path, '?', |it| !it.header));
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
