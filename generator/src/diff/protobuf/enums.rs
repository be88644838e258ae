//! Enums: their values by number.

use super::reserved::Reserved;
use super::{Enumeration, Side};
use crate::diff::{Breaks, Finding};
use zephyrix_ir::{Code, Span};

pub(super) fn compare(
    new: &Side<'_>,
    name: &str,
    was: Enumeration<'_>,
    is: Enumeration<'_>,
    findings: &mut Vec<Finding>,
) {
    let nothing = Reserved::default();
    let reserved = new.reserved.get(name).unwrap_or(&nothing);
    let (before, now) = (was.names(), is.names());
    for (value, number, span) in &before {
        let path = format!("{name}.{value}");
        let called: Vec<_> = now.iter().filter(|it| it.1 == *number).collect();
        let (breaks, message) = match (called.as_slice(), reserved.has_number(*number), reserved.has_name(value)) {
            ([], false, _) => (Breaks::Wire, format!("`{path}` is gone, and its number {number} is not reserved")),
            ([], true, false) => (Breaks::Json, format!("`{path}` is gone, and its name is not reserved")),
            ([], true, true) => (Breaks::Code, format!("`{path}` is gone")),
            (called, ..) if called.iter().any(|it| it.0 == *value) => continue,
            ([one, ..], ..) => (Breaks::Json, format!("`{path}` is called `{}`", one.0)),
        };
        let near = called.first().map_or(is.ty.span, |it| it.2);
        findings.push(Finding::breaking(Code::VALUE_GONE, breaks, message).at(*span, near));
    }
    for (value, number, span) in now.iter().filter(|it| !before.iter().any(|old| old.1 == it.1)) {
        findings.push(Finding::fresh(format!("`{name}.{value}` is new, with the number {number}"), *span));
    }
    if was.open != is.open {
        // Bytes of either are read as those of the other: what a closed one does not know is kept as unknown.
        let message = format!("`{name}` is {}", if is.open { "open, and was closed" } else { "closed, and was open" });
        let found = Finding::breaking(Code::FIELD_CHANGED, Breaks::Code, message);
        findings.push(found.at(was.ty.span, is.ty.span));
    }
}

impl<'m> Enumeration<'m> {
    /// Every name with its number, aliases too, and where it is.
    pub(super) fn names(self) -> Vec<(&'m str, i32, Span)> {
        let values = self.values.iter().zip(&self.proto.numbers);
        let named = values.filter_map(|(it, number)| Some((it.value.as_text()?, *number, it.span)));
        let aliases = self.proto.aliases.iter().map(|(name, number)| (name.as_str(), *number, self.ty.span));
        named.chain(aliases).collect()
    }
}
