//! What is not compared, where it differs: nobody shall take silence for sameness.

use super::Finding;
use std::collections::BTreeMap;
use std::fmt::Debug;
use zephyrix_ir::{Code, Model};

pub(super) fn compare(old: &Model, new: &Model, findings: &mut Vec<Finding>) {
    let mut tell = |differs: bool, what: &str| {
        if differs {
            let message = format!("{what}, which is not compared");
            findings.push(Finding::harmless(Code::NOT_COMPARED, message).at(old.info().span, new.info().span));
        }
    };
    let tables = |model: &Model| -> BTreeMap<String, String> {
        model.types().filter_map(|(_, it)| Some((it.name.text(), said(it.table.as_ref()?)))).collect()
    };
    tell(tables(old) != tables(new), "the tables that types are kept in are others");
}

/// What something says, wherever it is written.
pub(super) fn said(it: &impl Debug) -> String {
    const SPAN: &str = "Span { source: SourceId(";
    let text = format!("{it:?}");
    let mut pieces = text.split(SPAN);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |all, piece| all + piece.split_once('}').map_or(piece, |it| it.1))
}
