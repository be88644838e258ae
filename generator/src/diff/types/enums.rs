//! One of some literals.

use super::Way;
use crate::diff::{Breaks, Finding};
use zephyrix_ir::Code;
use zephyrix_ir::vocabulary::{EnumValue, Value};

pub(super) fn compare(name: &str, (was, is): (&[EnumValue], &[EnumValue]), way: Way, tell: &mut impl FnMut(Finding)) {
    let only = |one: &[EnumValue], other: &[EnumValue]| -> Vec<String> {
        let missing = one.iter().filter(|it| !other.iter().any(|known| known.value == it.value));
        missing.map(|it| told(&it.value)).collect()
    };
    let (gone, fresh) = (only(was, is), only(is, was));
    if !gone.is_empty() {
        let gone = gone.join(", ");
        tell(match way {
            Way::Sent => Finding::breaking(Code::VALUE_GONE, Breaks::Wire, format!("{name} may no longer be {gone}")),
            Way::Answered => Finding::harmless(Code::SOMETHING_NEW, format!("{name} is never {gone}")),
        });
    }
    if !fresh.is_empty() {
        let code = if way == Way::Answered { Code::MAY_SURPRISE } else { Code::SOMETHING_NEW };
        tell(Finding::harmless(code, format!("{name} may be {}", fresh.join(", "))));
    }
}

fn told(it: &Value) -> String {
    match it {
        Value::Text(text) => format!("`{text}`"),
        Value::Number(number) => format!("`{}`", number.as_str()),
        Value::Bool(yes) => format!("`{yes}`"),
        _ => "…".to_owned(),
    }
}
