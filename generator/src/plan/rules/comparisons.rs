//! Operators that Rust has, too.

use super::expressions::{Code, Expressions};
use zephyrix_ir::vocabulary::{Cel, CelFunction as F, CelItem, CelLiteral, CelNode, CelType};

/// As Rust writes them.
const SYMBOLS: &[(F, &str)] = &[
    (F::And, "&&"),
    (F::Or, "||"),
    (F::Equal, "=="),
    (F::NotEqual, "!="),
    (F::Less, "<"),
    (F::LessEqual, "<="),
    (F::Greater, ">"),
    (F::GreaterEqual, ">="),
];

/// An operator between two; `None` for other functions.
pub(super) fn code(to: &mut Expressions<'_, '_>, function: F, of: &[Cel]) -> Option<Code> {
    if let (F::Not, [it]) = (function, of) {
        return Some(not(it, &to.code(it)));
    }
    let symbol = SYMBOLS.iter().find(|it| it.0 == function)?.1;
    let [a, b] = of else { return None };
    let is_equality = matches!(function, F::Equal | F::NotEqual);
    match (&a.ty, &b.ty) {
        (CelType::List(_), CelType::List(_)) if is_equality => Some(lists(to, function == F::Equal, a, b)),
        (CelType::Message(_), CelType::Message(_)) if is_equality => {
            let (a, b) = (message(to, a), message(to, b));
            Some(Code::compound(format!("{a} {symbol} {b}")))
        }
        (CelType::Text, CelType::Text) if is_equality && (is_empty(a) || is_empty(b)) => {
            let it = to.code(if is_empty(b) { a } else { b }).receiver();
            let not = if function == F::Equal { "" } else { "!" };
            Some(Code::plain(format!("{not}{it}.is_empty()")))
        }
        _ => {
            let side = |to: &mut Expressions<'_, '_>, it: &Cel| match &it.node {
                // `a && b && c` and `a < b || c` need none.
                CelNode::Call(inner, _) if binds(*inner, function) => to.code(it).text,
                _ => {
                    let code = to.code(it);
                    if code.is_compound { code.operand() } else { code.borrowed() }
                }
            };
            let (a, b) = (side(to, a), side(to, b));
            Some(Code::compound(format!("{a} {symbol} {b}")))
        }
    }
}

/// What is not so; of a field that is not there, in one word.
fn not(it: &Cel, code: &Code) -> Code {
    if matches!(it.node, CelNode::Has(..)) {
        if let Some(place) = code.text.strip_suffix(".is_some()") {
            return Code::plain(format!("{place}.is_none()"));
        }
        if let Some(empty) = code.text.strip_prefix('!') {
            return Code::plain(empty);
        }
        if let Some((place, zero)) = code.text.rsplit_once(" != ") {
            return Code::compound(format!("{place} == {zero}"));
        }
    }
    Code::plain(format!("!{}", code.operand()))
}

/// Whether an operator needs no parentheses beside another.
fn binds(inner: F, outer: F) -> bool {
    let is_comparison = SYMBOLS.iter().skip(2).any(|it| it.0 == inner);
    match outer {
        F::And | F::Or => inner == outer || is_comparison,
        _ => false,
    }
}

fn is_empty(it: &Cel) -> bool {
    matches!(it.as_literal(), Some(CelLiteral::Text(it)) if it.is_empty())
}

/// A message as a value.
fn message(to: &mut Expressions<'_, '_>, it: &Cel) -> String {
    let text = to.code(it).text;
    text.strip_prefix('&').map_or_else(|| format!("*{text}"), str::to_owned)
}

/// Two lists, item by item.
fn lists(to: &mut Expressions<'_, '_>, equal: bool, a: &Cel, b: &Cel) -> Code {
    let (a, b) = (read(to, a), read(to, b));
    Code::plain(format!("{}{a}.eq({b})", if equal { "" } else { "!" }))
}

/// An iterator over the items of a list, as CEL has them.
pub(super) fn read(to: &mut Expressions<'_, '_>, it: &Cel) -> String {
    let (items, item) = to.items(it);
    if let CelItem::Made(_) = item {
        return format!("{items}.copied()");
    }
    let place = super::Place { text: "it".to_owned(), is_reference: true, item };
    match place.read().as_str() {
        "it" => items,
        "*it" => format!("{items}.copied()"),
        read => format!("{items}.map(|it| {read})"),
    }
}
