//! What callers notice follows from what became of tables and columns: each is told with the other's place.

use super::Change;
use crate::diff::Finding;
use crate::diff::finding::{Because, Place};
use std::collections::HashMap;
use zephyrix_ir::vocabulary::Shape;
use zephyrix_ir::vocabulary::queries::{Output, Query};
use zephyrix_ir::vocabulary::relational::{Name, Schema};
use zephyrix_ir::{Code, Model, Span};

/// Changes by the places that they may be met at.
type Causes<'c> = HashMap<Span, &'c Change>;

/// Says of findings what they follow from among changes of tables.
pub(super) fn link((old, new): (&Model, &Model), changes: &[Change], findings: &mut [Finding]) {
    let (before, now) = (shown(old), shown(new));
    let (mut olds, mut news) = (Causes::new(), Causes::new());
    for change in changes.iter().filter(|it| matters(&it.finding)) {
        for (causes, shown, spans) in [(&mut olds, &before, &change.olds), (&mut news, &now, &change.news)] {
            for span in spans {
                for place in std::iter::once(span).chain(shown.get(span).into_iter().flatten()) {
                    causes.entry(*place).or_insert(change);
                }
            }
        }
    }
    for it in findings.iter_mut().filter(|it| matters(it)) {
        let was = it.old.and_then(|span| olds.get(&span));
        it.because = was.or_else(|| news.get(&it.new?)).and_then(|it| because(it));
    }
}

/// Whether it breaks nobody, and is said in the same words of what shows the column.
pub(super) fn is_said(change: &Change, findings: &[Finding]) -> bool {
    let same = |it: &Finding| it.code == change.finding.code && it.new.is_some_and(|it| change.news.contains(&it));
    change.finding.breaks.is_none() && findings.iter().any(same)
}

/// Whether others may follow from it, or it from others: what is only new is told beside them.
fn matters(it: &Finding) -> bool {
    it.breaks.is_some() || it.code == Code::MAY_SURPRISE
}

fn because(it: &Change) -> Option<Because> {
    let Finding { message, old, new, .. } = &it.finding;
    // What is new was nowhere.
    let was = old.filter(|_| !it.olds.is_empty());
    let place = was.map(Place::Old).or_else(|| new.map(Place::New))?;
    Some(Because { message: message.clone(), place })
}

/// Where columns are shown otherwise than by where they are written, by that.
fn shown(model: &Model) -> HashMap<Span, Vec<Span>> {
    let mut all: HashMap<Span, Vec<Span>> = HashMap::new();
    let Some(schema) = model.schema() else { return all };
    for (_, entity) in model.entities() {
        let Shape::Record { fields, .. } = &model[entity.ty].shape else { continue };
        for column in entity.columns.iter().filter(|it| !it.field.is_empty()) {
            let field = fields.iter().find(|it| it.name == column.field);
            if let Some((field, span)) = field.zip(written(schema, &entity.table, &column.name)) {
                all.entry(span).or_default().push(field.span);
            }
        }
    }
    for query in model.queries() {
        for it in &query.columns {
            all.entry(origin(schema, query, it).unwrap_or_default()).or_default().push(it.span);
        }
    }
    all.remove(&Span::default());
    all
}

/// The column that a query gives under its own name, where only one can be meant.
fn origin(schema: &Schema, query: &Query, it: &Output) -> Option<Span> {
    let is_alone = query.columns.iter().filter(|other| other.span == it.span).count() == 1;
    let tables = query.reads.iter().filter_map(|read| read.table.as_ref());
    let mut found = tables.filter_map(|table| written(schema, table, &it.name));
    found.next().filter(|_| is_alone && found.next().is_none())
}

fn written(schema: &Schema, table: &Name, column: &str) -> Option<Span> {
    Some(schema.table(table)?.column(column)?.span)
}
