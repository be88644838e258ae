//! New names, and everything that has to say them.

use super::super::cursor::{Cursor, Parsed};
use super::super::reader::{Done, Reader};
use super::super::settle;
use zephyrix_ir::vocabulary::relational::{Database, Expression, Generation, Index, Keyed, Name, Table};
use zephyrix_ir::{Code, Diagnostic, Span};

/// Whether `RENAME new` is meant, without a `TO` (MySQL).
pub(super) fn is_bare(item: &Cursor<'_>) -> bool {
    const OTHERS: &[&str] = &["RENAME COLUMN", "RENAME INDEX", "RENAME KEY", "RENAME CONSTRAINT"];
    item.is("RENAME") && !OTHERS.iter().any(|it| item.is(it))
}

/// From what comes after `RENAME` in `ALTER TABLE`.
pub(super) fn part(reader: &mut Reader<'_>, item: &mut Cursor<'_>, table: &mut Table) -> Parsed<()> {
    let kind = item.eat_any(&["CONSTRAINT", "INDEX", "KEY"]);
    if kind.is_none() {
        item.eat("COLUMN");
        item.eat("IF EXISTS");
    }
    let old = item.name()?;
    item.expect("TO")?;
    let new = item.name()?;
    if kind.is_none() {
        let Some(known) = table.column(&old.name).map(|it| it.name.clone()) else {
            return Err(settle::missing_column(table, &old.name, old.span));
        };
        if let Some(at) = table.columns.iter().position(|it| it.name == known) {
            table.columns[at].name.clone_from(&new.name);
        }
        column(reader, table, &known, &new.name);
        return Ok(());
    }
    let is = |it: &&mut Option<String>| it.as_ref().is_some_and(|it| it.eq_ignore_ascii_case(&old.name));
    let Some(name) = names(table).into_iter().find(is) else {
        let message = format!("`{}` has no constraint or index `{}`", table.name, old.name);
        return Err(Box::new(Diagnostic::new(Code::SQL_UNKNOWN, old.span, message)));
    };
    *name = Some(new.name);
    Ok(())
}

fn names(table: &mut Table) -> Vec<&mut Option<String>> {
    let keys = table.primary_key.iter_mut().chain(&mut table.uniques).map(|it| &mut it.name);
    let references = table.foreign_keys.iter_mut().map(|it| &mut it.name);
    let checks = table.checks.iter_mut().map(|it| &mut it.name);
    keys.chain(references).chain(checks).chain(table.indexes.iter_mut().map(|it| &mut it.name)).collect()
}

/// A column that is called otherwise now, in everything that names it.
pub(super) fn column(reader: &mut Reader<'_>, table: &mut Table, old: &str, new: &str) {
    let rename = |names: &mut Vec<String>| {
        for it in names.iter_mut().filter(|it| it.eq_ignore_ascii_case(old)) {
            new.clone_into(it);
        }
    };
    for key in table.primary_key.iter_mut().chain(&mut table.uniques) {
        rename(&mut key.columns);
    }
    for key in &mut table.foreign_keys {
        rename(&mut key.columns);
        if key.table.matches(&table.name, reader.database) {
            rename(&mut key.to);
        }
    }
    for check in &mut table.checks {
        in_expression(&mut check.expression, old, new);
    }
    for column in &mut table.columns {
        if let Some(Generation::Computed { expression, .. }) = &mut column.generation {
            in_expression(expression, old, new);
        }
    }
    table.indexes.iter_mut().for_each(|it| index(it, old, new));
    for policy in &mut table.policies {
        policy.using.iter_mut().chain(&mut policy.check).for_each(|it| in_expression(it, old, new));
    }
    let (own, database) = (table.name.clone(), reader.database);
    for other in &mut reader.schema.tables {
        for key in other.foreign_keys.iter_mut().filter(|it| it.table.matches(&own, database)) {
            rename(&mut key.to);
        }
    }
    for sequence in &mut reader.schema.sequences {
        if let Some((_, column)) = sequence.owned_by.as_mut().filter(|it| it.0.matches(&own, database) && it.1 == old) {
            new.clone_into(column);
        }
    }
}

