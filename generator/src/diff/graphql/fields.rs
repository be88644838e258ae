//! Fields of objects and interfaces: what is asked for, and answered.

use super::wrapped::{alike, is_within, same};
use super::{Comparison, guards};
use crate::diff::{Breaks, Finding};
use apollo_compiler::Node;
use apollo_compiler::ast::FieldDefinition;
use apollo_compiler::schema::ExtendedType;
use zephyrix_ir::Code;

/// What an object or an interface has.
pub(super) fn of(ty: &ExtendedType) -> impl Iterator<Item = &Node<FieldDefinition>> {
    let fields = match ty {
        ExtendedType::Object(it) => Some(&it.fields),
        ExtendedType::Interface(it) => Some(&it.fields),
        _ => None,
    };
    fields.into_iter().flat_map(|it| it.values())
}

impl Comparison<'_> {
    pub(super) fn fields(&mut self, was: &ExtendedType, is: &ExtendedType) {
        for it in of(was) {
            let path = format!("{}.{}", was.name(), it.name);
            if let Some(now) = of(is).find(|now| now.name == it.name) {
                self.field(&path, (was, it), (is, now));
                continue;
            }
            let code = if self.is_root(was.name()) { Code::OPERATION_GONE } else { Code::FIELD_GONE };
            let found = Finding::breaking(code, Breaks::Wire, format!("`{path}` is gone"));
            self.tell(found, it.name.location(), is.name().location());
        }
        for now in of(is).filter(|now| !of(was).any(|it| it.name == now.name)) {
            self.fresh(&format!("`{}.{}`", is.name(), now.name), now.name.location());
        }
    }

    fn field(
        &mut self,
        path: &str,
        (before, was): (&ExtendedType, &FieldDefinition),
        (after, is): (&ExtendedType, &FieldDefinition),
    ) {
        let places = (was.name.location(), is.name.location());
        let asked = guards::compare(path, (self.old.read, before, was), (self.new.read, after, is));
        for found in answer(path, was, is).into_iter().chain(asked) {
            self.tell(found, places.0, places.1);
        }
        let arguments = (was.arguments.iter().collect(), is.arguments.iter().collect());
        self.inputs(arguments, places, &|name| format!("{path}({name}:)"));
        self.applied(path, (&was.directives, places.0), (&is.directives, places.1));
    }
}

fn answer(path: &str, was: &FieldDefinition, is: &FieldDefinition) -> Option<Finding> {
    let message = format!("`{path}` is of type `{}`, and was of `{}`", is.ty, was.ty);
    if was.ty == is.ty {
        None
    } else if is_within(&is.ty, &was.ty, same) {
        Some(Finding::harmless(Code::SOMETHING_NEW, message))
    } else if is_within(&was.ty, &is.ty, same) {
        // Null, where there was none.
        Some(Finding::breaking(Code::ANSWER_CHANGED, Breaks::Wire, message))
    } else {
        let breaks = if is_within(&is.ty, &was.ty, alike) { Breaks::Code } else { Breaks::Wire };
        Some(Finding::breaking(Code::TYPE_CHANGED, breaks, message))
    }
}
