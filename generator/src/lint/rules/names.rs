//! How names are written.

use crate::lint::case::is_words;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use crate::lint::things::{Kind, Thing};

macro_rules! cases {
    ($($name:ident $($kind:ident)+;)*) => {
        $(pub(in crate::lint) fn $name(subject: &Subject<'_>, sink: &mut Sink<'_>) {
            case(subject, sink, &[$(Kind::$kind),+]);
        })*
    };
}

cases! {
    operation_case Operation;
    type_case Type Service;
    field_case Field;
    parameter_case Parameter;
    enum_value_case EnumValue;
    path_case PathSegment;
    table_case Table;
    column_case Column;
}

fn case(subject: &Subject<'_>, sink: &mut Sink<'_>, kinds: &[Kind]) {
    let languages = sink.rule().languages;
    let wanted = |it: &&Thing| kinds.contains(&it.kind) && languages.contains(&it.language) && is_words(&it.name);
    for it in subject.things.iter().filter(wanted) {
        let Some(case) = subject.case(it.language, it.kind).filter(|case| !case.fits(&it.name)) else { continue };
        let message = format!("the {} `{}` is not written in {}", it.kind.word(), it.whole, case.word());
        if let Some(found) = sink.found(it.span, message) {
            let better = case.of(&it.name);
            found.name(&it.whole).path(&it.path);
            if case.fits(&better) {
                found.help(format!("call it `{better}`"));
            }
        }
    }
}

/// Words that SQL reserves in one of the databases, and that people like for names.
const RESERVED: [&str; 40] = [
    "all",
    "and",
    "as",
    "asc",
    "between",
    "by",
    "case",
    "check",
    "column",
    "constraint",
    "create",
    "default",
    "delete",
    "desc",
    "distinct",
    "drop",
    "else",
    "end",
    "exists",
    "foreign",
    "from",
    "group",
    "having",
    "in",
    "index",
    "insert",
    "into",
    "is",
    "key",
    "like",
    "limit",
    "not",
    "null",
    "on",
    "or",
    "order",
    "select",
    "table",
    "user",
    "where",
];

pub(in crate::lint) fn reserved_name(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let is_in_sql = |it: &&Thing| matches!(it.kind, Kind::Table | Kind::Column);
    for it in subject.things.iter().filter(is_in_sql) {
        if RESERVED.contains(&it.name.to_ascii_lowercase().as_str()) {
            let message = format!("the {} `{}` is called by a word that SQL reserves", it.kind.word(), it.whole);
            if let Some(found) = sink.found(it.span, message) {
                found.name(&it.whole).help("it has to be quoted wherever it is used: call it otherwise");
            }
        }
    }
}
