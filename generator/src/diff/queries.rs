//! Named queries, which are functions in generated code: what they are given, and what they give.

use super::{Breaks, Finding};
use crate::plan::queries::kept;
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::queries::{Piece, Query};
use zephyrix_ir::vocabulary::relational::{DataType, Database};
use zephyrix_ir::{Code, Model, Span};

/// Compares the queries of two versions, by name.
pub(super) fn compare(old: &Model, new: &Model, findings: &mut Vec<Finding>) {
    let all = |model: &'_ Model| -> BTreeMap<String, Query> {
        model.queries().iter().map(|it| (it.name.clone(), it.clone())).collect()
    };
    let (before, now) = (all(old), all(new));
    for (name, was) in &before {
        if let Some(is) = now.get(name) {
            query(was, is, findings);
        } else {
            let near = now.values().find(|it| it.group == was.group).map_or(new.info().span, |it| it.span);
            findings.push(broken(format!("the query `{name}` is gone")).at(was.span, near));
        }
    }
    let fresh = now.values().filter(|it| !before.contains_key(&it.name));
    findings.extend(fresh.map(|it| Finding::fresh(format!("the query `{}` is new", it.name), it.span)));
}

fn broken(message: String) -> Finding {
    Finding::breaking(Code::QUERY_CHANGED, Breaks::Code, message)
}

fn query(was: &Query, is: &Query, findings: &mut Vec<Finding>) {
    let known = findings.len();
    let path = format!("the query `{}`", is.name);
    let mut tell = |found: Finding, old: Span, new: Span| findings.push(found.at(old, new));
    if was.group != is.group {
        let message = format!("{path} is in `{}`, and was in `{}`: its module is another", is.group, was.group);
        tell(broken(message), was.span, is.span);
    }
    if was.yields != is.yields {
        let message = format!("{path} is `:{}`, and was `:{}`", is.yields.word(), was.yields.word());
        tell(broken(message), was.span, is.span);
    }
    parameters((was, is), &path, &mut tell);
    columns((was, is), &path, &mut tell);
    if findings.len() == known && statement(was) != statement(is) {
        let message = format!("the statement of {path} is another, which is not compared");
        findings.push(Finding::harmless(Code::NOT_COMPARED, message).at(was.span, is.span));
    }
}

/// Arguments are given by their places.
fn parameters((was, is): (&Query, &Query), path: &str, tell: &mut impl FnMut(Finding, Span, Span)) {
    if was.parameters.len() != is.parameters.len() {
        let (now, before) = (is.parameters.len(), was.parameters.len());
        return tell(broken(format!("{path} takes {now} arguments, and took {before}")), was.span, is.span);
    }
    for (one, other) in was.parameters.iter().zip(&is.parameters) {
        let (before, now) = (rust(&one.ty, one.nullable, was.database), rust(&other.ty, other.nullable, is.database));
        if before != now {
            let message = format!("the parameter `{}` of {path} is {now}, and was {before}", other.name);
            tell(broken(message), one.span, other.span);
        } else if one.name != other.name {
            let message = format!("{path} is given `{}` in the place of `{}`", other.name, one.name);
            tell(Finding::harmless(Code::MAY_SURPRISE, message), one.span, other.span);
        }
    }
}

/// Columns are members by their names; one alone is what a row is.
fn columns((was, is): (&Query, &Query), path: &str, tell: &mut impl FnMut(Finding, Span, Span)) {
    let rows = was.yields.has_rows() && is.yields.has_rows();
    if rows && (was.columns.len() == 1) != (is.columns.len() == 1) {
        let of = |it: &Query| if it.columns.len() == 1 { "one value" } else { "a struct" };
        return tell(broken(format!("a row of {path} is {}, and was {}", of(is), of(was))), was.span, is.span);
    }
    let is_alone = was.columns.len() == 1;
    for one in was.columns.iter().filter(|_| rows) {
        let same = is.columns.iter().find(|it| is_alone || it.name == one.name);
        let Some(other) = same else {
            tell(broken(format!("`{}` of {path} is gone", one.name)), one.span, is.span);
            continue;
        };
        let (before, now) = (rust(&one.ty, one.nullable, was.database), rust(&other.ty, other.nullable, is.database));
        if before != now {
            tell(broken(format!("`{}` of {path} is {now}, and was {before}", other.name)), one.span, other.span);
        }
    }
    for it in is.columns.iter().filter(|it| rows && !is_alone && !was.columns.iter().any(|one| one.name == it.name)) {
        let found = Finding::harmless(Code::SOMETHING_NEW, format!("`{}` of {path} is new", it.name));
        tell(found, was.span, it.span);
    }
}

/// What a value is in Rust, as people say it.
fn rust(ty: &DataType, nullable: bool, database: Database) -> String {
    let word = kept(ty, database).word();
    if nullable { format!("`Option<{word}>`") } else { format!("`{word}`") }
}

/// A statement by its words.
fn statement(it: &Query) -> String {
    let piece = |it: &Piece| match it {
        Piece::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Piece::Hole(at) => format!(" {{{at}}} "),
    };
    it.sql.iter().map(piece).collect()
}