fn index(it: &mut Index, old: &str, new: &str) {
    for part in &mut it.parts {
        match &mut part.of {
            Keyed::Column(name) if name.eq_ignore_ascii_case(old) => new.clone_into(name),
            Keyed::Column(_) => {}
            Keyed::Expression(expression) => in_expression(expression, old, new),
        }
    }
    for name in it.include.iter_mut().filter(|it| it.eq_ignore_ascii_case(old)) {
        new.clone_into(name);
    }
    it.predicate.iter_mut().for_each(|it| in_expression(it, old, new));
}

/// The words of an expression that are outside of texts: where each is.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |it: char| it.is_alphanumeric() || it == '_' || it == '$';
    let mut inside = false;
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = &text[at..];
            let first = rest.chars().next()?;
            if first == '\'' {
                inside = !inside;
            }
            let length =
                if is_part(first) { rest.find(|it| !is_part(it)).unwrap_or(rest.len()) } else { first.len_utf8() };
            let found = (at, &rest[..length]);
            at += length;
            if is_part(first) && !inside {
                return Some(found);
            }
        }
        None
    })
}

/// Whether an expression names something.
pub(super) fn mentions(expression: &Expression, name: &str) -> bool {
    words(&expression.text).any(|(_, word)| word.eq_ignore_ascii_case(name))
}

/// Says `new` where an expression says `old`.
fn in_expression(expression: &mut Expression, old: &str, new: &str) {
    let places: Vec<usize> =
        words(&expression.text).filter(|it| it.1.eq_ignore_ascii_case(old)).map(|it| it.0).collect();
    for at in places.into_iter().rev() {
        expression.text.replace_range(at..at + old.len(), new);
    }
}

/// A table, view, sequence or type that is called otherwise now.
pub(in crate::front::sql) fn relation(reader: &mut Reader<'_>, old: &Name, to: &Name, span: Span) -> Parsed<Done> {
    let database = reader.database;
    if reader.scope.knows(to, reader.schema) && !to.matches(old, database) {
        let message = format!("`{to}` is there already");
        return Err(Box::new(Diagnostic::new(Code::SQL_DUPLICATE, span, message)));
    }
    let (before, after) = (reader.qualified(old), reader.qualified(to));
    let whole = |name: &str| [format!("({name})"), format!("({name},"), format!(" {name})"), format!(" {name},")];
    let schema = &mut *reader.schema;
    let tables = schema.tables.iter_mut().map(|it| &mut it.name).chain(schema.views.iter_mut().map(|it| &mut it.name));
    let others =
        schema.types.iter_mut().map(|it| &mut it.name).chain(schema.sequences.iter_mut().map(|it| &mut it.name));
    let Some(name) = tables.chain(others).find(|it| it.matches(old, database)) else {
        return Err(reader.nothing("table", old, span));
    };
    *name = to.clone();
    for table in &mut schema.tables {
        for option in table.options.iter_mut().filter(|it| it.starts_with("INHERITS (")) {
            for (before, after) in whole(&before).iter().zip(whole(&after)) {
                *option = option.replace(before, &after);
            }
        }
        for key in table.foreign_keys.iter_mut().filter(|it| it.table.matches(old, database)) {
            key.table = to.clone();
        }
        for it in table.partition.iter_mut().filter(|it| it.of.matches(old, database)) {
            it.of = to.clone();
        }
        for column in &mut table.columns {
            retype(&mut column.ty, old, to, database);
        }
    }
    for it in schema.sequences.iter_mut().filter_map(|it| it.owned_by.as_mut()).filter(|it| it.0.matches(old, database))
    {
        it.0 = to.clone();
    }
    Ok(Done::Understood)
}

/// A type of the user's that is called otherwise now.
fn retype(ty: &mut zephyrix_ir::vocabulary::relational::DataType, old: &Name, to: &Name, database: Database) {
    use zephyrix_ir::vocabulary::relational::Kind;
    match &mut ty.kind {
        Kind::User(name) if name.matches(old, database) => {
            *name = to.clone();
            ty.declared = to.to_string();
        }
        Kind::Array(element) => {
            retype(element, old, to, database);
            if matches!(&element.kind, Kind::User(name) if name == to) {
                ty.declared = format!("{to}[]");
            }
        }
        _ => {}
    }
}
