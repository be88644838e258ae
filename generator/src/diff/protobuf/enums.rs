//! Enums: their values by number.

use super::files::Reserved;
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
        let called: Vec<&str> = now.iter().filter(|it| it.1 == *number).map(|it| it.0).collect();
        let (code, breaks, message) = match (called.as_slice(), reserved.has_number(*number), reserved.has_name(value))
        {
            ([], false, _) => {
                (Code::VALUE_GONE, Breaks::Wire, format!("`{path}` is gone, and its number {number} is not reserved"))
            }
            ([], true, false) => {
                (Code::VALUE_GONE, Breaks::Json, format!("`{path}` is gone, and its name is not reserved"))
            }
            ([], true, true) => (Code::VALUE_GONE, Breaks::Code, format!("`{path}` is gone")),
            (called, ..) if called.contains(value) => continue,
            ([one, ..], ..) => (Code::VALUE_GONE, Breaks::Json, format!("`{path}` is called `{one}`")),
        };
        findings.push(Finding { code, breaks: Some(breaks), message, old: Some(*span), new: Some(is.ty.span) });
    }
    for (value, number, span) in now.iter().filter(|it| !before.iter().any(|old| old.1 == it.1)) {
        let message = format!("`{name}.{value}` is new, with the number {number}");
        findings.push(Finding { code: Code::SOMETHING_NEW, breaks: None, message, old: None, new: Some(*span) });
    }
    if was.open != is.open {
        let message = format!("`{name}` is {}", if is.open { "open, and was closed" } else { "closed, and was open" });
        let (old, new) = (Some(was.ty.span), Some(is.ty.span));
        findings.push(Finding { code: Code::FIELD_CHANGED, breaks: Some(Breaks::Wire), message, old, new });
    }
}

impl<'m> Enumeration<'m> {
    /// Every name with its number, aliases too, and where it is.
    fn names(self) -> Vec<(&'m str, i32, Span)> {
        let values = self.values.iter().zip(&self.proto.numbers);
        let named = values.filter_map(|(it, number)| Some((it.value.as_text()?, *number, it.span)));
        let aliases = self.proto.aliases.iter().map(|(name, number)| (name.as_str(), *number, self.ty.span));
        named.chain(aliases).collect()
    }
}
