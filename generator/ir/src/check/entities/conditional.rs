//! `If-Match` where the contract declares what it leads to.

use super::is_header;
use crate::TypeId;
use crate::vocabulary::{Docs, Field, HttpPlace, Input, Operation, Presence, Scalar, Shape, Style, Type};

/// Where changes are counted, `If-Match` is honored, declared or not (RFC 9110 §13.1.1).
pub(super) fn imply(types: &mut Vec<Type>, operation: &mut Operation) {
    const NAME: &str = "If-Match";
    if operation.inputs.iter().any(|it| is_header(&it.place) && it.field.name.eq_ignore_ascii_case(NAME)) {
        return;
    }
    let ty = TypeId(u32::try_from(types.len()).unwrap_or(u32::MAX));
    types.push(Type::unnamed(&[&operation.name, NAME], operation.span, Shape::Scalar(Scalar::Text)));
    let description = Some("Only if it is still as it was when this `ETag` was given.".to_owned());
    let mut field = Field::new(NAME, operation.span, ty, Presence::Optional);
    field.docs = Docs { summary: None, description };
    let before_body = operation.inputs.iter().position(|it| matches!(it.place, HttpPlace::Body(_)));
    let at = before_body.unwrap_or(operation.inputs.len());
    let place = HttpPlace::Header(Style::Simple { explode: false });
    operation.inputs.insert(at, Input { field, place, implied: true });
}
