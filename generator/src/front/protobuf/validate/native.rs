//! Standard rules that `validate.proto` does not say in CEL.

use super::super::cel;
use super::Subject;
use prost_reflect::{FieldDescriptor, Value};
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::{Cel, CelFunction, CelItem, CelLiteral, CelNode, CelType, RuleTest};

/// A rule that is set to a value, as a test.
pub(super) fn test(subject: &Subject, rule: &FieldDescriptor, value: &Value, span: Span) -> Option<RuleTest> {
    let (id, message, test) = match (subject.family?, rule.name()) {
        ("enum", "defined_only") if value.as_bool() == Some(true) => {
            let numbers =
                subject.enumeration.as_ref()?.values().map(|it| Cel::literal(CelLiteral::Int(it.number().into())));
            let known = list(CelType::Int, numbers.collect());
            ("enum.defined_only", "must be one of the defined enum values", is_in(this(subject), known))
        }
        ("any", "in") => {
            let test = is_in(cel::type_url(this(subject)), cel::literal(value, &rule.kind())?);
            ("any.in", "type URL must be in the allow list", test)
        }
        ("any", "not_in") => {
            let found = is_in(cel::type_url(this(subject)), cel::literal(value, &rule.kind())?);
            let test = Cel::call(CelType::Bool, CelFunction::Not, vec![found]);
            ("any.not_in", "type URL must not be in the block list", test)
        }
        _ => return None,
    };
    Some(RuleTest { id: id.to_owned(), message: message.to_owned(), test, span })
}

fn this(subject: &Subject) -> Cel {
    Cel { ty: subject.ty.clone(), node: CelNode::Variable("this".to_owned()) }
}

fn list(ty: CelType, items: Vec<Cel>) -> Cel {
    Cel { ty: CelType::List(Box::new(CelItem::Made(ty))), node: CelNode::List(items) }
}

fn is_in(it: Cel, of: Cel) -> Cel {
    Cel::call(CelType::Bool, CelFunction::In, vec![it, of])
}
