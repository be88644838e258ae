//! Assertions of the contract that the generated code does not check: named, never passed over.

use super::checks;
use zephyrix_ir::vocabulary::{Constraint, Shape};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model};

/// Reports each assertion that no statement is written for.
pub(super) fn report(model: &Model, log: &mut Diagnostics) {
    for (_, ty) in model.types() {
        if ty.constraints.iter().any(|it| matches!(it, Constraint::Valid(_))) {
            continue;
        }
        for keyword in ty.constraints.iter().filter_map(|it| checks::unenforced(model, &ty.shape, it)) {
            log.push(
                Diagnostic::new(Code::UNENFORCED, ty.span, format!("`{}` is not checked: {keyword}", ty.name.text()))
                    .label("values that break it are let through"),
            );
        }
        if matches!(ty.shape, Shape::Tuple { .. }) {
            log.push(
                Diagnostic::new(Code::UNENFORCED, ty.span, format!("`{}` is not checked: prefixItems", ty.name.text()))
                    .label("kept as any JSON"),
            );
        }
    }
}
