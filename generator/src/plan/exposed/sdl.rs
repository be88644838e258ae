//! The schema in the schema definition language.

use super::{Argument, Exposed, Field};
use std::fmt::Write;
use zephyrix_ir::vocabulary::Docs;

/// The text: roots first.
pub(super) fn text(it: &Exposed, docs: &Docs) -> String {
    let mut out = String::new();
    let (mutations, others): (Vec<_>, Vec<_>) = it.objects.iter().partition(|it| it.name == "Mutation");
    if has_docs(docs) {
        describe(&mut out, docs, "");
        out.push_str("schema {\n  query: Query\n");
        out.push_str(if mutations.is_empty() { "}\n\n" } else { "  mutation: Mutation\n}\n\n" });
    }
    let (query, others) = others.split_at(1.min(others.len()));
    for object in query.iter().chain(&mutations).chain(others) {
        describe(&mut out, &object.docs, "");
        let _ = writeln!(out, "type {} {{", object.name);
        object.fields.iter().for_each(|it| field(&mut out, it));
        out.push_str("}\n\n");
    }
    for union in &it.unions {
        describe(&mut out, &union.docs, "");
        let mut names: Vec<&str> = Vec::new();
        for at in union.types.iter().map(|it| it.1).chain(union.otherwise) {
            let name = it.objects[at].name.as_str();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let _ = writeln!(out, "union {} = {}\n", union.name, names.join(" | "));
    }
    for input in &it.inputs {
        describe(&mut out, &input.docs, "");
        let _ = writeln!(out, "input {} {{", input.name);
        for it in &input.fields {
            argument(&mut out, it, "  ");
        }
        out.push_str("}\n\n");
    }
    for it in &it.enums {
        describe(&mut out, &it.docs, "");
        let _ = writeln!(out, "enum {} {{", it.name);
        for value in &it.values {
            describe(&mut out, &value.docs, "  ");
            let _ = writeln!(out, "  {}", value.name);
        }
        out.push_str("}\n\n");
    }
    for (name, page) in &it.scalars {
        let page = page.map_or_else(String::new, |it| format!(" @specifiedBy(url: \"{it}\")"));
        let _ = writeln!(out, "scalar {name}{page}\n");
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn field(out: &mut String, it: &Field) {
    describe(out, &it.docs, "  ");
    let _ = write!(out, "  {}", it.name);
    let short = it.arguments.iter().all(|it| !has_docs(&it.docs));
    if !it.arguments.is_empty() && short {
        let all: Vec<String> = it.arguments.iter().map(written).collect();
        let _ = write!(out, "({})", all.join(", "));
    } else if !it.arguments.is_empty() {
        out.push_str("(\n");
        for it in &it.arguments {
            argument(out, it, "    ");
        }
        out.push_str("  )");
    }
    let deprecated = if it.deprecated { " @deprecated" } else { "" };
    let _ = writeln!(out, ": {}{deprecated}", it.ty);
}

fn argument(out: &mut String, it: &Argument, indent: &str) {
    describe(out, &it.docs, indent);
    let _ = writeln!(out, "{indent}{}", written(it));
}

fn written(it: &Argument) -> String {
    let default = it.default.as_ref().map_or_else(String::new, |it| format!(" = {it}"));
    format!("{}: {}{default}{}", it.name, it.ty, if it.deprecated { " @deprecated" } else { "" })
}

fn words(docs: &Docs) -> &str {
    docs.description.as_deref().or(docs.summary.as_deref()).unwrap_or_default().trim()
}

fn has_docs(docs: &Docs) -> bool {
    !words(docs).is_empty()
}

/// A description: a line of its own, or several as a block.
fn describe(out: &mut String, docs: &Docs, indent: &str) {
    let words: String = words(docs).chars().filter(|it| *it == '\n' || *it == '\t' || !it.is_control()).collect();
    if words.is_empty() {
        return;
    }
    if words.contains('\n') {
        let _ = writeln!(out, "{indent}\"\"\"");
        for line in words.lines().map(|it| it.trim_end().replace("\"\"\"", "\\\"\"\"")) {
            let indent = if line.is_empty() { "" } else { indent };
            let _ = writeln!(out, "{indent}{line}");
        }
        let _ = writeln!(out, "{indent}\"\"\"");
    } else {
        let text = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t");
        let _ = writeln!(out, "{indent}\"{text}\"");
    }
}
