//! What is called otherwise in the contract keeps its numbers.

use super::Numbers;
use super::words::{camel, snake};
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{Field, Former, Shape, TypeName};

/// Calls everything as the contract does now, that has numbers under an earlier name.
pub(super) fn follow(model: &Model, numbers: &mut Numbers) {
    for (_, ty) in model.types() {
        let TypeName::Declared(name) = &ty.name else { continue };
        message(numbers, name, &ty.renamed_from, "");
        if let Shape::Record { fields, .. } = &ty.shape {
            for it in fields {
                field(numbers, &camel(name), it);
            }
        }
    }
    for (_, it) in model.operations().filter(|(_, it)| it.rpc.is_none()) {
        for what in ["Request", "Response"] {
            message(numbers, &it.name, &it.renamed_from, what);
        }
        let request = format!("{}Request", camel(&it.name));
        it.inputs.iter().for_each(|it| field(numbers, &request, &it.field));
    }
}

fn message(numbers: &mut Numbers, name: &str, formers: &[Former], what: &str) {
    for it in formers {
        numbers.rename(&format!("{}{what}", camel(&it.name)), &format!("{}{what}", camel(name)));
    }
}

/// A field, and the one that says that it is null.
fn field(numbers: &mut Numbers, message: &str, it: &Field) {
    let now = snake(&it.name);
    for former in it.renamed_from.iter().map(|it| snake(&it.name)) {
        numbers.rename_field(message, &former, &now);
        numbers.rename_field(message, &format!("{former}_null"), &format!("{now}_null"));
    }
}
