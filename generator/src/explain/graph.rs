//! The object types of GraphQL, field by field: what each is asked with, what it answers, and who answers.

use super::Section;
use std::fmt::Write as _;
use zephyrix_ir::vocabulary::{Field, Graph, GraphObject, GraphOperation, GraphRoot, Presence, Resolved};

/// Every object type, and every operation of documents.
pub(super) fn sections(graph: &Graph<String>) -> Vec<Section> {
    let objects = graph.objects.iter().map(|it| Section::new(it.name.clone(), object(it)));
    let operations = graph.operations.iter().map(|it| Section::new(it.name.clone(), operation(it)));
    objects.chain(operations).collect()
}

fn operation(it: &GraphOperation<String>) -> String {
    let word = match it.root {
        GraphRoot::Query => "query",
        GraphRoot::Mutation => "mutation",
        GraphRoot::Subscription => "subscription",
    };
    let asked = it.variables.as_ref().map_or_else(String::new, |it| format!(" asked with {it},"));
    format!("{word} {},{asked} answers {}\n", it.name, it.data)
}

fn object(it: &GraphObject<String>) -> String {
    let root = it.root.map_or("", |it| match it {
        GraphRoot::Query => ", where queries begin",
        GraphRoot::Mutation => ", where mutations begin",
        GraphRoot::Subscription => ", where subscriptions begin",
    });
    let mut text = format!("object {}{root}\n", it.name);
    for field in &it.fields {
        let guarded = if field.guarded { ", asks who calls" } else { "" };
        let deprecated = if field.deprecated { ", deprecated" } else { "" };
        // Writing to a string cannot fail.
        let _ = match &field.resolved {
            None => writeln!(text, "    {}: its own{guarded}{deprecated}", field.name),
            Some(it) => writeln!(text, "    {}: {}{guarded}{deprecated}", field.name, resolved(it)),
        };
    }
    text
}

fn resolved(it: &Resolved<String>) -> String {
    let args: Vec<String> = it.args.iter().map(argument).collect();
    let args = if args.is_empty() { String::new() } else { format!(" asked with {},", args.join(", ")) };
    let null = if it.nullable { " or null" } else { "" };
    format!("resolved,{args} answers {}{null}", it.answer)
}

fn argument(it: &Field<String>) -> String {
    let presence = if it.presence == Presence::Required { "" } else { "?" };
    format!("{}{presence}: {}", it.name, it.ty)
}
