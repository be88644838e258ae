//! What is called otherwise, where the new version says what it was called.

use super::{Breaks, Finding};
use zephyrix_ir::Code;
use zephyrix_ir::vocabulary::Former;

/// Whether something was called so.
pub(super) fn was(formers: &[Former], name: &str) -> bool {
    formers.iter().any(|it| it.name == name)
}

/// Something that is found under its earlier name all the same, as `how` says.
pub(super) fn softened(what: &str, now: &str, how: &str) -> Finding {
    Finding::harmless(Code::MAY_SURPRISE, format!("{what} was renamed to `{now}`: {how}"))
}

/// A member or a parameter that requests may go on to call by its earlier name; in code it has that of now only.
pub(super) fn sent(path: &str, before: &str, now: &str) -> Finding {
    let message = format!("{path} was renamed to `{now}`; requests may still say `{before}`");
    Finding::breaking(Code::FIELD_CHANGED, Breaks::Code, message)
}

/// A member that is answered under its new name alone.
pub(super) fn answered(path: &str, before: &str, now: &str) -> Finding {
    let message = format!("{path} was renamed to `{now}`; `{before}` is no longer answered");
    Finding::breaking(Code::ANSWER_CHANGED, Breaks::Wire, message)
}
