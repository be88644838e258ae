//! Arguments, and fields of input objects: what is sent.

use super::Comparison;
use super::wrapped::{is_within, same};
use crate::diff::{Breaks, Finding};
use crate::front::graphql::values;
use apollo_compiler::Node;
use apollo_compiler::Schema;
use apollo_compiler::ast::InputValueDefinition;
use apollo_compiler::parser::SourceSpan;
use zephyrix_ir::Code;
use zephyrix_ir::vocabulary::Value;

/// What has inputs, on both sides.
pub(super) type Places = (Option<SourceSpan>, Option<SourceSpan>);

/// One beside its namesake.
type Pair<'s> = (&'s InputValueDefinition, &'s InputValueDefinition);

impl Comparison<'_> {
    /// Compares what may be sent to something, of which `path` makes the coordinates.
    pub(super) fn inputs<'s>(
        &mut self,
        (was, is): (Vec<&'s Node<InputValueDefinition>>, Vec<&'s Node<InputValueDefinition>>),
        places: Places,
        path: &dyn Fn(&str) -> String,
    ) {
        for it in &was {
            let path = path(&it.name);
            if let Some(now) = is.iter().find(|now| now.name == it.name) {
                self.input(&path, (it, now));
                continue;
            }
            let message = format!("`{path}` is gone, and refused");
            self.tell(Finding::breaking(Code::FIELD_GONE, Breaks::Wire, message), it.name.location(), places.1);
        }
        for now in is.iter().filter(|now| !was.iter().any(|it| it.name == now.name)) {
            let path = path(&now.name);
            if is_required(now) {
                let found =
                    Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, format!("`{path}` is new, and required"));
                self.tell(found, places.0, now.name.location());
            } else if now.default_value.is_some() {
                // Who leaves it out is taken to say that.
                let message = format!("`{path}` is new, and has a default");
                self.tell(Finding::harmless(Code::MAY_SURPRISE, message), places.0, now.name.location());
            } else {
                self.fresh(&format!("`{path}`"), now.name.location());
            }
        }
    }

    fn input(&mut self, path: &str, (was, is): Pair<'_>) {
        let differs = default(&self.old.read.schema, was) != default(&self.new.read.schema, is);
        let found = of_types(path, (was, is)).or_else(|| of_defaults(path, (was, is), differs));
        if let Some(found) = found {
            self.tell(found, was.name.location(), is.name.location());
        }
        self.applied(path, (&was.directives, was.name.location()), (&is.directives, is.name.location()));
    }
}

/// Variables have types, too, and have to fit as they are written.
fn of_types(path: &str, (was, is): Pair<'_>) -> Option<Finding> {
    let message = format!("`{path}` is of type `{}`, and was of `{}`", is.ty, was.ty);
    if was.ty == is.ty {
        None
    } else if is_within(&was.ty, &is.ty, same) {
        Some(Finding::harmless(Code::SOMETHING_NEW, message))
    } else if is_within(&is.ty, &was.ty, same) {
        Some(Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, message))
    } else {
        Some(Finding::breaking(Code::TYPE_CHANGED, Breaks::Wire, message))
    }
}

fn of_defaults(path: &str, (was, is): Pair<'_>, differs: bool) -> Option<Finding> {
    match (is_required(was), is_required(is)) {
        (false, true) => {
            let message = format!("`{path}` is required, since it has no default");
            Some(Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, message))
        }
        // Everybody sends it.
        (true, false) => Some(Finding::harmless(Code::SOMETHING_NEW, format!("`{path}` need not be there"))),
        _ if differs => Some(Finding::harmless(Code::MAY_SURPRISE, format!("`{path}` has another default"))),
        _ => None,
    }
}

fn is_required(it: &InputValueDefinition) -> bool {
    it.ty.is_non_null() && it.default_value.is_none()
}

/// What stands for it where it is not given, however it is written.
fn default(schema: &Schema, it: &InputValueDefinition) -> Option<Value> {
    Some(values::value(schema, it.default_value.as_deref()?, &it.ty))
}
